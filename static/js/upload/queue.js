/* The files of a form: a row for each, sent two at a time. */

import { follow } from "../reading-state.js";
import { drop, Sending } from "./sending.js";
import { kind, many, shown, size } from "./words.js";

const AT_ONCE = 2;
/** So many rows are drawn at first; a folder of a thousand stays quick. */
const RUNNING = ["waiting", "sending", "paused"];

const WORDS = {
  ready: "Prêt à partir.",
  waiting: "En attente d’envoi.",
  sending: "Envoi",
  checking: "Envoyé, vérification…",
  already: "Déjà dans cet espace\u202f: rien n’a été ajouté.",
  held: "Les autres ne le voient pas\u202f: ouvrez-le pour savoir quoi faire.",
  proposed: "Proposé\u202f: une personne qui anime l’espace le publiera.",
};

export class Queue {
  constructor(form, changed) {
    this.form = form;
    this.changed = changed;
    this.list = form.querySelector("[data-files]");
    this.row = form.querySelector("template[data-row]");
    this.most = Number(form.dataset.max);
    /** @type {Map<HTMLElement, {file: File, folder: string, state: string}>} */
    this.files = new Map();
    this.tooLarge = `Ce fichier dépasse ${form.dataset.maxWords}, la taille la plus grande acceptée ici. Allégez-le ou découpez-le.`;
  }

  add({ file, folder }, cut = null) {
    const item = this.row.content.firstElementChild.cloneNode(true);
    const name = shown(file.name);
    item.querySelector("[data-file-name]").textContent = name;
    const about = [kind(file), size(file.size), folder && `dossier ${shown(folder)}`];
    item.querySelector("[data-file-about]").textContent = about.filter(Boolean).join(", ");
    item.querySelector("[data-progress]").setAttribute("aria-label", `Envoi de ${name}`);
    this.list.append(item);
    const trouble = file.size > this.most ? this.tooLarge : "";
    this.files.set(item, { file, folder, cut, name });
    this.set(item, trouble ? "refused" : "ready");
    const ready = cut ? `Reprendra à ${cut.share}\u00a0%, dans «\u202f${cut.space}\u202f».` : WORDS.ready;
    this.say(item, trouble || ready, trouble ? "bad" : "");
    this.button(item, "cancel", trouble ? "Ôter de la liste" : "Retirer", () => this.remove(item));
    this.changed();
    return item;
  }

  /** Say what becomes of a file, in its row; `tone` is good, warn, bad or nothing. */
  say(item, words, tone = "") {
    const place = item.querySelector("[data-says]");
    if (place.textContent !== words) place.textContent = words;
    item.dataset.tone = tone;
  }

  /** Give a button of the row another use, or take it away. */
  button(item, which, words, action) {
    const found = item.querySelector(`[data-${which}]`);
    found.hidden = !action;
    found.querySelector("span").textContent = words;
    found.setAttribute("aria-label", `${words}\u202f: ${this.files.get(item).name}`);
    found.onclick = action ?? null;
  }

  set(item, state) {
    this.files.get(item).state = state;
    item.dataset.state = state;
  }

