/* The reader, in the same module as panel.js: what its head says is marked in the text beside it,
   and the strip and the text follow each other.  Nothing here asks the server, save for a part of a
   long text that is not in the page.

     data-points          in the head: what is read, as document:start; with data-place, data-mention,
                          data-sentence and data-word, to be marked in the text of data-document,
                          data-first
     data-from            a sentence of the text, by the character at which it starts
     data-word            a word that was searched for, so too; in pieces where a name begins or ends
     data-strip="length"  the strip, with the text's length in characters
*/

const TEXT = ".text[data-first]";
const READ = "sentence";
const OWN = "own";
const GONE_TO = "gone-to";
const SLACK = 2; // pixels by which a line may miss the edge to which it was brought

/* Mark in the text what the head points at; of the two, either may come first. */
function point() {
  const told = document.querySelector("[data-points]")?.dataset;
  const text = document.querySelector(TEXT);
  if (!told || text?.dataset.document !== told.document || text.dataset.first !== told.first) return;
  for (const old of text.querySelectorAll(`.${READ}, .${OWN}, .${GONE_TO}`)) {
    old.classList.remove(READ, OWN, GONE_TO);
    old.removeAttribute("aria-current");
    delete old.dataset.anchor;
  }
  const sentence = told.sentence && text.querySelector(`[data-from="${CSS.escape(told.sentence)}"]`);
  if (sentence) {
    sentence.classList.add(READ);
    sentence.dataset.anchor = "";
  }
  const own = told.place ? `[data-place="${CSS.escape(told.place)}"]` : "[data-place='']";
  let mention = null;
  for (const name of text.querySelectorAll(own)) {
    const here = name.dataset.start === told.mention;
    if (told.place || here) name.classList.add(OWN);
    if (here) (mention = name).setAttribute("aria-current", "true");
  }
  const words = told.word ? text.querySelectorAll(`[data-word="${CSS.escape(told.word)}"]`) : [];
  for (const piece of words) piece.classList.add(GONE_TO);
  bring(text, words[0] ?? mention ?? sentence, told.points);
  follow();
}

/* What is read comes into sight, and stays there while the page still takes shape and letters
   arrive, until the reader moves on; what is in sight stays put. */
let movedOn = false;
for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"])
  document.addEventListener(kind, () => (movedOn = true), { capture: true, passive: true });

let read = null;
const shaping = new ResizeObserver(show);

function bring(text, target, points) {
  const root = text.closest(".panel");
  const again = root.pointed === points;
  if (again && movedOn) return;
  root.pointed = points;
  movedOn = false;
  read = target;
  shaping.disconnect();
  if (!target) return again ? undefined : text.scrollTo(0, 0);
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  show();
  for (const box of [text, target.closest(`${TEXT} > *`)]) shaping.observe(box, { box: "border-box" });
  document.fonts.ready.then(show);
}

function show() {
  const text = read?.closest(TEXT);
  if (!text?.isConnected || movedOn) return;
  const { top, bottom } = read.getBoundingClientRect();
  const sight = seen(text);
  if (top < sight.top || bottom > sight.bottom) read.scrollIntoView({ block: "center" });
}

/* The part of the window in which text is seen: under the head, which may stick above it. */
function seen(text) {
  const top = document.querySelector(".st-key-reader .reading-bars")?.getBoundingClientRect().bottom ?? 0;
  const box = text.getBoundingClientRect();
  return { top: Math.max(top, box.top), bottom: Math.min(innerHeight, box.bottom) };
}

const sentences = (text) => [...text.querySelectorAll("[data-from]:not(details:not([open]) [data-from])")];
const from = (sentence) => Number(sentence.dataset.from);

