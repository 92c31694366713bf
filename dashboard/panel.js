/* One clickable piece of HTML in the page.

   The HTML is built and escaped in Python (markup.py) and comes as data; this file only puts it
   in place, keeps focus and scroll, and reports what was done:

     data-action="name"   a click (a change, for inputs) sends the name and the other data-* values
     data-fold="filters"  folds a part of the page out or away, without asking the server
     data-goto="key"      moves the focus to the control with this data-key, unfolding its part
     data-reveal="part"   shows or hides what has this data-revealed in the nearest [data-reveals]
     data-then="key"      after its action, the control with this data-key has the focus
     data-copy="text"     copies the text
     data-share="?query"  copies the page's address with this query and the map's present view
     data-shortcut="n"    see keys.js
     data-lands           takes the focus where the control that had it is gone, as data-heading
     data-brush           see brush.js
     data-form            see form.js

   An action's data-document may stand on what is around its control.
   In a search box, Escape clears and the arrows go into the list of rows below and back.
*/

const TYPING_PAUSE_MS = 200;
const SAID_MS = 2000;
const STILL_MS = 400;
const KEPT_ACTIONS = 8;
const CHANGED = "input[type=checkbox][data-action], input[type=date][data-action], select[data-action]";
const NARROW = "(max-width: 719.98px)";
const LEADING = new Set(["show", "about", "read", "table"]);
const SHEETS = ".st-key-quotes, .st-key-reader, .st-key-unplaced, .st-key-documents, .st-key-table";

// The number of the latest action, which grows with the time; the panels share this module.
let acted = 0;
// Whether the latest action leads to another sheet, and the control that led away from the quotes.
let leads = false;
let left = "";

export default function ({ data, parentElement, setStateValue }) {
  let root = parentElement.querySelector(":scope > .panel");
  const fresh = !root;
  if (fresh) {
    root = document.createElement("div");
    root.className = "panel";
    if (data.landmark) mark(root, data.landmark);
    parentElement.append(root);
    listen(root);
    order();
  }
  root.send = (action) => {
    root.actions = [...(root.actions ?? []), action].slice(-KEPT_ACTIONS);
    setStateValue("actions", root.actions);
  };
  const opened = acted > 0 || data.scroll.includes("#");
  const moved = data.scroll !== "" && (fresh ? opened : root.scrolled !== data.scroll);
  root.scrolled = data.scroll;
  if (root.held) root.waiting = data.html;
  else if (root.written !== data.html) {
    write(root, data.html, fresh);
    point();
    tellLine();
  }
  if (moved) {
    if (!root.querySelector("[data-points]")) scroll(root);
    keepView();
  }
}

function mark(root, [role, name]) {
  root.setAttribute("role", role);
  root.setAttribute("aria-label", name);
}

function write(root, html, fresh) {
  const kept = fresh && acted && losesFocus(root) ? { key: left } : focused(root);
  const unfolded = new Map(folders(root).map((folder) => [folder.dataset.key, folder.open]));
  const stood = root.querySelector(TEXT)?.scrollTop;
  const along = root.querySelector(LINE)?.scrollLeft;
  root.innerHTML = html;
  root.written = html;
  for (const folder of folders(root)) folder.open = unfolded.get(folder.dataset.key) ?? opensAtFirst(folder);
  root.querySelector(TEXT)?.scrollTo(0, stood ?? 0);
  root.querySelector(LINE)?.scrollTo({ left: along ?? 0, behavior: "instant" });
  if (kept) restore(root, kept);
  const said = root.querySelector("[data-says]");
  if (said) tell(said.dataset.says);
  tellFolds();
}

/* While something is dragged or typed in a panel, what comes waits until that has ended. */
function hold(root) {
  root.held = true;
}

function release(root) {
  root.held = false;
  if (root.waiting !== undefined && root.waiting !== root.written) write(root, root.waiting, false);
  delete root.waiting;
}

