/* Completes communes, structures and names as they are typed. Without this the whole
   name is typed, and the server asks which one when there are several. */

const WAIT = 180; // milliseconds after the last key

let number = 0;
for (const input of document.querySelectorAll("input[data-suggest]")) {
  complete(input);
}

/** With `data-many` the names are separated by commas: the last one is completed.
    @param {HTMLInputElement} input */
function complete(input) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${(number += 1)}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  let asked = "";
  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  });

  async function ask() {
    const many = "many" in input.dataset;
    const before = (many && input.value.match(/^.*[,;]\s*/)?.[0]) || "";
    const text = input.value.slice(before.length).trim();
    if (text.length < 2 || text === asked) return;
    asked = text;
    const address = `${input.dataset.suggest}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== text) return;
      const { found } = await answer.json();
      list.replaceChildren(
        ...found.map(({ value, label }) => {
          const option = document.createElement("option");
          option.value = before + value;
          option.label = label === value ? "" : label;
          option.textContent = label;
          return option;
        }),
      );
    } catch {
      // Offline for a moment: the name can still be typed.
    }
  }
}
