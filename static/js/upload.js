/* Sends files one by one, with their progress. Without this the form does it alone. */

import { follow } from "./reading-state.js";

const AT_ONCE = 2;
const form = document.querySelector("form[data-upload]");
const input = form.querySelector("input[type=file]");
const drop = form.querySelector("[data-drop]");
const queue = form.querySelector("[data-queue]");
const list = form.querySelector("[data-files]");
const said = form.querySelector("[data-said]");
const summary = form.querySelector("[data-summary]");
const send = form.querySelector("[data-send]");
const row = form.querySelector("template[data-row]");
const most = Number(form.dataset.max);

const WORDS = {
  ready: "Prêt à partir.",
  waiting: "En attente d’envoi.",
  sending: "Envoi",
  checking: "Envoyé, vérification…",
  cut: "La connexion s’est interrompue\u202f: ce fichier n’est pas enregistré. Vérifiez le réseau, puis réessayez.",
  strange: "Le serveur n’a pas répondu comme prévu\u202f: ce fichier n’est pas enregistré. Réessayez dans un moment.",
  tooLarge: `Ce fichier dépasse ${form.dataset.maxWords}, la taille la plus grande acceptée ici. Allégez-le ou découpez-le.`,
  folder: "C’est un dossier\u202f: ouvrez-le, et déposez les fichiers qu’il contient.",
  already: "Déjà dans cet espace\u202f: rien n’a été ajouté.",
  held: "Les autres ne le voient pas\u202f: ouvrez-le pour savoir quoi faire.",
  proposed: "Proposé\u202f: une personne qui anime l’espace le publiera.",
};

/** @type {Map<HTMLElement, {file: File, state: string, xhr?: XMLHttpRequest}>} */
const files = new Map();

function size(bytes) {
  const units = ["octets", "Ko", "Mo", "Go"];
  let step = 0;
  while (bytes >= 1024 && step < units.length - 1) {
    bytes /= 1024;
    step += 1;
  }
  // As the server says it (library/templatetags/sizes.py): 12,4 Ko, but 884 Ko.
  const digits = step && bytes < 100 ? 1 : 0;
  const number = bytes.toLocaleString("fr-FR", { maximumFractionDigits: digits });
  const unit = !step && bytes < 2 ? "octet" : units[step];
  return `${number}\u00a0${unit}`;
}

function kind(file) {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name);
  return ending ? ending[1].toUpperCase() : "Fichier";
}

/** Say what becomes of a file, in its row; `tone` is good, warn, bad or nothing. */
function say(item, words, tone = "") {
  const place = item.querySelector("[data-says]");
  place.textContent = words;
  item.dataset.tone = tone;
}

/** Give the row's button another use, or take it away. */
function button(item, words, action) {
  const cancel = item.querySelector("[data-cancel]");
  cancel.hidden = !action;
  cancel.lastChild.textContent = words;
  cancel.onclick = action ?? null;
}

/** A name without the marks that would show its letters in another order. */
function shown(name) {
  return name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

function add(given, problem = "") {
  const item = row.content.firstElementChild.cloneNode(true);
  const name = shown(given.name);
  item.querySelector("[data-file-name]").textContent = name;
  item.querySelector("[data-file-about]").textContent = problem ? "" : `${kind(given)}, ${size(given.size)}`;
  item.querySelector("[data-progress]").setAttribute("aria-label", `Envoi de ${name}`);
  list.append(item);
  queue.hidden = false;
  const trouble = problem || (given.size > most ? WORDS.tooLarge : "");
  files.set(item, { file: given, state: trouble ? "refused" : "ready" });
  item.dataset.state = trouble ? "refused" : "ready";
  say(item, trouble || WORDS.ready, trouble ? "bad" : "");
  button(item, trouble ? "Ôter de la liste" : "Retirer", () => remove(item));
  tell();
}

function remove(item) {
  files.delete(item);
  item.remove();
  tell();
  queue.hidden = files.size === 0;
  input.focus();
}

function set(item, state) {
  files.get(item).state = state;
  item.dataset.state = state;
}

function count(...states) {
  return [...files.values()].filter((one) => states.includes(one.state)).length;
}

/** Start what waits, two at a time. */
function next() {
  for (const [item, one] of files) {
    if (count("sending") >= AT_ONCE) break;
    if (one.state === "waiting") post(item, one);
  }
  tell();
}

/** Say that all is sent, and make what comes next the main button. */
function tell() {
  const sent = count("kept", "already", "refused");
  const over = sent > 0 && !count("ready", "waiting", "sending");
  const kept = count("kept");
  const there = count("already");
  const after = form.querySelector("[data-after]");
  after.hidden = !over || !(kept || there);
  send.classList.toggle("main", after.hidden);
  const end = form.querySelector("[data-end]");
  const first = over && end.hidden;
  end.hidden = !over;
  if (!over) return;
  const told = [
    kept && `${kept} fichier${kept > 1 ? "s ajoutés" : " ajouté"}`,
    there && `${there} déjà là`,
    count("refused") && `${count("refused")} refusé${count("refused") > 1 ? "s" : ""}`,
  ].filter(Boolean);
  said.textContent = `${kept || there ? "C’est fini" : "Rien n’est ajouté"}\u202f: ${told.join(", ")}.`;
  end.className = `note ${count("refused") ? "warn" : "good"}`;
  if (first) (after.hidden ? end : after).scrollIntoView({ block: "nearest" });
}

function post(item, one) {
  set(item, "sending");
  const xhr = (one.xhr = new XMLHttpRequest());
  const bar = item.querySelector("[data-progress]");
  xhr.open("POST", form.action || window.location.href);
  xhr.setRequestHeader("Accept", "application/json");
  xhr.upload.onprogress = (event) => {
    const share = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
    bar.value = share;
    say(item, share < 100 ? `${WORDS.sending}\u202f: ${share}\u00a0%` : WORDS.checking);
  };
  xhr.onload = () => heard(item, xhr);
  xhr.onerror = () => failed(item, one.file.size > most ? WORDS.tooLarge : WORDS.cut, true);
  xhr.onabort = () => {
    remove(item);
    next();
  };
  say(item, `${WORDS.sending}…`);
  button(item, "Annuler", () => xhr.abort());
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "space", "category"]) {
    body.append(name, one.fields[name]);
  }
  body.append("file", one.file, one.file.name);
  xhr.send(body);
}

