/* The keyboard of the whole page; it stands behind panel.js in one script.

     data-shortcut="x"      the key x clicks this control, or goes into it where it is typed into
     data-enter             in here, Enter does what n does, with Shift what p does
     data-part="places"     moves the focus into a part of the page
     data-opens="keyboard"  opens the dialog of this id; data-closes closes it
     data-keys              the switch of the single-key shortcuts; data-keys="off" on the root

   Of several controls in sight with one key, the one nearest to the focus takes it.  The map's
   frame hands over the keys that it has no use for.
*/

const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const SWITCHED_OFF = "quoted-places-keys";
// Streamlit runs the page anew, or empties its caches, at these keys.
const STREAMLITS = new Set(["r", "c"]);
const LANDINGS = {
  places: [".st-key-places .row[aria-current]", ".st-key-places .row", ".st-key-places [data-heading]"],
  evidence: [".st-key-quotes [data-heading]", ".st-key-reader [data-heading]", ".st-key-unplaced [data-heading]", ".st-key-documents [data-heading]"],
};

const inSight = (control) => control.checkVisibility({ visibilityProperty: true }) && !control.disabled;
const isSingle = (key) => key.length === 1;

// A second copy of this script finds the keyboard taken.
if (!window.quotedPlacesKeyboard) {
  window.quotedPlacesKeyboard = { press };
  document.documentElement.dataset.keys = remembered();
  // Before Streamlit's own listeners.
  window.addEventListener("keydown", onKey, true);
  document.addEventListener("click", onClick);
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("[data-keys]:not(:root)")) switchKeys(target.checked ? "on" : "off");
  });
}

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.(`${TYPED}, [data-testid=stPopoverBody]`)) return;
  if (STREAMLITS.has(event.key)) event.stopImmediatePropagation();
  const done = event.key === "Enter" ? step(event) : press(event.key, event.shiftKey);
  if (!done) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/* Do what a key asks for; false where it asks for nothing. */
function press(pressed, shifted) {
  const key = isSingle(pressed) && !shifted ? pressed.toLowerCase() : pressed;
  if (isSingle(key) && document.documentElement.dataset.keys === "off") return false;
  // A dialog has the page to itself, and knows Escape; so does Streamlit's popover.
  if (document.querySelector("dialog[open], [data-testid=stPopoverBody]")) return false;
  const found = [...document.querySelectorAll(`[data-shortcut="${CSS.escape(key)}"]`)].filter(inSight);
  const control = nearest(found);
  if (!control) return false;
  if (!control.matches(TYPED)) {
    control.click();
    return true;
  }
  control.focus({ focusVisible: true });
  control.select?.();
  return true;
}

/* Enter on a button is the button's own; with Shift it steps back from each. */
function step({ target, shiftKey }) {
  const here = target.closest?.("[data-enter]");
  if (!here || (target !== here && !shiftKey)) return false;
  const control = [...here.querySelectorAll(`[data-shortcut="${shiftKey ? "p" : "n"}"]`)].find(inSight);
  control?.click();
  return Boolean(control);
}

function nearest(controls) {
  for (let box = document.activeElement ?? document.body; box; box = box.parentElement) {
    const inside = controls.find((control) => box.contains(control));
    if (inside) return inside;
  }
  return null;
}

function onClick({ target }) {
  const control = target.closest?.("[data-part], [data-opens], [data-closes]");
  if (!control) return;
  if (control.dataset.part) enter(control.dataset.part);
  if (control.dataset.opens) openDialog(document.getElementById(control.dataset.opens));
  if (control.dataset.closes) document.getElementById(control.dataset.closes).close();
}

function openDialog(dialog) {
  dialog.querySelector("[data-keys]").checked = document.documentElement.dataset.keys !== "off";
  dialog.showModal();
}

function enter(part) {
  if (part === "map") return enterMap();
  const target = LANDINGS[part].map((path) => document.querySelector(path)).find(Boolean);
  target?.focus({ focusVisible: true });
  target?.scrollIntoView({ block: "nearest" });
}

/* The chosen mark, else the one that the Tab key reaches; where a table covers the map, it goes. */
function enterMap(patience = 60) {
  const frame = document.querySelector(".st-key-map iframe");
  if (!frame || patience === 0) return;
  if (!inSight(frame)) {
    if (patience === 60) document.querySelector("[data-key=to-map]")?.click();
    return setTimeout(enterMap, 50, patience - 1);
  }
  frame.scrollIntoView({ block: "nearest" });
  frame.contentWindow?.QuotedPlaces?.enter?.();
}

function switchKeys(state) {
  document.documentElement.dataset.keys = state;
  try {
    localStorage.setItem(SWITCHED_OFF, state);
  } catch {
    // A browser that keeps nothing forgets the switch with the page.
  }
}

function remembered() {
  try {
    return localStorage.getItem(SWITCHED_OFF) ?? "on";
  } catch {
    return "on";
  }
}

/* One polite voice for the whole page, in an element that is always there. */
function say(words) {
  let voice = document.getElementById("quoted-places-voice");
  if (!voice) {
    voice = Object.assign(document.createElement("div"), { id: "quoted-places-voice", className: "unseen" });
    voice.setAttribute("role", "status");
    document.body.append(voice);
  }
  voice.textContent = "";
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (voice.textContent = words), 100);
}

/* Say which of the sentences (one a line) are others than before; the first ones are not news. */
function tell(sentences) {
  const now = sentences.split("\n");
  const news = now.filter((sentence) => !(tell.before ?? now).includes(sentence));
  tell.before = now;
  if (news.length > 0) say(news.join(" "));
}
