/* What makes the shell quicker. Every page works without it. */

const search = document.querySelector(".seek input[name=q]");

/** Whether the person is writing: a key is then a letter, not a shortcut. */
function isWriting(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** A key alone may be pressed unawares, by a voice or a trembling hand: it can be
    turned off on the page of help (RGAA 12.10). */
function hasShortcut() {
  try {
    return localStorage.getItem("shortcut") !== "off";
  } catch {
    return true; // the browser keeps nothing
  }
}

/** Where the person was when `/` led to the search. */
let before = null;

document.addEventListener("keydown", (event) => {
  // A first Escape empties the field, as browsers do; a second one goes back.
  if (event.key === "Escape" && before && event.target === search && !search.value) {
    before.focus();
    before = null;
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "/" && plain && search && hasShortcut() && !isWriting(event.target)) {
    event.preventDefault();
    before = document.activeElement;
    search.focus();
    search.select();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// Filters apply as they are ticked. On a phone the person ticks several, then sends.
const wide = window.matchMedia("(min-width: 60rem)");
for (const form of document.querySelectorAll("form[data-auto-submit]")) {
  form.addEventListener("change", (event) => {
    if (!wide.matches) return;
    const { name, value } = event.target;
    sessionStorage.setItem(
      "box",
      JSON.stringify({ path: location.pathname, name, value, y: scrollY }),
    );
    form.requestSubmit();
  });
  // Back brings the page as it was left: its boxes are again those of its list.
  window.addEventListener("pageshow", () => form.reset());
}

// The page that comes back stands where it was, at the box that was ticked.
const box = JSON.parse(sessionStorage.getItem("box") || "null");
sessionStorage.removeItem("box");
if (box && box.path === location.pathname) {
  for (const input of document.getElementsByName(box.name)) {
    if (input.value !== box.value || !input.form?.matches("[data-auto-submit]")) continue;
    input.focus({ preventScroll: true });
    scrollTo({ top: box.y, behavior: "instant" });
  }
}

// Beside the list, the filters are always open, and the tree beside a page (facet.css
// and tree.css say where it cannot).
function openFilters() {
  if (!wide.matches || CSS.supports("selector(::details-content)")) return;
  for (const filters of document.querySelectorAll("details:is(.facets, .fold)")) {
    filters.open = true;
  }
}
openFilters();
wide.addEventListener("change", openFilters);

// A button that only a script can serve is shown by the script.
for (const button of document.querySelectorAll("[data-print][hidden]")) {
  button.hidden = false;
}

if (!hasShortcut()) document.querySelector(".seek kbd")?.remove();

for (const line of document.querySelectorAll("[data-shortcut]")) {
  const box = line.querySelector("input");
  line.hidden = !search;
  box.checked = hasShortcut();
  box.addEventListener("change", () => {
    localStorage.setItem("shortcut", box.checked ? "on" : "off");
  });
}
