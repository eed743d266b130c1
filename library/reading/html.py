"""Web pages: what a person would see of them."""

import re
from collections.abc import Sequence

from lxml import etree

from .clean import clean
from .document import Document, Request
from .errors import Unreadable
from .parts import flowing
from .plain import decode, whole

UNSEEN = {"script", "style", "template", "noscript", "head", "svg", "iframe", "object"}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd"),
    *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"),
    *("ol", "option", "p", "pre", "section", "summary", "table", "tr", "ul"),
}
CELLS = {"td", "th"}
CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]*([\w-]+)", re.IGNORECASE)
#: Names of `<meta>`: HTML's own, those of Dublin Core (DCMI) and of Open Graph.
AUTHORS = ("author", "dcterms.creator", "dc.creator", "article:author")
DATES = ("date", "dcterms.date", "dc.date", "dcterms.created", "article:published_time")
SPACES = re.compile(r"[ \t\r\n\f]+")


def read(request: Request) -> Document:
    markup = markup_of(whole(request))
    try:
        tree = _parse(markup)
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken") from error
    title = tree.findtext(".//title") or "" if tree is not None else ""
    document = flowing(request, [clean(_text(tree))])
    document.title = title
    document.author = said_by(tree, AUTHORS)
    document.date = said_by(tree, DATES)
    return document


def said_by(tree: "etree._Element | None", names: Sequence[str]) -> str:
    """What a `<meta>` of one of these names says, the surest name first."""
    if tree is None:
        return ""
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        told.setdefault(name.lower(), meta.get("content") or "")
    return next((told[name] for name in names if told.get(name)), "")


def markup_of(data: bytes) -> str:
    """Decoded as the page says, unless it is UTF-8 anyway."""
    declared = CHARSET.search(data[:4096])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(declared[1].decode() if declared else "cp1252")
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def visible_text(markup: str) -> str:
    """The text of a piece of HTML, for instance a message's body."""
    return _text(_parse(markup))


def _parse(markup: str) -> "etree._Element | None":
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    data = markup.encode(errors="replace").strip()
    return etree.fromstring(data, parser) if data else None


def _text(tree: "etree._Element | None") -> str:
    if tree is None:
        return ""
    parts: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(
        tree, events=("start", "end", "comment", "pi")
    ):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unseen += name in UNSEEN
            if name in BLOCKS and name != "br":
                parts.append("\n")
            if element.text and not unseen:
                parts.append(SPACES.sub(" ", element.text))
            continue
        if event == "end":
            unseen -= name in UNSEEN
            parts.append("\t" if name in CELLS else "\n" if name in BLOCKS else "")
        if element.tail and not unseen:
            parts.append(SPACES.sub(" ", element.tail))
    return "".join(parts)
