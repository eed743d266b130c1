// A table that is pasted in a text (Word, a sheet, a web page) becomes one line a row:
// the editor knows no tables there, and would glue the cells, « NomPrénomTéléphone ».
// A row that lays out a page (one cell, titles or lists in it) keeps its paragraphs.
const BLOCKS = "p, div, br, center, blockquote, pre, address";
const WHOLE = "h1, h2, h3, h4, h5, h6, ul, ol, hr";
const BETWEEN = " · ";
const NOTHING = "–";

const isEmpty = (cell) => !cell.textContent.trim();

function inOneLine(cell) {
  for (const block of cell.querySelectorAll(BLOCKS)) {
    block.replaceWith(" ", ...block.childNodes, " ");
  }
  let before = " "; // one space between two words, none at either end
  let last = null;
  const texts = cell.ownerDocument.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    text.data = text.data.replace(/\s+/g, " ");
    if (before.endsWith(" ")) text.data = text.data.trimStart();
    if (text.data) [before, last] = [text.data, text];
  }
  if (last) last.data = last.data.trimEnd();
  return isEmpty(cell) ? [NOTHING] : cell.childNodes;
}

function lineOf(row) {
  const cells = [...row.cells];
  const line = row.ownerDocument.createElement("div");
  if (cells.filter((cell) => !isEmpty(cell)).length < 2 || row.querySelector(WHOLE)) {
    for (const cell of cells.filter((each) => !isEmpty(each))) {
      const part = row.ownerDocument.createElement("div");
      part.append(...cell.childNodes);
      line.append(part);
    }
    return line;
  }
  const paragraph = row.ownerDocument.createElement("p");
  cells.forEach((cell, number) => {
    paragraph.append(number ? BETWEEN : "", ...inOneLine(cell));
  });
  line.append(paragraph);
  return line;
}

function withoutTables(html) {
  const given = new DOMParser().parseFromString(html, "text/html");
  const tables = [...given.querySelectorAll("table")];
  // The innermost first: a table within a cell is lines by the time its row is one.
  for (const table of tables.reverse()) {
    const title = given.createElement("p");
    title.append(...(table.caption?.childNodes ?? []));
    const lines = [...table.rows].filter((row) => !isEmpty(row)).map(lineOf);
    table.replaceWith(...(isEmpty(title) ? [] : [title]), ...lines);
  }
  return tables.length ? given.documentElement.outerHTML : html;
}

document.addEventListener(
  "paste",
  (event) => {
    if (!event.target.closest?.(".Draftail-Editor")) return;
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!/<table\b/i.test(html)) return;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", withoutTables(html));
    clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
    event.preventDefault();
    event.stopImmediatePropagation();
    const given = { clipboardData, bubbles: true, cancelable: true };
    event.target.dispatchEvent(new ClipboardEvent("paste", given));
  },
  true,
);
