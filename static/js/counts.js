/* How many documents each filter would leave, beside its name. Asked for when one comes
   to the filters, not with every page; without this the filters do without. */

for (const form of document.querySelectorAll("form[data-counts]")) {
  const details = form.closest("details");
  const stop = new AbortController();
  const once = { signal: stop.signal };
  const ask = () => {
    stop.abort();
    count(form);
  };
  form.addEventListener("pointerover", ask, once);
  form.addEventListener("focusin", ask, once);
  details?.addEventListener("toggle", () => details.open && ask(), once);
}

/** @param {HTMLFormElement} form */
async function count(form) {
  try {
    const answer = await fetch(window.location.href, {
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) return;
    show(form, await answer.json());
  } catch {
    // Offline for a moment: the filters work without.
  }
}

/** @param {HTMLFormElement} form
    @param {Record<string, Record<string, number>>} counts */
function show(form, counts) {
  const written = new Intl.NumberFormat("fr-FR");
  for (const [name, values] of Object.entries(counts)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement) {
      for (const option of field.options) {
        if (!option.value) continue;
        option.label = `${option.text} (${written.format(values[option.value] ?? 0)})`;
      }
    } else if (field instanceof HTMLInputElement && field.type === "checkbox") {
      const words = field.labels?.[0]?.lastElementChild;
      const told = document.createElement("small");
      told.textContent = ` ${written.format(values.on ?? 0)}`;
      words?.append(told);
    }
  }
}
