/* Turns the pages of a document in place, and draws those of a PDF with pdf.js.
   Without this, or when it fails, the page of text that the server gave stays. */

const reader = document.querySelector("#lecture");
const turn = reader?.querySelector("[data-turn]");
const tools = reader?.querySelector("[data-tools]");
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const NARROW = 480; // px: a sheet of A4 in less is too small to read
const TOGETHER = 40; // characters between two marks of one passage, at most
const MOST_PIXELS = 16e6; // of a canvas: above, phones draw nothing
const MOST_LEAVES = 12; // of a PDF, drawn together: a long sheet has hundreds
const isSheet = reader && "sheets" in reader.dataset;
const KEY = isSheet ? "lecture-feuilles" : "lecture";

/** The person's choice is kept from one document to the next. */
function wanted() {
  const kept = localStorage.getItem(KEY);
  if (kept) return kept;
  if (isSheet) return "texte"; // its table is easier to read
  return navigator.connection?.saveData ? "texte" : "page";
}

const pdf = {
  mode: "texte",
  zoom: 1,
  file: null, // the promise of the open file
  api: null,
  drawing: null,
  drawnAt: 0,
  at: 0, // the passage that the person is at, from 0
};

function now() {
  return turn.querySelector(".reader-page");
}

// ---- turning pages ----

/** Go to the page that the address `url` asks for. */
async function go(url, { push = true } = {}) {
  const asked = new URL(url, location.href);
  const from = document.activeElement?.getAttribute("rel");
  let answer;
  try {
    answer = await fetch(reader.dataset.fragment + asked.search, {
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
  } catch {
    answer = null;
  }
  if (!answer?.ok || answer.redirected) {
    location.assign(asked); // the whole page says what is wrong
    return;
  }
  turn.innerHTML = await answer.text();
  if (push) history.pushState({}, "", asked);
  const same = from && turn.querySelector(`a[rel=${from}]`);
  (same || (from && turn.querySelector("a[data-go]")))?.focus({ preventScroll: true });
  await show();
  if (toPassage(asked.hash)) return;
  if (reader.getBoundingClientRect().top < 0) reader.scrollIntoView();
}

turn?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || !reader.dataset.pdf || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});

// ---- from passage to passage ----

/** The first mark of each passage that can be seen, on the drawn page or in the text. */
function passages() {
  if (!drawn()) return [...now().querySelectorAll("[data-text] mark[id]")];
  const between = document.createRange();
  return [...now().querySelectorAll("[data-sheet] mark")].filter((mark, n, all) => {
    if (!n) return true;
    between.setStartAfter(all[n - 1]);
    between.setEndBefore(mark);
    return between.toString().length > TOGETHER;
  });
}

function drawn() {
  return now().dataset.mode === "page";
}

/** Go to the passage that the end of an address names; whether it names one. */
function toPassage(hash) {
  const asked = /^#passage-(\d+)$/.exec(hash);
  if (!asked) return false;
  const found = passages();
  pdf.at = Math.max(0, Math.min(Number(asked[1]), found.length) - 1);
  tell(found);
  if (found.length) found[pdf.at].scrollIntoView({ block: "center", inline: "center" });
  else now().scrollIntoView();
  return true;
}

/** Say at which passage the person is, and where the two arrows lead. */
function tell(found) {
  const bar = now().querySelector(".reader-found");
  const count = bar?.querySelector("[data-count]");
  if (!count) return;
  const unseen = drawn() && !found.length;
  bar.querySelector("[data-found]").hidden = unseen;
  bar.querySelector("[data-unseen]").hidden = !unseen;
  count.textContent = found.length;
  bar.querySelector("[data-at]").textContent = pdf.at + 1;
  for (const mark of found) mark.classList.toggle("here", mark === found[pdf.at]);
  const arrows = [...bar.querySelectorAll("[data-passage]")];
  for (const arrow of arrows) {
    const next = pdf.at + (arrow.dataset.passage === "next" ? 1 : -1);
    const url = found[next] ? `#passage-${next + 1}` : arrow.dataset.beyond;
    if (url) {
      arrow.href = url;
      arrow.removeAttribute("aria-disabled");
    } else {
      arrow.setAttribute("aria-disabled", "true");
      arrow.removeAttribute("href");
    }
  }
  arrows[0].parentElement.hidden = !arrows.some((arrow) => arrow.href);
}

turn?.addEventListener("click", (event) => {
  if (!reader.dataset.pdf || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("[data-to-text]")) {
    swap();
    return;
  }
  const link = event.target.closest("a[data-passage], a[data-place]");
  const asked = link?.getAttribute("href");
  if (!asked) return;
  event.preventDefault();
  if (asked.startsWith("#")) toPassage(asked);
  else go(asked);
});

