// The end of an address is made of the title as one types it: there « l’été » is two
// words. Wagtail's own rule drops the apostrophe and joins them.
document.addEventListener(
  "w-sync:apply",
  (event) => {
    if (!event.target.matches?.("[data-controller~='w-slug']")) return;
    if (typeof event.detail?.value !== "string") return;
    event.detail.value = event.detail.value.replace(/[’'ʼ]/g, " ");
  },
  true,
);
