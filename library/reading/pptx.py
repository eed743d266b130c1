"""PowerPoint: one page a slide, in the order of the show, with its notes."""

from .clean import clean
from .document import MAX_PAGES, Document, Request, numbered
from .errors import Unreadable
from .package import LINK, Package, describe

DRAWINGS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://purl.oclc.org/ooxml/drawingml/main}",
)
STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MAIN = "ppt/presentation.xml"
BESIDE = ("diagramData", "notesSlide")  # parts of a slide that hold text


def read(request: Request) -> Document:
    package = Package(request.path)
    main = next(iter(package.linked("", "officeDocument")), MAIN)
    show = _Show()
    package.feed(main, show)
    links = package.links(main)
    slides = [links[link][1] for link in show.slides if link in links]
    if len(slides) > MAX_PAGES:
        raise Unreadable("too_big")
    texts = []
    for number, slide in enumerate(slides, start=1):
        found = _Drawing()
        if request.wants(number):
            package.feed(slide, found)
            for kind in BESIDE:
                for part in package.linked(slide, kind):
                    package.feed(part, found)
        texts.append(clean("".join(found.parts)))
    if not texts:
        raise Unreadable("broken")
    return describe(package, Document(len(texts), numbered(request, texts)))


class _Show:
    def __init__(self) -> None:
        self.slides: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("}sldId"):
            self.slides.append(attributes.get(LINK) or attributes.get(STRICT_LINK, ""))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Drawing:
    """The text of shapes and tables, but for the numbers that software writes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._keep = False
        self._number = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        if namespace + "}" not in DRAWINGS:
            return
        if name == "t":
            self._keep = not self._number
        elif name == "fld":
            self._number = attributes.get("type") == "slidenum"
        elif name == "br":
            self.parts.append("\n")

    def end(self, tag: str) -> None:
        namespace, _, name = tag.rpartition("}")
        self._keep = False
        if namespace + "}" not in DRAWINGS:
            return
        if name == "fld":
            self._number = False
        elif name in ("p", "tr"):
            self.parts.append("\n")
        elif name == "tc":
            self.parts[-1:] = ["\t"]  # the cell's last paragraph ends on its line

    def data(self, text: str) -> None:
        if self._keep:
            self.parts.append(text)
