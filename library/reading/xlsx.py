"""Excel: one page a sheet, tabs between columns, dates and figures as seen."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from .clean import clean
from .document import HIDDEN, MAX_TEXT, Document, Request, numbered
from .errors import Unreadable
from .package import LINK, Package, describe

SPACES = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
STRICT_LINK = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MAIN = "xl/workbook.xml"
DATE_FORMATS = {14, 15, 16, 17, 22}  # built in (ECMA-376, part 1, 18.8.30)
#: Built-in formats of numbers: how many decimals, and whether it is a percentage.
BUILT_IN = {1: (0, False), 2: (2, False), 3: (0, False), 4: (2, False)}
BUILT_IN |= {9: (0, True), 10: (2, True), **dict.fromkeys((37, 38), (0, False))}
BUILT_IN |= dict.fromkeys((39, 40), (2, False))
DECIMALS = re.compile(r"[0#?\s]*(?:\.(?P<after>[0#?]+))?")
#: Digits of a number without a format, of which a computer writes seventeen.
DIGITS = 10
#: Whole numbers beyond are not exact any more.
EXACT = 1e15

NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
EPOCH = datetime(1899, 12, 30)  # as Excel counts, its false 29 February 1900 included
LAST_SERIAL = 2_958_465  # 31 December 9999
#: Empty cells kept at most before one that is not: they hold its column in its place.
MOST_EMPTY = 60


def read(request: Request) -> Document:
    package = Package(request.path)
    main = next(iter(package.linked("", "officeDocument")), MAIN)
    book = _Workbook()
    package.feed(main, book)
    links = package.links(main)
    shared = _SharedStrings()
    styles = _Styles()
    for kind, part in links.values():
        if kind == "sharedStrings":
            package.feed(part, shared)
        elif kind == "styles":
            package.feed(part, styles)
    texts = []
    for number, (name, link) in enumerate(book.sheets, start=1):
        sheet = _Sheet(shared.texts, styles)
        if request.wants(number) and link in links:
            package.feed(links[link][1], sheet)
        texts.append(clean(f"{name}\n{''.join(sheet.parts)}"))
    if not texts:
        raise Unreadable("broken")
    return describe(package, Document(len(texts), numbered(request, texts)))


def _local(tag: str) -> str:
    """The local name of an element of spreadsheets, nothing for any other."""
    namespace, _, name = tag.rpartition("}")
    return name if namespace + "}" in SPACES else ""


class _Workbook:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            link = attributes.get(LINK) or attributes.get(STRICT_LINK, "")
            name = attributes.get("name", "")
            if attributes.get("state", "visible") != "visible":
                name = f"{name} {HIDDEN}"
            self.sheets.append((name, link))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _SharedStrings:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._keep = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._phonetic = True
        self._keep = name == "t" and not self._phonetic

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._keep = False
        if name == "si":
            self.texts.append("".join(self._parts))
        elif name == "rPh":
            self._phonetic = False

    def data(self, text: str) -> None:
        if self._keep:
            self._parts.append(text)


@dataclass(frozen=True)
class _Shown:
    """How a style shows a number that is no date."""

    decimals: int
    is_percentage: bool


class _Styles:
    """How cell styles show a number, by their indexes: `dates`, and `numbers`."""

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self.numbers: dict[int, _Shown] = {}
        self._formats = set(DATE_FORMATS)
        self._shown = {key: _Shown(*told) for key, told in BUILT_IN.items()}
        self._index = -1  # outside cellXfs

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "numFmt":
            code = NOT_CODE.sub("", attributes.get("formatCode", "")).lower()
            key = _number(attributes.get("numFmtId"))
            if "d" in code or "y" in code or "mmm" in code:
                self._formats.add(key)
            elif told := _shown(code):
                self._shown[key] = told
        elif name == "cellXfs":
            self._index = 0
        elif name == "xf" and self._index >= 0:
            key = _number(attributes.get("numFmtId"))
            if key in self._formats:
                self.dates.add(self._index)
            elif key in self._shown:
                self.numbers[self._index] = self._shown[key]
            self._index += 1

    def end(self, tag: str) -> None:
        if _local(tag) == "cellXfs":
            self._index = -1

    def data(self, text: str) -> None: ...


class _Sheet:
    """Rows as lines; what a formula gave, never the formula."""

    def __init__(self, shared: list[str], styles: _Styles) -> None:
        self.parts: list[str] = []
        self._shared = shared
        self._styles = styles
        self._length = 0
        self._type = ""
        self._style = 0
        self._value: list[str] = []
        self._keep = False
        self._column = 0  # of the cell that is read, from 1
        self._written = 0  # columns of this row that are already written

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name == "row":
            self._column = self._written = 0
        elif name == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._type = attributes.get("t", "n")
            self._style = _number(attributes.get("s"))
            self._value = []
        self._keep = name in ("v", "t")

    def end(self, tag: str) -> None:
        name = _local(tag)
        self._keep = False
        if name == "c":
            if text := self._text():
                empty = self._column - self._written - 1
                self._add("\t" * min(max(empty, 0), MOST_EMPTY) + text + "\t")
                self._written = self._column
        elif name == "row" and self.parts and self.parts[-1] != "\n":
            self._add("\n")

    def data(self, text: str) -> None:
        if self._keep:
            self._value.append(text)

    def _add(self, text: str) -> None:
        """Add to the sheet; one shared text in many cells can make it explode."""
        self._length += len(text)
        if self._length > MAX_TEXT:
            raise Unreadable("too_big")
        self.parts.append(text)

    def _text(self) -> str:
        value = "".join(self._value)
        if self._type == "s":
            index = _number(value)
            value = self._shared[index] if 0 <= index < len(self._shared) else ""
        elif self._type == "b":
            value = "oui" if value == "1" else "non"
        elif self._type == "e":
            value = ""
        elif self._type == "n" and self._style in self._styles.dates:
            value = _date(value)
        elif self._type == "n":
            value = _figure(value, self._styles.numbers.get(self._style))
        return " ".join(value.split())


def _shown(code: str) -> _Shown | None:
    """What a format of numbers shows, in lower case; None for « General » and texts,
    and for hours, powers of ten and fractions.
    """
    positive = code.split(";", maxsplit=1)[0]
    start = next((n for n, sign in enumerate(positive) if sign in "0#?"), None)
    if start is None or set("hmse/:") & set(positive):
        return None
    digits = DECIMALS.match(positive.replace(",", ""), start)
    after = digits["after"] if digits else None
    return _Shown(len(after or ""), "%" in positive)


def _figure(text: str, shown: _Shown | None) -> str:
    """« 14,3 % » of 0.142857 in a cell of percentages; a whole number as it is."""
    is_percentage = shown is not None and shown.is_percentage
    if text.isdecimal() and not is_percentage:
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    if shown is not None and is_percentage:
        return f"{number * 100:.{shown.decimals}f} %".replace(".", ",")
    if number.is_integer() and abs(number) < EXACT:
        return f"{number:.0f}"
    wanted = f".{shown.decimals}f" if shown is not None else f".{DIGITS}g"
    return f"{number:{wanted}}".replace(".", ",")


def _number(text: str | None) -> int:
    """A whole number written in digits, -1 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1


def _column(reference: str) -> int:
    """The column of a cell called « AB12 », from 1; 0 when it does not say."""
    letters = reference.rstrip("0123456789")
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return 0
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _date(serial: str) -> str:
    try:
        days = float(serial)
    except ValueError:
        return serial
    if not 1 <= days <= LAST_SERIAL:
        return serial
    return (EPOCH + timedelta(days=days)).strftime("%d/%m/%Y")
