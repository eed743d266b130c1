/* Frequent questions, as one types: what has not the words goes away. Without it the
   form asks the server, and a browser opens by itself the answer of an address. */

const fold = (text) =>
  text
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("’", "'")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "");

const input = document.querySelector("[data-narrow]");
const count = document.querySelector("[data-narrow-count]");
const lines = [...document.querySelectorAll("[data-narrow-line]")].map((line) => ({
  line,
  text: ` ${(fold(line.textContent).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")}`,
}));

/** Shows the questions that have every word typed, and says how many there are. */
function narrow() {
  const words = (fold(input.value).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.length > 3 ? word.replace(/[sx]$/, "") : word,
  );
  let shown = 0;
  for (const { line, text } of lines) {
    line.hidden = !words.every((word) => text.includes(` ${word}`));
    if (!line.hidden) shown += 1;
  }
  for (const group of document.querySelectorAll("[data-narrow-group]")) {
    group.hidden = !group.querySelector("[data-narrow-line]:not([hidden])");
  }
  if (words.length === 0) count.textContent = "";
  else if (shown === 0) count.textContent = "Aucune question n’a ces mots.";
  else count.textContent = shown === 1 ? "Une question" : `${shown} questions`;
}

/** Opens the question that the address names, where the browser does not. */
function open() {
  const named = document.getElementById(location.hash.slice(1));
  const question = named?.closest("details");
  if (!question || question.open) return;
  question.open = true;
  named.scrollIntoView();
}

// What the server has narrowed already stays so until another word is typed.
if (input) input.addEventListener("input", narrow);
addEventListener("hashchange", open);
open();
