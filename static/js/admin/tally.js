// How much is missing, on the tabs of a form: Wagtail counts it once, before the blocks
// of a page are there, and says « 1 » for ten. It is counted again as blocks come and go.
const AFTER = 200; // milliseconds: a page comes with a hundred blocks
const COUNTS = "[data-controller~='w-count']";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form .w-tabs")?.closest("form");
  if (!form) return;
  let waiting = null;
  const count = () => {
    for (const tally of document.querySelectorAll(COUNTS)) {
      window.wagtail.app.getControllerForElementAndIdentifier(tally, "w-count")?.count();
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(count, AFTER);
  };
  const watch = { childList: true, subtree: true, attributeFilter: ["style", "hidden"] };
  new MutationObserver(soon).observe(form, watch);
  soon();
});
