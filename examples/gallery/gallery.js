/** Where the keyboard goes on: a view says it by `pushEvent("focus", { on })`. */

const goOn = (selector) => document.querySelector(selector)?.focus();

addEventListener("djust:focus", ({ detail }) => goOn(detail.on));

// What did not fit reaches no handler: the first field that is wrong is where to go on.
addEventListener("djust:error", ({ detail }) => {
  if (detail.code === "invalid") goOn("[aria-invalid=true]");
});
