// Look again at a page that waits for the worker: `data-refresh` is in seconds. Who reads
// it may stop that (RGAA 13.1).
const waiting = document.querySelector("[data-refresh]");
if (waiting) {
  const button = waiting.querySelector("button");
  const timer = setTimeout(() => location.reload(), Number(waiting.dataset.refresh) * 1000);
  waiting.hidden = false;
  button.onclick = () => {
    clearTimeout(timer);
    waiting.textContent = "Cette page ne se recharge plus d’elle-même.";
  };
}
