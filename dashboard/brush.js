/* The bars of a chart are brushed: [data-brush] holds buttons with data-since and data-until.

   A drag shows the range while it grows and sends one action when it ends; a click is a drag over
   one bar.  Shift extends from where the last one began.  Arrows move between the bars, of which
   the Tab key reaches one; with Shift they brush, and send after a pause. */

const BRUSH_PAUSE_MS = 400;

function listenToBrush(root) {
  let drag = null;
  let pause = 0;
  const ended = () => {
    const last = drag;
    drag = null;
    return last;
  };
  root.addEventListener("pointerdown", (event) => {
    const bars = event.target.closest("[data-brush]");
    if (!bars || event.button !== 0) return;
    const at = barUnder(bars, event.clientX);
    drag = { bars, from: event.shiftKey ? anchorOf(root, bars, at) : at, to: at };
    bars.setPointerCapture(event.pointerId);
    hold(root);
    brushed(root, drag);
  });
  root.addEventListener("pointermove", (event) => {
    if (!drag) return;
    drag.to = barUnder(drag.bars, event.clientX);
    brushed(root, drag);
  });
  root.addEventListener("pointerup", () => {
    const done = ended();
    if (!done) return;
    root.anchor = keyOf(done.bars, done.from);
    done.bars.children[done.to].focus({ preventScroll: true });
    sendBrush(root, done);
    release(root);
  });
  root.addEventListener("pointercancel", () => {
    const done = ended();
    if (!done) return;
    unbrushed(root, done.bars);
    release(root);
  });
  // The pointer's own click has been answered; the keyboard's goes on as any button's does.
  root.addEventListener(
    "click",
    (event) => {
      if (event.detail > 0 && event.target.closest("[data-brush]")) event.stopPropagation();
      else if (event.target.closest("[data-brush]")) root.anchor = event.target.dataset.key;
    },
    { capture: true },
  );
  root.addEventListener("keydown", (event) => {
    const bars = event.target.closest("[data-brush]");
    if (!bars || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = [...bars.children].indexOf(event.target);
    const to = neighbour(event.key, at, bars.children.length - 1);
    if (at < 0 || to === null) return;
    event.preventDefault();
    bars.children[to].focus();
    clearTimeout(pause);
    if (!event.shiftKey) {
      root.anchor = null;
      return unbrushed(root, bars);
    }
    const range = { bars, from: anchorOf(root, bars, at), to };
    root.anchor = keyOf(bars, range.from);
    brushed(root, range);
    pause = setTimeout(() => sendBrush(root, range), BRUSH_PAUSE_MS);
  });
  root.addEventListener("focusin", (event) => {
    const bars = event.target.closest("[data-brush]");
    if (!bars) return;
    for (const bar of bars.children) bar.tabIndex = bar === event.target ? 0 : -1;
  });
}

function neighbour(key, at, last) {
  const steps = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last };
  return key in steps ? Math.min(last, Math.max(0, steps[key])) : null;
}

/* The bar at a place across; as all are equally wide, it need not be hit. */
function barUnder(bars, x) {
  const { left, width } = bars.getBoundingClientRect();
  const count = bars.children.length;
  return Math.min(count - 1, Math.max(0, Math.floor(((x - left) / width) * count)));
}

const keyOf = (bars, number) => bars.children[number].dataset.key;

/* Where the brushing began: as remembered, else at the first bar chosen, else here. */
function anchorOf(root, bars, here) {
  const all = [...bars.children];
  const kept = all.findIndex((bar) => bar.dataset.key === root.anchor);
  if (kept >= 0) return kept;
  const chosen = all.findIndex((bar) => bar.getAttribute("aria-pressed") === "true");
  return chosen >= 0 ? chosen : here;
}

function brushed(root, { bars, from, to }) {
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  [...bars.children].forEach((bar, number) => {
    bar.classList.toggle("brushed", number >= first && number <= last);
  });
  bars.classList.add("brushing");
  const told = root.querySelector("[data-range]");
  const [begin, end] = [bars.children[first].dataset.name, bars.children[last].dataset.name];
  told.textContent = first === last ? begin : `${begin} – ${end}`;
}

function unbrushed(root, bars) {
  for (const bar of bars.children) bar.classList.remove("brushed");
  bars.classList.remove("brushing");
  const told = root.querySelector("[data-range]");
  told.textContent = told.dataset.range;
}

/* Choosing the only bar that is chosen gives all dates back. */
function sendBrush(root, { bars, from, to }) {
  const range = [bars.children[Math.min(from, to)], bars.children[Math.max(from, to)]];
  const pressed = bars.querySelectorAll('[aria-pressed="true"]');
  const again = from === to && pressed.length === 1 && pressed[0] === range[0];
  const values = again ? {} : { since: range[0].dataset.since, until: range[1].dataset.until };
  sendAction(root, "time", values);
  if (again) unbrushed(root, bars);
}
