"""One page of a document's text, with the words of a question marked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Max
from django.utils.safestring import SafeString

from library import marking
from library.models import Document, Extract, Version

UNITS = {
    **dict.fromkeys(("xlsx", "ods", "xls"), "feuille"),
    **dict.fromkeys(("pptx", "odp", "ppt"), "diapositive"),
}


@dataclass(frozen=True)
class Reader:
    """What the reader shows. Pages count from 1; `total` is 0 before the reading."""

    document: Document
    version: Version
    page: int
    total: int
    question: str
    text: str
    needs_ocr: bool

    @property
    def unit(self) -> str:
        """What a page of this format is called; all are feminine."""
        return UNITS.get(self.version.kind, "page")

    @property
    def paragraphs(self) -> list[SafeString]:
        return paragraphs(self.text, self.question)

    @property
    def count(self) -> int:
        return len(marking.spans(self.text, self.question))

    @property
    def forms_json(self) -> str:
        """The words to mark on the image of the page, for the script that draws it."""
        return json.dumps(marking.forms(self.text, self.question), ensure_ascii=False)

    @property
    def plain_url(self) -> str:
        """This page, without marks."""
        return f"{self.document.get_absolute_url()}?page={self.page}#lecture"

    @property
    def previous_url(self) -> str:
        return self.url_of(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url_of(self.page + 1) if self.page < self.total else ""

    def url_of(self, page: int) -> str:
        asked: dict[str, object] = {"page": page}
        if self.question:
            asked["q"] = self.question
        return f"{self.document.get_absolute_url()}?{urlencode(asked)}#lecture"


def open_at(document: Document, page: str, question: str) -> Reader | None:
    """The reader of a document's current version, at `page` as an address gives it.

    A page that does not exist gives the nearest; None when there is no version.
    """
    version = document.current
    if version is None:
        return None
    total = page_total(version)
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 10 else 1
    number = max(1, min(number, total))
    extract = Extract.objects.filter(version=version, page=number).first()
    return Reader(
        document=document,
        version=version,
        page=number,
        total=total,
        question=question[: marking.LONGEST_QUESTION],
        text=extract.text if extract else "",
        needs_ocr=extract.needs_ocr if extract else False,
    )


def page_total(version: Version) -> int:
    """How many pages the file has, or how many were read so far."""
    if version.page_count:
        return version.page_count
    return version.extracts.aggregate(last=Max("page"))["last"] or 0


def paragraphs(text: str, question: str = "") -> list[SafeString]:
    """The paragraphs of a text (blank lines part them), as HTML with words marked."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [marking.marked(block, question) for block in blocks if block]
