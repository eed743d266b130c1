/* The form that adds documents. Without this it sends its files by itself. */

import { chosen, dropped } from "./given.js";
import { inOne, isPhoto } from "./photos.js";
import { Queue } from "./queue.js";
import { canSend, drop } from "./sending.js";
import { many } from "./words.js";

const NOTHING = "Choisissez au moins un fichier.";

/** Make a form work; gives `take(transfer)`, for what is dropped. */
export function mount(form) {
  const find = (name) => form.querySelector(`[data-${name}]`);
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const [input] = inputs;
  const send = find("send");
  const queue = new Queue(form, tell);
  const cuts = readCuts();

  /** What was cut before, as the page lists it. */
  function readCuts() {
    return [...form.querySelectorAll("[data-cut]")].map((line) => ({ line, ...line.dataset }));
  }

  /** Was this file cut before? Then it goes on there. */
  function cutOf(file) {
    const found = cuts.find(
      (one) => !one.taken && one.name === file.name && Number(one.size) === file.size && Number(one.modified) === file.lastModified,
    );
    if (!found) return null;
    found.taken = true;
    forget(found.line);
    choose("space", found.spaceKey);
    return { url: found.url, share: found.share, space: found.space };
  }

  /** Take a line away, and its title with the last one. */
  function forget(line) {
    line.remove();
    find("cuts").hidden = !form.querySelector("[data-cut]");
  }

  /** Choose a space for who has chosen none. */
  function choose(name, value) {
    if (form.querySelector(`input[name=${name}]:checked`)) return;
    const radio = form.querySelector(`input[name=${name}][value="${CSS.escape(value)}"]`);
    if (radio) radio.checked = true;
    sayWho();
  }

  function take({ files, litter, unread }) {
    input.setCustomValidity("");
    for (const one of files) queue.add(one, cutOf(one.file));
    const said = [
      litter && `${many(litter, "fichier du système laissé", "fichiers du système laissés")} de côté.`,
      unread.length && `Impossible de lire\u202f: ${unread.join(", ")}.`,
      !files.length && !litter && !unread.length && "Ce dossier est vide.",
    ];
    find("aside").textContent = said.filter(Boolean).join(" ");
    tell();
  }

  /** Photographs that wait can be made one document. */
  function photos() {
    return [...queue.files].filter(([, one]) => one.state === "ready" && isPhoto(one.file));
  }

  /** Say that all is sent, and make what comes next the main button. */
  function tell() {
    find("queue").hidden = !queue.files.size && !find("aside").textContent;
    find("photos").hidden = photos().length < 1 || !photos().some(([, one]) => one.isTaken) && photos().length < 2;
    find("photos-count").textContent = many(photos().length, "photo", "photos");
    find("cancel-all").hidden = queue.count("waiting", "sending", "paused") < 2;
    const end = find("end");
    const after = find("after");
    const told = queue.told;
    const first = told && end.hidden;
    after.hidden = !told || !queue.count("kept", "already");
    send.classList.toggle("main", after.hidden);
    end.hidden = !told;
    if (!told) return;
    find("said").textContent = told;
    end.className = `note ${queue.count("refused") ? "warn" : "good"}`;
    if (first) (after.hidden ? end : after).scrollIntoView({ block: "nearest" });
  }

  /** Who will see what is sent, beside the button that sends it. */
  function sayWho() {
    const space = form.querySelector("input[name=space]:checked");
    if (space) find("summary").textContent = space.dataset.told;
    if (space) offerFolders(space.value);
  }

  /** The folders of the space, under the hand. */
  async function offerFolders(space) {
    const list = form.querySelector("datalist");
    if (!list || list.dataset.space === space) return;
    list.dataset.space = space;
    try {
      const answer = await fetch(`${list.dataset.url}?espace=${space}`, { headers: { Accept: "application/json" } });
      const said = await answer.json();
      list.replaceChildren(...(said.folders ?? []).map((path) => new Option(path, path)));
    } catch {
      list.dataset.space = ""; // the line is down: it is typed
    }
  }

  /** Put the photographs that wait in one PDF, in their place in the list. */
  async function join() {
    const some = photos();
    const name = find("photos-name").value.trim().replace(/[\\/:]+/g, "-") || "Photos";
    const press = find("join");
    press.disabled = true;
    const words = find("photos-says");
    try {
      const say = (number) => (words.textContent = `Photo ${number} sur ${some.length}…`);
      const file = await inOne(some.map(([, one]) => one.file), name, say);
      for (const [item] of some) queue.remove(item);
      queue.add({ file, folder: "" });
      words.textContent = "";
    } catch {
      words.textContent = "Une de ces photos ne s’ouvre pas dans ce navigateur\u202f: envoyez-les une par une.";
    }
    press.disabled = false;
    tell();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!queue.count("ready")) {
      input.setCustomValidity(NOTHING);
      input.reportValidity();
      return;
    }
    const fields = Object.fromEntries(new FormData(form));
    queue.send(fields, fields.folder?.trim() ?? "");
    find("queue").querySelector("h2").scrollIntoView({ block: "nearest" });
  });

  for (const one of inputs) {
    one.addEventListener("change", () => {
      const got = chosen(one);
      const from = queue.files.size;
      if (got.files.length || got.litter) take(got);
      if (one.hasAttribute("capture")) [...queue.files.values()].slice(from).forEach((file) => (file.isTaken = true));
      one.value = "";
      tell();
    });
  }
  form.addEventListener("change", (event) => {
    if (event.target.name === "space") sayWho();
  });
  for (const press of form.querySelectorAll("[data-drop-cut]")) {
    press.addEventListener("click", async () => {
      const line = press.closest("[data-cut]");
      if (!(await drop(line.dataset.url, form.elements.csrfmiddlewaretoken.value))) return;
      cuts.find((one) => one.line === line).taken = true;
      forget(line);
      input.focus();
    });
  }
  find("join").addEventListener("click", join);
  find("cancel-all").addEventListener("click", () => queue.cancelAll());

  // Leaving stops what is being sent; what has passed is kept.
  addEventListener("beforeunload", (event) => {
    if (form.isConnected && queue.isRunning) event.preventDefault();
  });

  dress(form, input);
  sayWho();
  return { take: async (transfer) => take(await dropped(transfer)), queue };
}

/** Buttons in place of the browser's own fields: they speak French everywhere. */
function dress(form, input) {
  input.required = false;
  form.querySelector("[data-send]").hidden = false;
  for (const hidden of form.querySelectorAll("[data-only-js]")) hidden.hidden = false;
  // Telephones have no folder to choose, and a workstation takes no photograph.
  const isPhone = matchMedia("(hover: none)").matches;
  form.querySelector("[data-pick-folder]").hidden = isPhone || !("webkitdirectory" in input);
  form.querySelector("[data-pick-photo]").hidden = !isPhone;
  for (const pick of form.querySelectorAll(".pick")) {
    pick.classList.add("btn-only");
    const label = pick.querySelector("label");
    label.className = "btn";
    if (pick.dataset.words) label.textContent = pick.dataset.words;
    const field = pick.querySelector("input");
    field.classList.add("sr");
    pick.prepend(field);
  }
}

/** Files are dropped anywhere on the page; `lit` shows where. */
export function catchDrops(lit, take) {
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  let over = 0;
  addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    over += 1;
    lit.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!carries(event)) return;
    over = Math.max(0, over - 1);
    if (!over) lit.classList.remove("over");
  });
  addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over = 0;
    lit.classList.remove("over");
    take(event.dataTransfer);
  });
}

export { canSend };
