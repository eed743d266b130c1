/* What is said of files, as the server says it. */

/** « 12,4 Ko », « 884 Ko » (library/templatetags/sizes.py). */
export function size(bytes) {
  const units = ["octets", "Ko", "Mo", "Go"];
  let step = 0;
  while (bytes >= 1024 && step < units.length - 1) {
    bytes /= 1024;
    step += 1;
  }
  const digits = step && bytes < 100 ? 1 : 0;
  const number = bytes.toLocaleString("fr-FR", { maximumFractionDigits: digits });
  const unit = !step && bytes < 2 ? "octet" : units[step];
  return `${number}\u00a0${unit}`;
}

export function kind(file) {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name);
  return ending ? ending[1].toUpperCase() : "Fichier";
}

/** A name without the marks that would show its letters in another order. */
export function shown(name) {
  return name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

export function many(count, one, several) {
  return `${count} ${count > 1 ? several : one}`;
}
