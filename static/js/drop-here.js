/* Files dropped on a list: the form that adds them opens over it. */

import { canSend, catchDrops, mount } from "./upload/main.js";

const list = document.querySelector("[data-drop-here]");
const dialog = document.querySelector("dialog[data-adding]");
const GIVE_UP = "Des fichiers sont en cours d’envoi\u202f: les abandonner\u202f?";
let mounted = null;

/** The form as its own page has it. */
async function open(transfer) {
  if (mounted?.queue.isRunning || (mounted && dialog.open)) return mounted.take(transfer);
  const given = snapshot(transfer);
  const answer = await fetch(list.dataset.dropHere, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("form[data-upload]");
  if (!form) {
    window.location.assign(list.dataset.dropHere); // signed out, or nowhere to add
    return null;
  }
  form.action = list.dataset.dropHere;
  dialog.querySelector("[data-place]").replaceChildren(document.importNode(form, true));
  mounted = mount(dialog.querySelector("form[data-upload]"));
  dialog.showModal();
  return mounted.take(given);
}

/** What was dropped, kept past its event. */
function snapshot(transfer) {
  const items = [...transfer.items].map((item) => {
    const entry = item.webkitGetAsEntry?.() ?? null;
    const file = item.getAsFile();
    return { kind: item.kind, webkitGetAsEntry: () => entry, getAsFile: () => file };
  });
  return { items };
}

/** Closing gives up what is being sent: one is asked. */
function mayClose() {
  if (!mounted?.queue.isRunning) return true;
  if (!window.confirm(GIVE_UP)) return false;
  mounted.queue.cancelAll();
  return true;
}

if (list && dialog && canSend()) {
  catchDrops(list, open);
  dialog.querySelector("[data-close]").addEventListener("click", () => mayClose() && dialog.close());
  dialog.addEventListener("cancel", (event) => {
    if (!mayClose()) event.preventDefault();
  });
  dialog.addEventListener("close", () => {
    if (mounted?.queue.count("kept")) window.location.reload(); // the list has them now
  });
}
