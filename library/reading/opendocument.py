"""OpenDocument text, sheets and slides (ISO/IEC 26300)."""

from .clean import clean
from .document import HIDDEN, MAX_PAGES, Document, Request, numbered
from .errors import Unreadable
from .package import Fields, Package
from .parts import flowing

URN = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = URN + "text:1.0}"
TABLE = URN + "table:1.0}"
DRAW = URN + "drawing:1.0}"
STYLE = URN + "style:1.0}"
SHOWN = TABLE + "display"
BREAK = URN + "xsl-fo-compatible:1.0}break-before"
MAX_SPACES = 100
MAX_REPEATS = 60  # of one cell: LibreOffice fills rows up to the last column with them
CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
PARAGRAPHS = (TEXT + "p", TEXT + "h")
# What is in the file but not on the page: changes struck out, comments, scripts.
UNSEEN = (
    TEXT + "tracked-changes",
    URN + "office:1.0}annotation",
    URN + "office:1.0}scripts",
    URN + "office:1.0}forms",
    TEXT + "note-citation",
)
NEW_PAGE = {"ods": TABLE + "table", "odp": DRAW + "page"}


def read(request: Request) -> Document:
    package = Package(request.path)
    locks = _Encryption()
    package.feed("META-INF/manifest.xml", locks)
    if locks.found:
        raise Unreadable("encrypted")
    if "content.xml" not in package.names:
        raise Unreadable("broken")
    body = _Body(request.extension)
    package.feed("content.xml", body)
    frame = _Frame()
    package.feed("styles.xml", frame)
    texts = body.finish()
    if request.extension == "odt":
        texts[0] = "\n".join([*frame.headers, texts[0], *frame.footers])
    texts = [clean(text) for text in texts]
    about = Fields()
    package.feed("meta.xml", about)
    values = about.values
    if request.extension == "odt":
        document = flowing(request, texts)
    else:
        document = Document(len(texts), numbered(request, texts))
    document.title = values.get("title", "")
    document.author = values.get("initial-creator", "") or values.get("creator", "")
    document.date = values.get("creation-date", "") or values.get("date", "")
    return document


class _Body:
    """Collects text by page: as last laid out, by sheet, or by slide."""

    def __init__(self, extension: str) -> None:
        self.pages: list[str] = []
        self._new_page = NEW_PAGE.get(extension, "")
        self._parts: list[str] = []
        self._inside = 0  # depth in paragraphs: text elsewhere is layout
        self._unseen = 0
        self._cells = 0  # depth in cells: their paragraphs stay on one line
        self._cell: list[tuple[int, int]] = []  # where each begins, how many alike
        self._started = False
        self._style = ""
        self._breaking: set[str] = set()
        self._hiding: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._unseen or tag in UNSEEN:
            self._unseen += 1
        elif tag == self._new_page and not self._cells:
            if self._started:
                self.finish()
            self._started = True
            if tag == TABLE + "table":
                self._head(attributes)
        elif tag in PARAGRAPHS:
            if attributes.get(TEXT + "style-name") in self._breaking:
                self._turn()
            self._inside += 1
        elif tag == TEXT + "soft-page-break":
            self._turn()
        elif tag == TEXT + "s":
            count = attributes.get(TEXT + "c", "1")
            spaces = int(count) if count.isdecimal() else 1
            self._parts.append(" " * min(spaces, MAX_SPACES))
        elif tag in (TEXT + "tab", TEXT + "line-break"):
            # Within a cell they would be taken for the next one, or the next row.
            alone = "\t" if tag == TEXT + "tab" else "\n"
            self._parts.append(" " if self._cells else alone)
        elif tag in CELLS:
            self._cells += 1
            self._cell.append((len(self._parts), repeats(attributes)))
        else:
            self._look(tag, attributes)

    def _head(self, attributes: dict[str, str]) -> None:
        """A sheet begins by its name."""
        is_hidden = attributes.get(TABLE + "style-name") in self._hiding
        name = attributes.get(TABLE + "name", "")
        self._parts.append(f"{name} {HIDDEN}\n" if is_hidden else f"{name}\n")

    def _look(self, tag: str, attributes: dict[str, str]) -> None:
        """What styles say: which begin a page, which hide a sheet."""
        if tag == STYLE + "style":
            self._style = attributes.get(STYLE + "name", "")
        elif tag == STYLE + "paragraph-properties" and attributes.get(BREAK) == "page":
            self._breaking.add(self._style)
        elif tag == STYLE + "table-properties" and attributes.get(SHOWN) == "false":
            self._hiding.add(self._style)

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
        elif tag in PARAGRAPHS:
            self._inside -= 1
            self._parts.append(" " if self._cells else "\n")
        elif tag in CELLS:
            self._cells -= 1
            self._parts.append("\t")
            start, alike = self._cell.pop()
            if not self._cells:
                self._parts += self._parts[start:] * (alike - 1)
        elif tag == TABLE + "table-row":
            self._parts.append("\n")

    def data(self, text: str) -> None:
        if self._inside and not self._unseen:
            self._parts.append(text)

    def _turn(self) -> None:
        if any(part.strip() for part in self._parts):
            self.finish()

    def finish(self) -> list[str]:
        if len(self.pages) > MAX_PAGES:
            raise Unreadable("too_big")
        self.pages.append("".join(self._parts))
        self._parts = []
        return self.pages


def repeats(attributes: dict[str, str]) -> int:
    """How many cells like this one stand side by side."""
    count = attributes.get(TABLE + "number-columns-repeated", "1")
    return min(int(count), MAX_REPEATS) if count.isdecimal() and len(count) < 6 else 1


class _Frame(_Body):
    """Headers and footers, which live with the styles of the pages."""

    def __init__(self) -> None:
        super().__init__("")
        self.headers: list[str] = []
        self.footers: list[str] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == STYLE + "header":
            self.headers.append("".join(self._parts))
        elif tag == STYLE + "footer":
            self.footers.append("".join(self._parts))
        else:
            return
        self._parts = []


class _Encryption:
    found = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.found = self.found or tag.endswith("}encryption-data")

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...
