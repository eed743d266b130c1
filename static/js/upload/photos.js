/* Several photographs of one document become one light PDF. */

/** Pixels of the longest side: 200 dots an inch on a sheet of A4, enough for OCR. */
const LONGEST = 2400;
const QUALITY = 0.82;
/** Millimetres of A4 (ISO 216). */
const SHEET = [210, 297];

export const isPhoto = (file) => /^image\/(jpeg|png|webp|heic|heif)$/i.test(file.type);

/** A photograph upright and light: its JPEG and its size. Fails if it does not open. */
async function light(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const shrink = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * shrink));
  canvas.height = Math.max(1, Math.round(picture.height * shrink));
  const brush = canvas.getContext("2d", { alpha: false });
  brush.fillStyle = "#fff"; // what is transparent is paper
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  const { width, height } = canvas;
  canvas.width = canvas.height = 0; // phones give little memory to canvases
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
}

/** One PDF of A4 sheets, a photograph on each, in the order given. */
export async function inOne(files, name, say) {
  await import("../../vendor/jspdf/jspdf.umd.min.js");
  let pdf = null;
  for (const [number, file] of files.entries()) {
    say(number + 1);
    const { bytes, width, height } = await light(file);
    const orientation = width > height ? "landscape" : "portrait";
    pdf ??= new window.jspdf.jsPDF({ orientation, unit: "mm", format: "a4", compress: true });
    if (number) pdf.addPage("a4", orientation);
    const [wide, high] = orientation === "portrait" ? SHEET : [...SHEET].reverse();
    const scale = Math.min(wide / width, high / height);
    const [w, h] = [width * scale, height * scale];
    pdf.addImage(bytes, "JPEG", (wide - w) / 2, (high - h) / 2, w, h);
  }
  pdf.setProperties({ title: name });
  pdf.setLanguage("fr");
  return new File([pdf.output("blob")], `${name}.pdf`, { type: "application/pdf" });
}
