"""What the door says of a file: read like any other, then looked at page by page."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from library.door import numbers
from library.reading import Limits, Page, Unreadable, read_file

ENCRYPTED = "encrypted"
WHY = {
    numbers.NIR: "numéro de sécurité sociale",
    numbers.INS: "identité nationale de santé (INS)",
    ENCRYPTED: "fichier protégé par un mot de passe\u202f: rien n’a pu y être cherché",
}


@dataclass(frozen=True)
class Reason:
    """Why a file is held: `code`, the page (from 1, None for the whole) and a mask."""

    code: str
    page: int | None
    text: str

    def __str__(self) -> str:
        where = f"Page {self.page}\u202f: " if self.page else ""
        what = f" {self.text}" if self.page else ""
        return f"{where}{WHY[self.code]}{what}"


@dataclass
class Verdict:
    """What the door says. `unread`: pages, or the whole file when `problem` says why,
    in which nothing could be looked for.
    """

    reasons: list[Reason] = field(default_factory=list)
    pages: int = 0
    unread: list[int] = field(default_factory=list)
    problem: str = ""

    @property
    def held(self) -> bool:
        return bool(self.reasons)

    @property
    def is_sure(self) -> bool:
        """Was the whole file looked at?"""
        return not self.unread and not self.problem

    def as_json(self) -> dict[str, Any]:
        return {
            "held": self.held,
            "reasons": [asdict(reason) for reason in self.reasons],
            "pages": self.pages,
            "unread": self.unread,
            "problem": self.problem,
        }


def check(path: Path, *, limits: Limits | None = None, ocr: bool = True) -> Verdict:
    """Look for what may not enter in each page of a file, scanned ones included.

    Never raises Unreadable: a file that cannot be read says so in its verdict.
    """
    verdict = Verdict()
    pages: dict[int, Page] = {}

    def keep(page: Page) -> None:
        pages[page.number] = page

    try:
        reading = read_file(path, name=path.name, limits=limits, on_page=keep)
        verdict.unread += reading.unread
        for number in reading.needs_ocr:
            if not ocr:
                verdict.unread.append(number)
                continue
            again = read_file(
                path, ocr=True, first=number, last=number, limits=limits, on_page=keep
            )
            verdict.unread += again.unread
    except Unreadable as error:
        verdict.problem = error.message
        if error.code == "encrypted":
            verdict.reasons.append(Reason(ENCRYPTED, None, ""))
    verdict.pages = len(pages)
    verdict.reasons += [
        Reason(found.code, found.page, found.text)
        for found in numbers.in_pages((n, pages[n].text) for n in sorted(pages))
    ]
    return verdict
