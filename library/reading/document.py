"""What every reader of a format receives and gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MAX_PAGES = 5_000
MAX_TEXT = 20_000_000  # characters in one document
PAGE_SECONDS = 60.0  # for recognising one page
#: Beside the name of a sheet of a workbook that is not shown when it is opened.
HIDDEN = "(feuille cachée)"
MAX_PLAIN_BYTES = 50_000_000  # of a file that is read whole: text, HTML, e-mail


@dataclass(frozen=True)
class Request:
    """One file to read; `folder` is private and removed afterwards by the caller."""

    path: Path
    folder: Path
    extension: str
    ocr: bool = False
    first: int = 1
    last: int = MAX_PAGES
    page_seconds: float = PAGE_SECONDS

    def wants(self, number: int) -> bool:
        return self.first <= number <= self.last


@dataclass(frozen=True)
class PageText:
    """The text of one page, numbered from 1.

    `ocr`: the text was recognised on an image. `needs_ocr`: nothing usable, but
    something is drawn. `unread`: the page was tried in vain and is not worth a retry.
    """

    number: int
    text: str
    ocr: bool = False
    needs_ocr: bool = False
    unread: bool = False


@dataclass
class Document:
    """Metadata as found in the file (not yet sorted out), and the pages wanted.

    `parts`: the pages are not those of paper, but parts that we cut. `tagged`: of a
    PDF, does it say its structure (ISO 32000-2 § 14.8).
    """

    page_count: int
    pages: Iterable[PageText]
    title: str = ""
    author: str = ""
    date: str = ""
    parts: bool = False
    tagged: bool | None = None


class Reader(Protocol):
    """A format is a module with this function; it raises Unreadable."""

    def __call__(self, request: Request) -> Document: ...


def numbered(request: Request, texts: list[str]) -> list[PageText]:
    """The wanted ones among texts that are already in the order of the pages."""
    return [
        PageText(number, text)
        for number, text in enumerate(texts, start=1)
        if request.wants(number)
    ]