turn?.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-jump]") || !reader.dataset.pdf) return;
  event.preventDefault();
  const url = new URL(event.target.action);
  url.search = new URLSearchParams(new FormData(event.target));
  go(url);
});

addEventListener("popstate", () => {
  if (reader?.dataset.pdf) go(location.href, { push: false });
});

document.addEventListener("keydown", (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (!plain || !turn || event.target.closest("input, textarea, select")) return;
  const rel = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (!rel) return;
  const wide = turn.querySelector("[data-sheet]");
  if (wide && wide.scrollWidth > wide.clientWidth + 1) return; // the arrows scroll it
  turn.querySelector(`a[rel=${rel}]`)?.click();
});

// ---- drawing ----

/** Open the file; only the pieces that its pages need are fetched. */
function open() {
  pdf.file ??= (async () => {
    const { library, worker, assets } = reader.dataset;
    pdf.api = await import(library);
    pdf.api.GlobalWorkerOptions.workerSrc = worker;
    const file = await pdf.api.getDocument({
      url: reader.dataset.pdf,
      disableAutoFetch: true,
      disableStream: true,
      rangeChunkSize: 128 * 1024,
      enableXfa: false,
      isEvalSupported: false,
      standardFontDataUrl: `${assets}standard_fonts/`,
      // Compiled in the worker only, whose policy is that of its own file (CSP 3,
      // § 4.2.1): the pages of the site allow no WebAssembly.
      wasmUrl: `${assets}wasm/`,
      iccUrl: `${assets}iccs/`,
    }).promise;
    return file;
  })();
  return pdf.file;
}

/** Show the page as it was asked for: as text, or drawn. */
async function show() {
  const page = now();
  pdf.at = 0;
  if (pdf.mode === "page") {
    try {
      await draw(page, page.querySelector("[data-sheet]"));
    } catch (error) {
      if (error?.name === "RenderingCancelledException") return;
      giveUp();
    }
  } else {
    page.dataset.mode = "texte";
  }
  if (page === now()) tell(passages());
}

/** The text stays when a page cannot be drawn. */
function giveUp() {
  pdf.mode = "texte";
  tools.hidden = true;
  const page = now();
  page.dataset.mode = "texte";
  const note = document.createElement("p");
  note.className = "meta";
  note.textContent = "L’image de cette page ne peut pas être montrée ici\u202f; voici son texte. Vous pouvez télécharger le fichier.";
  page.querySelector("[data-text]").before(note);
}

/** Draw the pages of the PDF where the page that was asked for stands. */
async function draw(page, sheet) {
  const file = await open();
  const first = Math.min(Number(page.dataset.leaf), file.numPages);
  const last = Math.min(Number(page.dataset.lastLeaf), file.numPages);
  const shown = Math.min(last, first + MOST_LEAVES - 1);
  const drawn = [];
  const room = { width: 0 };
  for (let number = first; number <= shown; number += 1) {
    const leaf = await file.getPage(number);
    if (page !== now()) return; // turned meanwhile
    page.dataset.mode = "page";
    room.width ||= sheet.clientWidth;
    page.classList.toggle("small", room.width < NARROW); // the text alone is easier to read
    const scale = (room.width / leaf.getViewport({ scale: 1 }).width) * pdf.zoom;
    const viewport = leaf.getViewport({ scale });
    const paper = document.createElement("div");
    paper.className = "paper";
    paper.style.width = `${Math.floor(viewport.width)}px`;
    paper.style.height = `${Math.floor(viewport.height)}px`;
    paper.style.setProperty("--total-scale-factor", scale);
    const layer = document.createElement("div");
    layer.className = "textLayer";
    paper.append(paint(leaf, viewport), layer);
    await pdf.drawing.promise;
    if (page !== now() || pdf.mode !== "page") return;
    drawn.push({ leaf, viewport, paper, layer });
  }
  const stay = anchor(sheet);
  const several = last > first;
  sheet.replaceChildren(
    ...drawn.flatMap(({ leaf, paper }) => (several ? [numbered(leaf), paper] : [paper])),
  );
  if (shown < last) sheet.append(beyond(last - shown));
  stay(drawn[0].paper);
  pdf.drawnAt = room.width;
  for (const { leaf, viewport, layer } of drawn) {
    const words = new pdf.api.TextLayer({
      textContentSource: leaf.streamTextContent(),
      container: layer,
      viewport,
    });
    await words.render();
    mark(words.textDivs, JSON.parse(page.dataset.forms || "[]"));
  }
  pdf.api.TextLayer.cleanup(); // the canvas on which it measured, outside of <main>
}

