// The date of a comment between editors is in the language of the page, with the hours
// of the site: « 30 nov. 2026 à 9 h 05 ». Wagtail's script asks for it in no language,
// which is that of the browser; this comes before that script.
{
  const { DateTimeFormat } = Intl;
  const ours = document.documentElement.lang;

  const printed = ({ type, value }, at, parts) => {
    const next = parts[at + 1]?.type;
    if (type === "hour") return String(Number(value));
    if (type === "literal" && next === "minute") return "\u202fh\u202f";
    return type === "literal" && next === "hour" ? " à " : value;
  };
  const format = (_, [languages, how]) => {
    const isNamed = languages !== undefined && languages.length !== 0;
    const made = new DateTimeFormat(isNamed ? languages : ours, how);
    if (!isNamed && how?.timeStyle) {
      const print = (when) => made.formatToParts(when).map(printed).join("");
      Object.defineProperty(made, "format", { value: print });
    }
    return made;
  };
  Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
    construct: format,
    apply: (of, _, given) => format(of, given),
  });
}