  remove(item) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    this.files.delete(item);
    item.remove();
    this.changed();
    (next?.querySelector("[data-cancel]:not([hidden])") ?? this.form.querySelector("[data-send]")).focus();
  }

  count(...states) {
    return [...this.files.values()].filter((one) => states.includes(one.state)).length;
  }

  get isRunning() {
    return this.count(...RUNNING) > 0;
  }

  /** Send all that is ready, with the space and the rest as they are chosen now. */
  send(fields, folder) {
    for (const [item, one] of this.files) {
      if (one.state !== "ready") continue;
      one.fields = { ...fields };
      one.into = [folder, one.folder].filter(Boolean).join("/");
      this.set(item, "waiting");
      this.say(item, WORDS.waiting);
    }
    this.next();
  }

  /** Start what waits, two at a time. */
  next() {
    for (const [item, one] of this.files) {
      if (this.count("sending") >= AT_ONCE) break;
      if (one.state === "waiting") this.start(item, one);
    }
    this.changed();
  }

  start(item, one) {
    this.set(item, "sending");
    one.sending ??= new Sending(one.file, one.into, one.fields, { uploads: this.form.dataset.uploads, form: this.form.action }, {
      progress: (share) => this.progress(item, share),
      cut: () => this.cut(item),
      waits: (words) => this.say(item, words, "warn"),
      done: (answer) => this.done(item, answer),
      failed: (words, again) => this.failed(item, words, again),
    });
    this.say(item, `${WORDS.sending}…`);
    this.button(item, "cancel", "Annuler", () => this.cancel(item));
    this.button(item, "pause", "Pause", () => this.pause(item));
    if (one.sending.upload) one.sending.resume();
    else one.sending.start(one.cut?.url);
  }

  progress(item, share) {
    if (this.files.get(item)?.state !== "sending") return;
    item.querySelector("[data-progress]").value = share;
    this.say(item, share < 100 ? `${WORDS.sending}\u202f: ${share}\u00a0%` : WORDS.checking);
  }

  cut(item) {
    const share = this.files.get(item)?.sending.share;
    this.say(item, `La connexion est coupée, à ${share}\u00a0%\u202f: l’envoi reprend de lui-même dès qu’elle revient.`, "warn");
  }

  pause(item) {
    const one = this.files.get(item);
    one.sending.pause();
    this.set(item, "paused");
    this.say(item, `En pause, à ${one.sending.share}\u00a0%.`);
    this.button(item, "pause", "Reprendre", () => this.again(item));
    this.next();
  }

  again(item) {
    this.set(item, "waiting");
    this.say(item, WORDS.waiting);
    this.button(item, "pause", "", null);
    this.next();
  }

  cancel(item) {
    this.files.get(item).sending.cancel();
    this.remove(item);
    this.next();
  }

  /** Give up all that is not there yet. */
  cancelAll() {
    for (const [item, one] of [...this.files]) {
      if (!RUNNING.includes(one.state)) continue;
      one.sending?.cancel();
      this.remove(item);
    }
    this.next();
  }

  failed(item, words, again) {
    if (!this.files.has(item)) return;
    const one = this.files.get(item);
    this.set(item, "refused");
    this.say(item, words, "bad");
    this.button(item, "pause", "Réessayer", again ? () => this.again(item) : null);
    this.button(item, "cancel", "Ôter de la liste", () => {
      if (one.sending?.upload?.url) drop(one.sending.upload.url, one.fields.csrfmiddlewaretoken);
      this.remove(item);
    });
    this.next();
  }

  done(item, answer) {
    if (!this.files.has(item)) return;
    this.set(item, answer.already ? "already" : "kept");
    this.button(item, "pause", "", null);
    this.button(item, "cancel", "", null);
    const link = document.createElement("a");
    link.href = answer.document.url;
    link.textContent = answer.document.title;
    item.querySelector("[data-file-name]").replaceChildren(link);
    if (answer.already) this.say(item, WORDS.already, "warn");
    else this.tellReading(item, answer.document);
    this.next();
  }

  tellReading(item, given) {
    const proposed = given.proposed ? ` ${WORDS.proposed}` : "";
    const tell = (state) => {
      const trouble = ["unreadable", "held"].includes(state.state);
      const more = state.state === "held" ? ` ${WORDS.held}` : "";
      const words = `Enregistré, ${state.state_label}.${trouble ? ` ${state.explanation}${more}` : ""}`;
      this.say(item, words + proposed, trouble ? "warn" : "good");
    };
    tell(given);
    if (given.in_progress) follow(given.state_url, tell);
  }

  /** « 3 fichiers ajoutés, 1 déjà là, 1 refusé »; empty while something goes on. */
  get told() {
    const [kept, there, refused] = [this.count("kept"), this.count("already"), this.count("refused")];
    if (!(kept + there + refused) || this.count("ready", ...RUNNING)) return "";
    const parts = [
      kept && many(kept, "fichier ajouté", "fichiers ajoutés"),
      there && `${there} déjà là`,
      refused && many(refused, "refusé", "refusés"),
    ].filter(Boolean);
    return `${kept || there ? "C’est fini" : "Rien n’est ajouté"}\u202f: ${parts.join(", ")}.`;
  }
}
