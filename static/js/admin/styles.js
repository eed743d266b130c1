// The editor of texts of Wagtail's admin (Draftail) writes style elements that change
// with the text. Our policy lets in those alone that bear the word of this page (CSP
// Level 3, nonces): what is made here by our scripts bears it, what came in with the
// content of a page does not.
const { nonce } = document.currentScript;
const make = document.createElement;

document.createElement = function createElement(name, options) {
  const made = make.call(this, name, options);
  if (made instanceof HTMLStyleElement) made.nonce = nonce;
  return made;
};
