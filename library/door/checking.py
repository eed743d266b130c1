"""What the door says of a file on the disk, whole: `manage.py check_file`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from library.door import antivirus, numbers
from library.door.reasons import ENCRYPTED, VIRUS, Reason, of_flags
from library.reading import Limits, Page, Unreadable, active, read_file

NO_ANTIVIRUS = (
    "L’antivirus ne répond pas\u202f: ce fichier n’a pas été regardé par lui."
)


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
            "reasons": [reason.as_json() for reason in self.reasons],
            "pages": self.pages,
            "unread": self.unread,
            "problem": self.problem,
        }


def check(path: Path, *, limits: Limits | None = None, ocr: bool = True) -> Verdict:
    """Look for what may not enter in each page of a file, scanned ones included.

    Never raises Unreadable: a file that cannot be read says so in its verdict. One in
    which there is a virus is not read.
    """
    verdict = Verdict()
    if look_for_virus(path, verdict):
        return verdict
    pages: dict[int, Page] = {}
    flags: list[tuple[str, str]] = []

    def keep(page: Page) -> None:
        pages[page.number] = page

    try:
        reading = read_file(
            path, name=path.name, limits=limits, on_page=keep, on_flags=flags.extend
        )
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
        if error.code == "encrypted" and Reason(ENCRYPTED) not in verdict.reasons:
            verdict.reasons.append(Reason(ENCRYPTED))
    verdict.pages = len(pages)
    verdict.reasons += [one for one in of_flags(flags) if one not in verdict.reasons]
    if any(code == active.UNSURE for code, _ in flags) and not verdict.problem:
        verdict.problem = active.DAMAGED
    verdict.reasons += [
        Reason(found.code, None, found.text, "dans le nom du fichier")
        for found in numbers.in_text(path.name)
    ]
    verdict.reasons += [
        Reason(found.code, found.page, found.text)
        for found in numbers.in_pages((n, pages[n].text) for n in sorted(pages))
    ]
    return verdict


def look_for_virus(path: Path, verdict: Verdict) -> bool:
    """Ask the antivirus, where there is one. Is the file to be left at that?"""
    if not antivirus.is_set():
        return False
    try:
        with path.open("rb") as file:
            answer = antivirus.scan(file)
    except antivirus.AntivirusDown:
        verdict.problem = NO_ANTIVIRUS
        return False
    if answer.virus:
        verdict.reasons.append(Reason(VIRUS, None, answer.virus))
    elif answer.reason:
        verdict.reasons.append(Reason(answer.reason))
    return bool(answer.virus)
