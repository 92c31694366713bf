/* The order of the page's parts, in the same module as panel.js.

   Where the window is narrow, the list of places is seen below the evidence, else left of the map.  It
   stands there in the document too, so that the Tab key and whoever hears the page follow what others
   see.  Of the parts only the list and the filters are moved: a frame that is moved loads its map anew.
   React keeps what it has put beside each other in one parent, whatever its order.
*/

const narrow = matchMedia("(max-width: 1099.98px)"); // as in desk.css
narrow.addEventListener("change", order);

function order() {
  const desk = document.querySelector(".st-key-desk");
  if (!desk) return;
  const part = (name) => [...desk.children].find((one) => one.querySelector(`:scope > .st-key-${name}`));
  const [filters, list, table, map] = ["filters", "places", "table", "map"].map(part);
  const middle = table ?? map;
  if (list) move(list, narrow.matches ? null : middle);
  if (filters && middle) move(filters, narrow.matches || !list ? middle : list);
}

/* Move a part before another, or to the end; what has the focus keeps it, and its list stays put. */
function move(part, next) {
  if (next === undefined || part.nextElementSibling === next) return;
  const active = part.contains(document.activeElement) ? document.activeElement : null;
  const scroller = part.firstElementChild;
  const stood = scroller.scrollTop;
  part.parentElement.insertBefore(part, next);
  active?.focus({ preventScroll: true });
  scroller.scrollTop = stood;
}
