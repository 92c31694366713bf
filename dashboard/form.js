/* A line that can be typed into and sent; it stands behind panel.js in one script.

     data-form      what holds the line and its buttons
     data-sends     a button whose action takes along what was typed; Enter in the line clicks it
     data-cancels   a button that Escape in the line clicks
*/

function listenToForms(root) {
  root.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-form]");
    const button = { Enter: "[data-sends]", Escape: "[data-cancels]" }[event.key];
    if (!form || !button || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    event.stopPropagation();
    form.querySelector(button).click();
  });
}

/* What was typed into the line of a button. */
function typedFor(control) {
  return control.closest("[data-form]").querySelector("input").value;
}
