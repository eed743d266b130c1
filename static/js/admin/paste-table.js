// A table that is pasted (Word, a sheet, a web page) in the block « Tableau », in the name
// of a column or in a cell, fills it from there, to the right and down, with the columns
// and the rows that it lacks. A column of long texts takes none: the browser pastes.
// What the block cannot hold is told under it: a table too large, the text around it.
const MOST = { rows: 200, columns: 12 };
const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)/i;
const inOneLine = (text) => text.replace(/\s+/g, " ").trim();

/** The text of a cell, the addresses of its links after their words. */
function textOf(cell) {
  for (const link of cell.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href").trim();
    const address = href.replace(/^(?:mailto|tel):/i, "");
    const bare = (text) => text.replace(/^https?:\/\/|\/$|\s+/gi, "").toLowerCase();
    const isSaid = bare(link.textContent).includes(bare(address));
    if (ADDRESS.test(href) && !isSaid) link.append(` (${address})`);
  }
  for (const block of cell.querySelectorAll("p, div, br, li")) block.before(" ");
  return inOneLine(cell.textContent);
}

/** Rows of texts, each in its column: a cell over several rows is repeated in each, one
 * over several columns leaves those after it empty; names of columns are repeated. */
function gridOf(table) {
  const all = [...table.rows];
  const grid = all.map(() => []);
  all.forEach((row, down) => {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[down][column] !== undefined) column += 1;
      const text = textOf(cell);
      const wide = cell.colSpan;
      const high = cell.rowSpan || all.length; // 0: to the last row
      for (let under = down; under < Math.min(down + high, all.length); under += 1) {
        for (let right = 0; right < wide; right += 1) {
          grid[under][column + right] = right && down ? "" : text;
        }
      }
      column += wide;
    }
  });
  return grid.map((row) => Array.from(row, (text) => text ?? ""));
}

/** The rows of what is pasted, none for what is no table, and what is left out of it. */
function read(clipboard) {
  const page = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html");
  const table = page.querySelector("table");
  const lines = () =>
    clipboard
      .getData("text/plain")
      .replace(/\r?\n$/, "")
      .split(/\r?\n/)
      .map((line) => line.split("\t").map(inOneLine));
  const rows = table ? gridOf(table) : lines();
  if (!rows.some((row) => row.length > 1) && !(table && rows.length > 1)) return { rows: [] };
  return { rows, leftOut: table ? around(page, table) : "" };
}

/** What is said of the text and of the tables that stand around the first one. */
function around(page, table) {
  const others = [...page.querySelectorAll("table")].filter((one) => !table.contains(one));
  const rest = page.body.cloneNode(true);
  for (const one of rest.querySelectorAll("table, style, script")) one.remove();
  const told = [];
  if (others.length) told.push("Seul le premier tableau a été collé : les autres vont dans d’autres blocs.");
  if (inOneLine(rest.textContent) || table.caption) {
    told.push("Le texte autour du tableau n’a pas été collé : il va dans un bloc « Texte ».");
  }
  return told.join(" ");
}

/** Why a table is too large for the block; nothing when it is not. */
function whyNot(rows) {
  const [wide, high] = [Math.max(...rows.map((row) => row.length)), rows.length];
  if (wide > MOST.columns) {
    return `Rien n’a été collé : ce tableau a ${wide} colonnes, et ce bloc ${MOST.columns} au plus. Partagez-le en deux.`;
  }
  if (high <= MOST.rows) return "";
  return `Rien n’a été collé : ce tableau a ${high} lignes, et ce bloc ${MOST.rows} au plus. Partagez-le en deux, ou ajoutez-le comme document.`;
}

/** A sentence under the block, said aloud too; nothing takes the last one away. */
function tell(block, sentence) {
  block.parentElement.querySelector(":scope > [data-told]")?.remove();
  if (!sentence) return;
  const said = document.createElement("p");
  said.dataset.told = "";
  said.className = "help-block help-warning";
  said.setAttribute("role", "alert");
  said.textContent = sentence;
  block.after(said);
}

/** The fields of a table, its names of columns first; nothing for a long text. */
function fieldsOf(block) {
  const names = [...block.querySelectorAll("thead .column-heading")];
  const rows = [...block.querySelectorAll("tbody > tr")].map((row) =>
    [...row.querySelectorAll(":scope > td:not(.control-cell)")].map((cell) => cell.querySelector("input[type=text]")),
  );
  return [names, ...rows];
}

function addColumn(block) {
  block.querySelector("[data-append-column]").click();
  block.querySelector(".add-column-menu button").click(); // short texts come first
}

function fill(block, from, rows) {
  const wide = Math.max(...rows.map((row) => row.length));
  while (fieldsOf(block)[0].length < from.column + wide) addColumn(block);
  while (fieldsOf(block).length < from.row + rows.length) block.querySelector("[data-add-row]").click();
  const fields = fieldsOf(block);
  rows.forEach((row, down) =>
    row.forEach((text, right) => {
      const field = fields[from.row + down][from.column + right];
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }),
  );
}

document.addEventListener("paste", (event) => {
  const block = event.target.closest?.(".typed-table-block");
  if (!block) return;
  const fields = fieldsOf(block);
  const row = fields.findIndex((line) => line.includes(event.target));
  if (row < 0) return;
  const from = { row, column: fields[row].indexOf(event.target) };
  const { rows, leftOut } = read(event.clipboardData);
  if (!rows.length) return;
  const wide = Math.max(...rows.map((one) => one.length));
  if (!fields.every((line) => line.slice(from.column, from.column + wide).every(Boolean))) return;
  event.preventDefault();
  const refused = whyNot(rows);
  tell(block, refused || leftOut);
  if (!refused) fill(block, from, rows);
});
