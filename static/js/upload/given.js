/* The files of what is dropped or chosen, whole folders with their tree. */

/** What systems and Office leave beside the files of a person. */
const LITTER = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;

const isLitter = (name) => LITTER.test(name);

/** The files of an <input>, with the folder of each in what was chosen. */
export function chosen(input) {
  const found = [...input.files].map((file) => ({
    file,
    folder: (file.webkitRelativePath || "").split("/").slice(0, -1).join("/"),
  }));
  return sorted(found);
}

/** The files that were dropped; folders are read to their depths. */
export async function dropped(transfer) {
  // They are asked for at once: the browser forgets them after the event.
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = [];
  for (const entry of entries) await walk(entry, "", found);
  return sorted(found);
}

async function walk(entry, folder, found) {
  if (entry instanceof File) {
    found.push({ file: entry, folder });
  } else if (entry?.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    if (file) found.push({ file, folder });
    else found.push({ unread: entry.name });
  } else if (entry?.isDirectory) {
    const inside = folder ? `${folder}/${entry.name}` : entry.name;
    for (const child of await children(entry)) await walk(child, inside, found);
  }
}

/** All that a folder holds: a browser gives a hundred at a time. */
async function children(entry) {
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (!some.length) return all;
    all.push(...some);
  }
}

/** What is kept, in the order of names, what is litter, and what could not be read. */
function sorted(found) {
  const files = found.filter((one) => one.file && !isLitter(one.file.name));
  const place = (one) => `${one.folder}/${one.file.name}`;
  files.sort((a, b) => place(a).localeCompare(place(b), "fr", { numeric: true }));
  return {
    files,
    litter: found.filter((one) => one.file && isLitter(one.file.name)).length,
    unread: found.filter((one) => one.unread).map((one) => one.unread),
  };
}
