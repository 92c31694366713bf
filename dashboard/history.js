/* The browser's history, in the same module as panel.js.

   "Back" undoes a choice.  To open a document is one; to go on in it, by next and previous or from
   name to name, is none: a reader who has gone through twenty mentions wants the quotes again, not the
   nineteenth.  So the reader is one step of the history, whose address says what was read last: one
   "back" leaves it, "forward" and a reload come back to the latest mention.  Another document that is
   opened from within is a step; a next mention that stands in another document is not.

   Streamlit pushes a step for every address.  It is replaced here, where it is pushed, so that
   Streamlit's own notion of the address stays right, whatever comes in between.
*/

const READ_ON = ["place", "quote", "view", "area"];

// A second copy of this script finds the history taken.
if (!window.quotedPlacesHistory) {
  window.quotedPlacesHistory = true;
  const push = history.pushState;
  history.pushState = function (state, title, url) {
    const change = readsOn(location.href, url) ? this.replaceState : push;
    change.call(this, state, title, url);
  };
}

/* Whether an address only reads on where another reads: nothing else is chosen or filtered. */
function readsOn(before, after) {
  const [here, there] = [before, after].map((one) => new URL(one ?? "", location.href).searchParams);
  if (here.get("show") !== "reader" || there.get("show") !== "reader") return false;
  if (documentOf(here) !== documentOf(there) && window.quotedPlacesDid !== "step") return false;
  // What quotes of the one place must name too goes with the place.
  const changing = here.get("place") === there.get("place") ? READ_ON : [...READ_ON, "with"];
  return rest(here, changing) === rest(there, changing);
}

const documentOf = (parameters) => parameters.get("quote")?.replace(/:\d+$/, "");

function rest(parameters, changing) {
  const kept = [...parameters].filter(([name]) => !changing.includes(name));
  return kept.map((pair) => pair.map(encodeURIComponent).join("=")).sort().join("&");
}
