// A table that is pasted (Word, a sheet, a web page) in the block « Tableau », in the name
// of a column or in a cell, fills it from there, to the right and down, with the columns
// and the rows that it lacks. A column of long texts takes none: the browser pastes.
const MOST = { rows: 200, columns: 12 };
const inOneLine = (text) => text.replace(/\s+/g, " ").trim();

function textOf(cell) {
  for (const block of cell.querySelectorAll("p, div, br, li")) block.before(" ");
  return inOneLine(cell.textContent);
}

/** Rows of cells; none for what is no table. */
function rowsIn(clipboard) {
  const page = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html");
  const table = page.querySelector("table");
  const rows = table
    ? [...table.rows].map((row) => [...row.cells].map(textOf))
    : clipboard
        .getData("text/plain")
        .replace(/\r?\n$/, "")
        .split(/\r?\n/)
        .map((line) => line.split("\t").map(inOneLine));
  const isTable = rows.some((row) => row.length > 1) || (table && rows.length > 1);
  const isSmall = rows.length <= MOST.rows && rows.every((row) => row.length <= MOST.columns);
  return isTable && isSmall ? rows : [];
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
  const rows = rowsIn(event.clipboardData);
  const wide = Math.max(0, ...rows.map((one) => one.length));
  const isShort = fields.every((line) => line.slice(from.column, from.column + wide).every(Boolean));
  if (!rows.length || !isShort) return;
  event.preventDefault();
  fill(block, from, rows);
});
