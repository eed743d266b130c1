// Look again at a page that waits for the worker: `data-refresh` is in seconds.
const waiting = document.querySelector("[data-refresh]");
if (waiting) {
  setTimeout(() => location.reload(), Number(waiting.dataset.refresh) * 1000);
}
