/* The page that adds documents. */

import { canSend, catchDrops, mount } from "./upload/main.js";

const form = document.querySelector("form[data-upload]");
if (canSend()) {
  const { take } = mount(form);
  catchDrops(form.querySelector("[data-drop]"), take);
}