/* What a reader has unfolded stays so when the panel is written anew. */
const folders = (root) => [...root.querySelectorAll("details[data-key]")];
const opensAtFirst = (folder) => folder.open && !(folder.dataset.narrow && matchMedia(NARROW).matches);

// A part is folded by the style sheet too, where the window is narrow: its size tells.
const foldWatch = new ResizeObserver(tellFolds);
const watched = new WeakSet();

function listen(root) {
  let pause = 0;
  root.addEventListener("click", (event) => {
    const control = event.target.closest("button, a, [data-action]");
    if (!control || control.matches("input, select")) return;
    if (control.dataset.fold) return fold(control);
    if (control.dataset.goto) return goTo(control.dataset.goto);
    if ("reveal" in control.dataset) return reveal(control);
    if ("copy" in control.dataset) return copy(control, control.dataset.copy);
    if ("share" in control.dataset) return copy(control, shared(control.dataset.share));
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey;
    if (!control.dataset.action || (control.matches("a") && elsewhere)) return;
    event.preventDefault();
    send(root, control);
    if (control.dataset.then) goTo(control.dataset.then);
  });
  root.addEventListener("change", (event) => {
    // While a date is typed, each digit makes another date: it counts once it is left.
    if (event.target.matches(CHANGED) && event.target !== root.typing) send(root, event.target);
  });
  root.addEventListener("keydown", (event) => {
    if (event.target.matches("input[type=date]")) typeDate(root, event);
    else if (event.target.matches("input[type=search]") && event.key === "Escape") clear(root, event);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(root, event);
  });
  root.addEventListener("focusout", () => {
    if (root.typing) dateTyped(root, root.typing);
  });
  listenToBrush(root);
  listenToForms(root);
  root.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search][data-action]")) return;
    clearTimeout(pause);
    pause = setTimeout(() => send(root, event.target), TYPING_PAUSE_MS);
  });
}

function send(root, control) {
  const { document: around } = control.closest("[data-document]")?.dataset ?? {};
  const { action, ...values } = around ? { document: around, ...control.dataset } : control.dataset;
  if (control.matches("input[type=search], select")) values.value = control.value;
  if ("sends" in control.dataset) values.value = typedFor(control);
  if (control.matches("input[type=date]")) values[values.field] = control.value;
  leads = LEADING.has(action);
  if (control.closest(".st-key-quotes")) left = control.dataset.key;
  sendAction(root, action, values);
}

function sendAction(root, action, values) {
  acted = Math.max(Date.now(), acted + 1);
  window.quotedPlacesDid = action;
  root.send({ number: acted, action, values, view: view() });
}

function typeDate(root, event) {
  if (event.key === "Enter") return dateTyped(root, event.target);
  if (event.key === "Tab" || event.key === "Shift") return;
  root.typing = event.target;
  hold(root);
}

function dateTyped(root, field) {
  root.typing = null;
  if (field.value !== field.defaultValue) send(root, field);
  release(root);
}

