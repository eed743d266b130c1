"""Word: one page where Word itself last saw one begin."""

from .clean import clean
from .document import MAX_PAGES, Document, Request
from .errors import Unreadable
from .package import Package, describe
from .parts import flowing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
TURNS = ("lastRenderedPageBreak", "pageBreakBefore")
MAIN = "word/document.xml"


def read(request: Request) -> Document:
    package = Package(request.path)
    main = next(iter(package.linked("", "officeDocument")), MAIN)
    notes: dict[str, str] = {}
    for kind in ("footnotes", "endnotes"):
        for name in package.linked(main, kind):
            found = _Notes(kind)
            package.feed(name, found)
            notes |= found.texts
    body = _Body(notes)
    for name in package.linked(main, "header"):
        package.feed(name, body)
    package.feed(main, body)
    pages = body.finish()
    footer = _Body({})
    for name in package.linked(main, "footer"):
        package.feed(name, footer)
    pages[0] += "\n" + "\n".join(footer.finish())
    texts = [clean(page) for page in pages]
    return describe(package, flowing(request, texts))


class _Body:
    """Collects text by page; notes are put at the foot of the page that calls them."""

    def __init__(self, notes: dict[str, str]) -> None:
        self.pages: list[str] = []
        self._parts: list[str] = []
        self._feet: list[str] = []
        self._notes = notes
        self._fresh = True  # nothing yet on this page
        self._keep = False  # within an element whose text is seen
        self._hidden = 0  # depth in what repeats a drawing for older software
        self._cells = 0  # depth in cells: their paragraphs stay on one line
        self._section_break = False
        self._in_section = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == FALLBACK or self._hidden:
            self._hidden += 1
            return
        namespace, _, name = tag.rpartition("}")
        if tag == MATHS or (namespace + "}" in (W, STRICT) and name == "t"):
            self._keep = True
        elif namespace + "}" in (W, STRICT):
            self._mark(name, {k.rpartition("}")[2]: v for k, v in attributes.items()})

    def _mark(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tc":
            self._cells += 1
        elif name in ("tab", "ptab"):
            self._parts.append("\t")
        elif name in ("br", "cr"):
            if attributes.get("type") == "page":
                self._turn()
            else:
                self._parts.append("\n")
        elif name in TURNS and attributes.get("val") not in ("0", "false"):
            self._turn(unless_fresh=True)
        elif name == "noBreakHyphen":
            self._parts.append("-")
        elif name in ("footnoteReference", "endnoteReference"):
            kind = name.removesuffix("Reference") + "s"
            self._feet.append(self._notes.get(kind + attributes.get("id", ""), ""))
        elif name == "sectPr":
            self._in_section, self._section_break = True, True
        elif name == "type" and self._in_section:
            self._section_break = attributes.get("val") != "continuous"

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        namespace, _, name = tag.rpartition("}")
        self._keep = False
        if namespace + "}" not in (W, STRICT):
            return
        if name == "p":
            self._parts.append(" " if self._cells else "\n")
            if self._section_break and not self._in_section:
                self._turn(unless_fresh=True)
            self._section_break = False
        elif name == "tc":
            self._cells -= 1
            self._parts.append("\t")
        elif name == "tr":
            self._parts.append("\n")
        elif name == "sectPr":
            self._in_section = False

    def data(self, text: str) -> None:
        if self._keep and not self._hidden:
            self._parts.append(text)
            self._fresh = self._fresh and not text.strip()

    def _turn(self, *, unless_fresh: bool = False) -> None:
        """Begin a page: software marks the same break in up to three ways."""
        if not (unless_fresh and self._fresh):
            self.finish()

    def finish(self) -> list[str]:
        if len(self.pages) > MAX_PAGES:
            raise Unreadable("too_big")
        self.pages.append("".join([*self._parts, "\n", "\n".join(self._feet)]))
        self._parts, self._feet, self._fresh = [], [], True
        return self.pages


class _Notes(_Body):
    """The text of each note: {"footnotes3": "…"}."""

    def __init__(self, kind: str) -> None:
        super().__init__({})
        self.texts: dict[str, str] = {}
        self._kind = kind
        self._number = ""

    def _mark(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("footnote", "endnote"):
            self._number = attributes.get("id", "")
            self._parts = []
        else:
            super()._mark(name, attributes)

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag.rpartition("}")[2] in ("footnote", "endnote"):
            self.texts[self._kind + self._number] = "".join(self._parts).strip()
