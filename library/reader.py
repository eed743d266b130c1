"""One page of a document's text, with the words of a question marked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Max
from django.utils.safestring import SafeString

from library import found, marking, sheets, units
from library.models import Document, Extract, Preview, Version
from library.previews import problems

#: Pages of a file named beside the one that is shown.
MOST_PLACES = 8
BLANK = re.compile(r"\n\s*\n")
NUMBERED = re.compile(
    rf"{BLANK.pattern}|(?<=[.:;]) (?=(?:[IVX]+(?: (?:bis|ter|quater))?|[A-H])\. ?[-–—]"
    r"|\d{1,3}° |[a-z]\) )"
)


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Reader:
    """What the reader shows. Pages count from 1; `total` is 0 before the reading.

    `passage` is the one that the address points at, from 1; 0 when there is none.
    """

    document: Document
    version: Version
    page: int
    total: int
    question: str
    text: str
    needs_ocr: bool
    passage: int = 0
    row: int = 0
    found: found.Found = field(default_factory=found.Found)
    preview: Preview | None = None

    @property
    def has_pdf(self) -> bool:
        """Is there a PDF to draw: the file itself, or what is made of it?"""
        return self.version.is_pdf or bool(self.preview and self.preview.file)

    @property
    def pdf_url(self) -> str:
        """The address of what is drawn; empty when nothing is."""
        if self.version.is_pdf:
            return f"{self.document.url}?voir"
        return f"{self.document.url}?pdf&voir" if self.has_pdf else ""

    @property
    def leaves(self) -> tuple[int, int]:
        """The first and the last page of the PDF where this page stands."""
        if self.preview is None or self.version.is_pdf:
            return self.page, self.page
        return self.preview.leaves(self.page)

    @property
    def is_sheet(self) -> bool:
        """Then its table is easier to read than its pages."""
        return self.version.kind in sheets.KINDS

    @property
    def why_undrawn(self) -> str:
        """In a sentence, why an office file cannot be shown as it is; or empty."""
        if self.preview is None or not self.preview.problem:
            return ""
        return problems.sentence(self.version.kind, self.preview.problem)

    @property
    def unit(self) -> str:
        """What a page of this format is called."""
        return units.unit(self.version)

    @cached_property
    def marks(self) -> list[marking.Span]:
        return marking.spans(self.text, self.question)

    @property
    def count(self) -> int:
        """How many passages this page has."""
        return len(marking.passages(self.marks))

    @property
    def paragraphs(self) -> list[SafeString]:
        return list(numbered_paragraphs(self.text, self.marks))

    @cached_property
    def table(self) -> sheets.Table | None:
        """A sheet as a table, at the row asked for, or at the passage."""
        if self.version.kind not in sheets.KINDS or not self.text:
            return None
        begins = {n: place for place, n in marking.passages(self.marks).items()}
        place = -1 if self.row else begins.get(self.passage, -1)
        return sheets.table(self.text, self.marks, self.row or 1, place)

    @property
    def previous_rows_url(self) -> str:
        return self.rows_url(self.table.previous) if self.table else ""

    @property
    def next_rows_url(self) -> str:
        return self.rows_url(self.table.following) if self.table else ""

    def rows_url(self, row: int) -> str:
        if not row:
            return ""
        return address(self.document, self.question, self.page, row=row)

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
        return address(self.document, self.question, page)

    # ---- from passage to passage ----

    @property
    def before_url(self) -> str:
        """The last passage of the nearest page before that has one."""
        place = self.found.before(self.page)
        return self.passage_url(place.page, place.count) if place else ""

    @property
    def after_url(self) -> str:
        """The first passage of the nearest page after that has one."""
        place = self.found.after(self.page)
        return self.passage_url(place.page) if place else ""

    @property
    def previous_passage_url(self) -> str:
        if self.passage > 1:
            return self.passage_url(self.page, self.passage - 1)
        return self.before_url

    @property
    def next_passage_url(self) -> str:
        if self.passage < self.count:
            return self.passage_url(self.page, self.passage + 1)
        return self.after_url

    def passage_url(self, page: int, passage: int = 1) -> str:
        return address(self.document, self.question, page, passage)

    @property
    def places(self) -> list[Link]:
        """The pages that answer best, to go there; none when it is this one alone."""
        shown = self.found.shortlist(MOST_PLACES)
        if [place.page for place in shown] == [self.page]:
            return []
        return [
            Link(
                units.place(self.version, place.page),
                self.passage_url(place.page),
                place.page == self.page,
            )
            for place in shown
        ]

    @property
    def more_places(self) -> int:
        """How many other pages have words of the question."""
        return max(0, len(self.found.places) - MOST_PLACES)


def address(
    document: Document,
    question: str,
    page: int | None = None,
    passage: int = 0,
    row: int = 0,
) -> str:
    """The address of a document open at a page, at a passage or a row of it."""
    asked: dict[str, object] = {"page": page} if page else {}
    if question:
        asked["q"] = question
    if passage > 1:
        asked["passage"] = passage
    if row:
        asked["rang"] = row
    there = f"passage-{passage}" if passage else "lecture"
    return f"{document.get_absolute_url()}?{urlencode(asked)}#{there}"


def open_at(document: Document, asked: Mapping[str, str]) -> Reader | None:
    """The reader of a document's current version, as an address asks for it.

    `page`, `passage` and `rang` (the row of a sheet) are numbers: the nearest that
    exists is given. `q` is the question: without a page, the one that answers it best
    is given. None when there is no version.
    """
    version = document.current
    if version is None:
        return None
    question = asked.get("q", "").strip()[: marking.LONGEST_QUESTION]
    places = found.find(version, question)
    total = page_total(version)
    page = number(asked.get("page", ""))
    if not page:
        page = places.best.page if places.best else 1
    page = max(1, min(page, total))
    extract = Extract.objects.filter(version=version, page=page).first()
    text = extract.text if extract else ""
    count = len(marking.passages(marking.spans(text, question)))
    return Reader(
        document=document,
        version=version,
        page=page,
        total=total,
        question=question,
        text=text,
        needs_ocr=extract.needs_ocr if extract else False,
        passage=max(min(number(asked.get("passage", "")) or 1, count), 0),
        row=number(asked.get("rang", "")),
        found=places,
        preview=Preview.objects.filter(version=version).first(),
    )


def number(text: str) -> int:
    """A number as an address gives it, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def page_total(version: Version) -> int:
    """How many pages the file has, or how many were read so far."""
    if version.page_count:
        return version.page_count
    return version.extracts.aggregate(last=Max("page"))["last"] or 0


def articles(text: str, question: str = "") -> list[SafeString]:
    """The paragraphs of an official text, as HTML with words marked.

    Articles come in one line: what is numbered I. –, 1° or a) begins a paragraph.
    """
    return list(numbered_paragraphs(text, marking.spans(text, question), NUMBERED))


def numbered_paragraphs(
    text: str, marks: list[marking.Span], between: re.Pattern[str] = BLANK
) -> Iterator[SafeString]:
    whole = marking.Marked(text, marks)
    start = 0
    for end, following in [*(m.span() for m in between.finditer(text)), (len(text), 0)]:
        if text[start:end].strip():
            yield whole.html(start, end)
        start = following