/** Its number in the PDF, over a page that is not alone. */
function numbered(leaf) {
  const number = document.createElement("p");
  number.className = "meta leaf";
  number.textContent = `page ${leaf.pageNumber}`;
  return number;
}

/** What is not drawn here is in the PDF, one link away. */
function beyond(count) {
  const note = document.createElement("p");
  note.className = "meta";
  const link = document.createElement("a");
  link.href = reader.dataset.pdf;
  link.textContent = "dans le PDF";
  const pages = count > 1 ? `Les ${count} pages suivantes sont ` : "La page suivante est ";
  note.append(pages, link, ".");
  return note;
}

/** What keeps its place on the screen when the page is drawn at another size.

    The passage, if it is seen; else what is in the middle. Call it before the change
    and its result with the new sheet of paper, after. */
function anchor(sheet) {
  const old = sheet.querySelector(".paper");
  if (!old) return () => {};
  const paper = old.getBoundingClientRect();
  const view = sheet.getBoundingClientRect();
  const top = Math.max(paper.top, 0);
  const bottom = Math.min(paper.bottom, innerHeight);
  const middle = view.left + view.width / 2; // where a passage is brought
  let x = middle;
  let y = bottom > top ? (top + bottom) / 2 : paper.top;
  const mark = sheet.querySelector("mark.here")?.getBoundingClientRect();
  if (mark && mark.bottom > 0 && mark.top < innerHeight) {
    x = (mark.left + mark.right) / 2;
    y = (mark.top + mark.bottom) / 2;
  }
  const across = (x - paper.left) / paper.width;
  const down = (y - paper.top) / paper.height;
  return (drawn) => {
    const box = drawn.getBoundingClientRect();
    sheet.scrollLeft += box.left + across * box.width - middle;
    scrollBy(0, box.top + down * box.height - y);
  };
}

/** A canvas on which the page is being drawn, sharp on a fine screen. */
function paint(leaf, viewport) {
  pdf.drawing?.cancel();
  const fine = Math.min(
    window.devicePixelRatio || 1,
    3,
    Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)),
  );
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(viewport.width * fine);
  canvas.height = Math.floor(viewport.height * fine);
  canvas.setAttribute("aria-hidden", "true");
  pdf.drawing = leaf.render({
    canvas,
    viewport,
    transform: fine === 1 ? null : [fine, 0, 0, fine, 0, 0],
  });
  return canvas;
}

/** Mark the words of the question, in the forms that this page has. */
function mark(places, forms) {
  if (!forms.length) return;
  const escaped = forms
    .sort((one, other) => other.length - one.length)
    .map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  const words = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  for (const place of places) {
    const text = place.textContent;
    const pieces = [];
    let done = 0;
    for (const found of text.matchAll(words)) {
      const one = document.createElement("mark");
      one.textContent = found[0];
      pieces.push(text.slice(done, found.index), one);
      done = found.index + found[0].length;
    }
    if (pieces.length) place.replaceChildren(...pieces, text.slice(done));
  }
}

// ---- tools ----

function choose(mode) {
  pdf.mode = mode;
  const button = tools.querySelector("[data-toggle]");
  button.setAttribute("aria-pressed", String(mode === "texte"));
  tools.querySelector("[data-zooms]").hidden = mode === "texte";
  return show();
}

function zoom(way) {
  const at = ZOOMS.indexOf(pdf.zoom) + (way === "in" ? 1 : -1);
  pdf.zoom = ZOOMS[Math.max(0, Math.min(at, ZOOMS.length - 1))];
  tools.querySelector("[data-zoom=out]").disabled = pdf.zoom === ZOOMS[0];
  tools.querySelector("[data-zoom=in]").disabled = pdf.zoom === ZOOMS.at(-1);
  const passage = pdf.at;
  show().then(() => {
    pdf.at = passage;
    tell(passages());
  });
}

/** From the page to its text and back; the choice is kept. */
function swap() {
  const mode = pdf.mode === "texte" ? "page" : "texte";
  localStorage.setItem(KEY, mode);
  const { at } = pdf;
  choose(mode).then(() => passages().length && toPassage(`#passage-${at + 1}`));
}

function start() {
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.zoom) zoom(button.dataset.zoom);
    if (button && "toggle" in button.dataset) swap();
  });
  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const sheet = now().querySelector("[data-sheet]");
      if (pdf.mode === "page" && sheet.clientWidth !== pdf.drawnAt) show();
    }, 200);
  });
  choose(wanted()).then(() => {
    if (location.hash === "#lecture") reader.scrollIntoView();
    else toPassage(location.hash);
  });
}

if (reader?.dataset.pdf && tools) start();
