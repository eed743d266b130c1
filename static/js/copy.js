/* Copies the text of an element that is shown, at the press of a button beside it. */

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue; // without HTTPS a browser has none: one selects it
  const text = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      told.textContent = "Copié.";
    } catch {
      getSelection().selectAllChildren(text);
      told.textContent = "Le lien est sélectionné\u202f: copiez-le.";
    }
  });
}
