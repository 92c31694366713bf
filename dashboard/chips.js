/* The filters that are on stand in one line, however many they are, so that the map never moves for
   them; it is in the same module as panel.js.  What the line has no room for is counted behind it.

     data-line      the line, which scrolls sideways
     data-further   the button that says how many of its items are not wholly in sight ("+3"), and
                    brings the next ones; from the last, the first ones
*/

const LINE = "[data-line]";
const EDGE = 1; // pixels by which an item may miss the edge
const lineWatch = new ResizeObserver(tellLine);

function tellLine() {
  const line = document.querySelector(LINE);
  const further = document.querySelector("[data-further]");
  if (!line || !further) return;
  lineWatch.observe(line);
  const gained = further.offsetWidth; // 0 while it is hidden
  const fits = line.scrollWidth <= line.clientWidth + gained + EDGE;
  further.hidden = fits;
  const { left, right } = line.getBoundingClientRect();
  const cut = [...line.children].filter((item) => {
    const box = item.getBoundingClientRect();
    return box.left < left - EDGE || box.right > right + EDGE;
  }).length;
  further.textContent = `+${cut}`;
  further.setAttribute("aria-label", `+${cut} out of sight: show the next`);
  line.toggleAttribute("data-before", line.scrollLeft > EDGE);
  line.toggleAttribute("data-after", line.scrollLeft + line.clientWidth < line.scrollWidth - EDGE);
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("[data-further]")) return;
  const line = document.querySelector(LINE);
  const atEnd = line.scrollLeft + line.clientWidth >= line.scrollWidth - EDGE;
  const { left, right } = line.getBoundingClientRect();
  const begun = left + parseFloat(getComputedStyle(line).scrollPaddingInlineStart) + EDGE;
  // One that is longer than the line has been seen once it stands at its start.
  const next = [...line.children].find((item) => {
    const box = item.getBoundingClientRect();
    return box.right > right + EDGE && box.left > begun;
  });
  if (atEnd || !next) line.scrollTo({ left: 0 });
  else next.scrollIntoView({ block: "nearest", inline: "start" });
});
document.addEventListener("scroll", ({ target }) => target.matches?.(LINE) && tellLine(), { capture: true, passive: true });
document.fonts.ready.then(tellLine);