function clear(root, event) {
  if (!event.target.value) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.value = "";
  event.target.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/* From a search box into the rows under it, from row to row, and back into the box. */
function walk(root, event) {
  const box = root.querySelector("input[type=search]");
  const steps = [box, ...root.querySelectorAll(".rows .row")].filter(Boolean);
  const at = steps.indexOf(event.target);
  const next = steps[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || steps.length < 2 || event.shiftKey || event.altKey) return;
  event.preventDefault();
  next?.focus();
}

/* Where the map stands, [lat, lon, zoom]: its iframe has this page's origin, but may not be there yet. */
function view() {
  const map = document.querySelector(".st-key-map iframe");
  return map?.contentWindow?.QuotedPlaces?.view?.() ?? null;
}

function focused(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return null;
  return {
    key: active.dataset.key,
    value: active.value,
    selection: active.matches("input[type=search], input[type=text]") && [active.selectionStart, active.selectionEnd],
  };
}

/* A sheet of evidence replaces another, which takes the focus with it when it goes; one that was
   asked for takes it in any case. */
function losesFocus(root) {
  const active = document.activeElement;
  const sheet = root.closest(SHEETS);
  return Boolean(sheet) && (leads || active === document.body || Boolean(active?.closest(SHEETS)));
}

/* The element that had the focus gets it back; where it is gone or folded away, the heading of what
   came. */
function restore(root, kept) {
  const found = kept.key ? root.querySelector(`[data-key="${CSS.escape(kept.key)}"]`) : null;
  const same = found?.checkVisibility() ? found : null;
  const target = same || root.querySelector("[data-heading], [data-lands]");
  if (!target) return;
  target.focus({ preventScroll: true });
  if (same && same.matches("input") && kept.selection) {
    same.value = kept.value;
    same.setSelectionRange(...kept.selection);
  }
}

/* Where the part has no scroll bar of its own (a phone), the page brings it into sight. */
function scroll(root) {
  const anchor = root.querySelector("[data-anchor]");
  if (anchor) return anchor.scrollIntoView({ block: "center" });
  let parent = root.parentElement;
  while (parent && getComputedStyle(parent).overflowY !== "auto") parent = parent.parentElement;
  if (!parent?.matches("[data-testid=stMain]")) return parent?.scrollTo(0, 0);
  const { top, bottom } = root.getBoundingClientRect();
  if (top < 0 || top > innerHeight * 0.8 || bottom < 0) root.scrollIntoView({ block: "start" });
}

/* A choice may move the map: when it stands still, the address of this step says where.  Streamlit
   adds no step to the history by this, and reads the address again only when the browser moves. */
function keepView() {
  clearTimeout(keepView.timer);
  const before = String(view());
  keepView.timer = setTimeout(() => {
    const now = String(view());
    if (now !== before) return keepView();
    if (now !== "null" && location.search) history.replaceState(history.state, "", shared(""));
  }, STILL_MS);
}

function fold(control) {
  const part = control.dataset.fold;
  const open = document.documentElement.toggleAttribute(`data-unfolded-${part}`);
  tellFolds();
  const landing = open ? `.st-key-${part} [data-heading]` : `[data-lands][data-fold="${part}"]`;
  document.querySelector(landing)?.focus();
}

function tellFolds() {
  for (const control of document.querySelectorAll("[data-fold]")) {
    const part = document.querySelector(`.st-key-${CSS.escape(control.dataset.fold)}`);
    const open = Boolean(part?.getClientRects().length);
    control.setAttribute("aria-expanded", String(open));
    if (!part || watched.has(part)) continue;
    watched.add(part);
    foldWatch.observe(part);
  }
}

function goTo(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const part = target.closest(".st-key-filters");
  if (part && !part.getClientRects().length) fold(document.querySelector("[data-fold=filters]"));
  target.focus({ focusVisible: true });
  target.scrollIntoView({ block: "nearest" });
}

function reveal(control) {
  const open = control.getAttribute("aria-expanded") !== "true";
  control.setAttribute("aria-expanded", String(open));
  const wanted = `[data-revealed="${CSS.escape(control.dataset.reveal)}"]`;
  const parts = control.closest("[data-reveals]").querySelectorAll(wanted);
  for (const part of parts) part.hidden = !open;
}

function shared(query) {
  const address = new URL(query || location.href, location.href);
  const seen = view();
  if (seen) {
    const [lat, lon, zoom] = seen;
    address.searchParams.set("view", [lat.toFixed(4), lon.toFixed(4), zoom].join(","));
  }
  return address.href.replaceAll("%2C", ",").replaceAll("%3A", ":");
}

async function copy(control, text) {
  const label = control.dataset.label ?? control.textContent;
  control.dataset.label = label;
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = "The browser does not allow copying";
  }
  control.textContent = said;
  say(said);
  setTimeout(() => {
    control.textContent = label;
  }, SAID_MS);
}
