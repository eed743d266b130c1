/* Sends one file in pieces (tus 1.0) and goes on where it was cut. */

import "../../vendor/tus/tus.min.js";
import { FIRST, next } from "./pace.js";

/** Milliseconds before each try again; a piece that passes starts them anew. */
const PAUSES = [1000, 2000, 4000, 8000, 15000, ...Array(20).fill(30000)];
/** A longer file is not read beforehand to know whether it is there already. */
const HASHED = 64 * 1024 * 1024;
const AGAIN = new Set([0, 409, 423, 429, 500, 502, 503, 504]);
const JSON_PLEASE = { Accept: "application/json" };

const WORDS = {
  strange: "Le serveur n’a pas répondu comme prévu\u202f: ce fichier n’est pas enregistré. Réessayez dans un moment.",
  cut: "La connexion n’est pas revenue\u202f: ce fichier n’est pas encore enregistré. Ce qui est passé est gardé\u202f: réessayez quand le réseau va mieux.",
  gone: "Ce document a été supprimé entre-temps.",
};

export const canSend = () => Boolean(window.tus?.isSupported);

/** The SHA-256 of a file in hexadecimal; empty where it cannot be known cheaply. */
async function fingerprint(file) {
  if (!window.crypto?.subtle || file.size > HASHED) return "";
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What the server has of that content in the space, if anything. */
async function known(address, file, space) {
  try {
    const sha256 = await fingerprint(file);
    if (!sha256) return null;
    const answer = await fetch(`${address}deja/?espace=${space}&sha256=${sha256}`, { headers: JSON_PLEASE });
    const said = answer.ok ? await answer.json() : {};
    return said.document ? said : null;
  } catch {
    return null; // the sending will tell
  }
}

/** A file on its way. `hear` has: progress(share), cut(), waits(words), done(answer), failed(words, again). */
export class Sending {
  /** `addresses`: of the `uploads`, and of the `form`, which has the token of today. */
  constructor(file, folder, fields, addresses, hear) {
    Object.assign(this, { file, folder, fields, addresses, hear });
    this.isOver = false;
    this.share = 0;
  }

  async start(url = null) {
    if (!url) {
      const there = await known(this.addresses.uploads, this.file, this.fields.space);
      if (this.isOver) return;
      if (there) return this.end(() => this.hear.done(there));
    }
    this.upload = new window.tus.Upload(this.file, {
      endpoint: this.addresses.uploads,
      uploadUrl: url,
      chunkSize: FIRST,
      retryDelays: PAUSES,
      storeFingerprintForResuming: false, // it would be left to who comes next
      headers: { ...JSON_PLEASE, "X-CSRFToken": this.fields.csrfmiddlewaretoken },
      metadata: {
        filename: this.file.name,
        folder: this.folder,
        modified: String(this.file.lastModified ?? 0),
        space: this.fields.space,
        category: this.fields.category,
      },
      onProgress: (sent, all) => this.progress(sent, all),
      onChunkComplete: () => this.pace(),
      onShouldRetry: (error) => this.tryAgain(error),
      onError: (error) => this.fail(error),
      onSuccess: () => this.ask(),
    });
    // The network is back: who waits need not wait longer.
    this.back = () => this.isCut && this.resume();
    addEventListener("online", this.back);
    this.since = performance.now();
    this.upload.start();
  }

  /** A piece has passed. */
  pace() {
    const now = performance.now();
    const { options } = this.upload;
    options.chunkSize = next(options.chunkSize, now - this.since);
    this.since = now;
  }

  progress(sent, all) {
    this.isCut = false;
    this.share = all ? Math.floor((100 * sent) / all) : 0;
    this.hear.progress(this.share);
  }

  tryAgain(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (!AGAIN.has(status)) return false;
    this.isCut = true;
    this.upload.options.chunkSize = FIRST;
    this.hear.cut();
    return true;
  }

  fail(error) {
    if (this.isOver) return;
    const answer = error.originalResponse;
    const status = answer?.getStatus() ?? 0;
    let words = status ? WORDS.strange : WORDS.cut;
    try {
      words = JSON.parse(answer.getBody()).error ?? words;
    } catch {
      // it was no answer of the site
    }
    // What a change of the file alone mends is not offered again.
    const final = [400, 404, 413, 415].includes(status);
    this.isStale = [401, 403].includes(status);
    this.stop();
    this.hear.failed(words, !final);
  }

  /** All is sent: what became of it? */
  async ask() {
    let last = WORDS.cut;
    for (const pause of [0, ...PAUSES]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (this.isOver) return;
      let answer;
      let said;
      try {
        answer = await fetch(this.upload.url, { headers: JSON_PLEASE });
        said = await answer.json();
      } catch {
        this.hear.cut();
        continue;
      }
      if (said.document) return this.end(() => this.hear.done(said));
      if (said.error && answer.status < 500) return this.end(() => this.hear.failed(said.error, answer.status === 401));
      if (said.error) this.hear.waits((last = said.error)); // it is kept, and filed later
      if (said.gone) return this.end(() => this.hear.failed(WORDS.gone, false));
    }
    this.end(() => this.hear.failed(last, true));
  }

  end(tell) {
    this.isOver = true;
    this.stop();
    tell();
  }

  stop() {
    removeEventListener("online", this.back);
  }

  pause() {
    this.upload?.abort();
  }

  async resume() {
    this.isCut = this.isOver = false;
    removeEventListener("online", this.back);
    if (this.isStale) await this.renew();
    if (!this.upload) return this.start();
    addEventListener("online", this.back);
    // What was asked is dropped first: two at once would be in each other's way.
    await this.upload.abort();
    return this.upload.start();
  }

  /** Who signed in again, in another window, has another token. */
  async renew() {
    this.isStale = false;
    const token = await newToken(this.addresses.form);
    if (!token) return;
    this.fields.csrfmiddlewaretoken = token;
    if (this.upload) this.upload.options.headers["X-CSRFToken"] = token;
  }

  /** Give up: nothing of it is left on the server. */
  async cancel() {
    this.isOver = true;
    this.stop();
    const url = this.upload?.url;
    await this.upload?.abort();
    if (url) drop(url, this.fields.csrfmiddlewaretoken);
  }
}

/** The token of the session as it is now, in the form at that address. */
async function newToken(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("form[data-upload] input[name=csrfmiddlewaretoken]")?.value;
  } catch {
    return "";
  }
}

/** Remove what the server has of a file that was cut; false when it did not hear. */
export async function drop(url, token) {
  const headers = { ...JSON_PLEASE, "Tus-Resumable": "1.0.0", "X-CSRFToken": token };
  try {
    const answer = await fetch(url, { method: "DELETE", headers, keepalive: true });
    return answer.ok || answer.status === 404;
  } catch {
    return false;
  }
}
