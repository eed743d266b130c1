/* Shows the photo that was chosen, before it is sent. */

const form = document.querySelector("form[data-photo]");
const input = form.querySelector("input[type=file]");
const preview = form.querySelector("[data-preview]");

const show = () => {
  const [file] = input.files;
  preview.hidden = true;
  if (!file || !file.type.startsWith("image/")) return;
  // A data URL: the policy of the site allows no other (img-src 'self' data:).
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    preview.querySelector("img").src = reader.result;
    preview.hidden = false;
  });
  reader.readAsDataURL(file);
};

input.addEventListener("change", show);
// One chosen before this script came (a slow line), or kept by « Retour ».
show();