/* The first of a list for which `holds` is so; it is so for all after that.  Else the length. */
function firstWhere(list, holds) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/* The strip says which part of the text is in sight. */
function follow() {
  const [strip, text] = [document.querySelector("[data-strip]"), document.querySelector(TEXT)];
  if (!strip || !text) return;
  const all = sentences(text);
  if (!all.length) return;
  const sight = seen(text);
  const begun = firstWhere(all, (one) => one.getBoundingClientRect().top >= sight.top - SLACK);
  const after = firstWhere(all, (one) => one.getBoundingClientRect().top >= sight.bottom);
  const length = Number(strip.dataset.strip);
  const first = begun < after ? begun : Math.max(0, begun - 1);
  const start = from(all[first]);
  const end = after < all.length ? from(all[after]) : from(all.at(-1)) + all.at(-1).textContent.length;
  strip.style.setProperty("--from", start / length);
  strip.style.setProperty("--to", Math.max(end, start) / length);
  const part = Math.min(99, Math.floor((100 * start) / length));
  strip.setAttribute("aria-valuenow", part);
  strip.setAttribute("aria-valuetext", told(strip, part));
}

function told(strip, part) {
  const [names, own] = ["names", "own"].map((which) => Number(strip.dataset[which]?.split(" ")[part] ?? 0));
  const chosen = own ? `, ${own} of the chosen place` : "";
  return `${part}% to ${part + 1}%: ${names} ${names === 1 ? "name" : "names"}${chosen}`;
}

/* Go to the sentence of a character, or by a step to the next that starts there; what is in another
   window of a long text is asked for, unless `ask` says no. */
function go(strip, offset, { ask = true, step = 0 } = {}) {
  const text = document.querySelector(TEXT);
  const all = text ? sentences(text) : [];
  if (!all.length) return;
  const next = step ? firstWhere(all, (one) => from(one) >= offset) : firstWhere(all, (one) => from(one) > offset) - 1;
  const first = Number(text.dataset.first);
  const beyond = offset < first || offset >= Number(text.dataset.last);
  if (beyond && ask) {
    const button = strip.parentElement.querySelector("button");
    button.dataset.start = Math.round(offset);
    return button.click();
  }
  const sight = seen(text);
  const past = (by) => firstWhere(all, (one) => one.getBoundingClientRect().top > sight.top + by);
  const least = step > 0 ? past(SLACK) : 0;
  const most = step < 0 ? past(-SLACK) - 1 : all.length - 1;
  const target = all[Math.max(0, Math.min(Math.max(next, least), most, all.length - 1))];
  target.scrollIntoView({ block: "start" });
  if (target === all[0]) text.scrollTo(0, 0);
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 10, PageUp: -10 };

document.addEventListener("keydown", (event) => {
  const strip = event.target.closest("[data-strip]");
  if (!strip || event.ctrlKey || event.metaKey || event.altKey) return;
  const length = Number(strip.dataset.strip);
  const step = STEPS[event.key];
  if (event.key === "Home") go(strip, 0);
  else if (event.key === "End") go(strip, length - 1);
  else if (step) {
    const part = Number(strip.getAttribute("aria-valuenow")) + step;
    go(strip, (Math.max(0, Math.min(99, part)) * length) / 100, { step });
  } else return;
  event.preventDefault();
});

function drag(event) {
  const strip = event.target.closest?.("[data-strip]");
  if (!strip || (event.type !== "pointerdown" && !strip.hasPointerCapture(event.pointerId))) return;
  if (event.type === "pointerdown") strip.setPointerCapture(event.pointerId);
  const { top, height } = strip.getBoundingClientRect();
  const share = Math.max(0, Math.min(0.9999, (event.clientY - top) / height));
  go(strip, share * Number(strip.dataset.strip), { ask: event.type === "pointerup" });
}

for (const kind of ["pointerdown", "pointermove", "pointerup"]) document.addEventListener(kind, drag);

let following = 0;
function followSoon() {
  cancelAnimationFrame(following);
  following = requestAnimationFrame(follow);
}

document.addEventListener("scroll", followSoon, { capture: true, passive: true });
addEventListener("resize", followSoon);