function failed(item, words, again) {
  set(item, "refused");
  say(item, words, "bad");
  if (again) {
    button(item, "Réessayer", () => {
      set(item, "waiting");
      next();
    });
  } else {
    button(item, "Ôter de la liste", () => remove(item));
  }
  next();
}

function heard(item, xhr) {
  let answer;
  try {
    answer = JSON.parse(xhr.responseText);
  } catch {
    return failed(item, WORDS.strange, true);
  }
  if (!answer.document) return failed(item, answer.error ?? WORDS.strange, xhr.status >= 500);
  set(item, answer.already ? "already" : "kept");
  button(item, "", null);
  const link = document.createElement("a");
  link.href = answer.document.url;
  link.textContent = answer.document.title;
  item.querySelector("[data-file-name]").replaceChildren(link);
  if (answer.already) {
    say(item, WORDS.already, "warn");
  } else {
    const proposed = answer.document.proposed ? ` ${WORDS.proposed}` : "";
    const tell = (state) => {
      const label = state.state_label;
      const trouble = ["unreadable", "held"].includes(state.state);
      const more = state.state === "held" ? ` ${WORDS.held}` : "";
      const words = `Enregistré, ${label}.${trouble ? ` ${state.explanation}${more}` : ""}`;
      const done = trouble ? "warn" : "good";
      say(item, words + proposed, done);
    };
    tell(answer.document);
    if (answer.document.in_progress) follow(answer.document.state_url, tell);
  }
  next();
}

/** Who will see what is sent, beside the button that sends it. */
function sayWho() {
  const space = form.querySelector("input[name=space]:checked");
  if (space) summary.textContent = space.dataset.told;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const ready = [...files.entries()].filter(([, one]) => one.state === "ready");
  if (!ready.length) {
    input.setCustomValidity("Choisissez au moins un fichier.");
    input.reportValidity();
    return;
  }
  const fields = Object.fromEntries(new FormData(form));
  for (const [item, one] of ready) {
    one.fields = fields;
    set(item, "waiting");
    say(item, WORDS.waiting);
  }
  queue.querySelector("h2").scrollIntoView({ block: "nearest" });
  next();
});

input.addEventListener("change", () => {
  input.setCustomValidity("");
  for (const file of input.files) add(file);
  input.value = "";
});

// Files are dropped anywhere on the page.
const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
let over = 0;
addEventListener("dragenter", (event) => {
  if (!carries(event)) return;
  over += 1;
  drop.classList.add("over");
});
addEventListener("dragleave", (event) => {
  if (!carries(event)) return;
  over = Math.max(0, over - 1);
  if (!over) drop.classList.remove("over");
});
addEventListener("dragover", (event) => {
  if (carries(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  over = 0;
  drop.classList.remove("over");
  input.setCustomValidity("");
  for (const thing of event.dataTransfer.items) {
    const file = thing.getAsFile();
    if (!file) continue;
    const folder = thing.webkitGetAsEntry?.()?.isDirectory;
    add(file, folder ? WORDS.folder : "");
  }
});

// Leaving would cut what is being sent.
addEventListener("beforeunload", (event) => {
  if (count("waiting", "sending")) event.preventDefault();
});

form.addEventListener("change", (event) => {
  if (event.target.name === "space") sayWho();
});
input.required = false;
send.hidden = false;
// One button in place of the browser's own field: it speaks French everywhere.
const pick = form.querySelector(".pick");
pick.classList.add("btn-only");
pick.querySelector("label").className = "btn";
pick.querySelector("label").textContent = "Choisir des fichiers";
input.classList.add("sr");
pick.prepend(input);
for (const hint of form.querySelectorAll("[data-only-js]")) hint.hidden = false;
sayWho();
