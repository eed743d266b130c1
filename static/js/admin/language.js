// The date of a comment between editors is in the language of the page, with the hours
// of the site: « 30 nov. 2026 à 9 h 05 ». Wagtail's script asks for it in no language,
// which is that of the browser; this comes before that script.
{
  const { DateTimeFormat } = Intl;
  const ours = document.documentElement.lang;

  function hours({ type, value }, at, parts) {
    const next = parts[at + 1]?.type;
    if (type === "hour") return String(Number(value));
    if (type === "literal" && next === "minute") return "\u202fh\u202f";
    return type === "literal" && next === "hour" ? " à " : value;
  }

  function make(_, [languages, how]) {
    if (languages !== undefined && languages.length !== 0) return new DateTimeFormat(languages, how);
    const made = new DateTimeFormat(ours, how);
    if (how?.timeStyle) {
      const format = (when) => made.formatToParts(when).map(hours).join("");
      Object.defineProperty(made, "format", { value: format });
    }
    return made;
  }

  Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
    construct: make,
    apply: (of, _, given) => make(of, given),
  });
}
