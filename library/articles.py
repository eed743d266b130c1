"""Articles of codes of law, from LEGI data (DILA, Licence Ouverte 2.0).

One article a line, as JSON: `id`, `code`, `number`, `section`, `state`, `valid_from`
and `valid_to` in milliseconds since 1970, `text`. An article is known by its `id`; the
import may be repeated, and changes only what differs.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone

from library.changes import announce
from library.models import Category, Reference
from members.models import Space
from members.typography import typeset

BATCH = 500
CODES = {
    "relations-public-administration": "Code des relations entre le public et "
    "l’administration",
    "rural": "Code rural et de la pêche maritime",
    "sante-publique": "Code de la santé publique",
    "action-sociale-familles": "Code de l’action sociale et des familles",
    "securite-sociale": "Code de la sécurité sociale",
    "travail": "Code du travail",
}
ADDRESS = "https://www.legifrance.gouv.fr/codes/article_lc/"
IDENTIFIER = re.compile(r"LEGIARTI\d{12}")
NUMBER = re.compile(r"\b(LO|L|R|D|A)(\*{0,2})\.?\s?(?=\d)")
#: States of LEGI under which an article is dead whatever its dates say.
DEAD = {"ABROGE", "ANNULE", "DISJOINT", "MODIFIE_MORT_NE", "PERIME", "TRANSFERE"}
FIELDS = ["title", "number", "date", "in_force", "url", "summary", "text"]


#: So many bad lines and no good one: it is another kind of file.
HOPELESS = 20
NOT_ARTICLES = (
    "Ce fichier ne contient pas d’articles\u202f: il faut un article par ligne, au "
    "format "
    "JSON (voir docs/operations.md)."
)


class BadLineError(ValueError):
    """A line that gives no article; the message is a French sentence."""


@dataclass
class Report:
    """What an import did; `bad` holds (file, line, reason)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[tuple[str, int, str]] = field(default_factory=list)


def import_articles(
    lines: "Iterable[tuple[int, bytes]]",
    *,
    source: str,
    space: Space,
    category: Category | None,
    report: Report,
) -> Iterator[int]:
    """Create and update references from numbered lines; gives the count of each batch.

    Each batch is one transaction. New articles go to `space`; those that exist stay
    where they are.
    """
    articles = _articles(lines, source, report)
    while batch := list(islice(articles, BATCH)):
        _keep({str(a.identifier): a for a in batch}, space, category, report)
        yield len(batch)


def lines_of(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines of a JSONL file, compressed or not, that are not blank, from 1.

    Raises EOFError or OSError where a compressed file is broken.
    """
    packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    with gzip.open(file) if packed else file as content:
        for number, line in enumerate(content, start=1):
            if line.strip():
                yield number, line


def _articles(
    lines: "Iterable[tuple[int, bytes]]", source: str, report: Report
) -> Iterator[Reference]:
    number, today, good = 0, timezone.localdate(), False
    try:
        for number, line in lines:
            try:
                made = article(line, today)
            except BadLineError as error:
                report.bad.append((source, number, str(error)))
                if not good and len(report.bad) >= HOPELESS:
                    report.bad[-HOPELESS:] = [(source, 1, NOT_ARTICLES)]
                    return
                continue
            good = True
            yield made
    except (EOFError, OSError):
        report.bad.append((source, number, "Le fichier est abîmé après cette ligne."))


def article(line: bytes, today: date) -> Reference:
    """A reference, not saved, from one line. Raises BadLineError."""
    try:
        given: dict[str, Any] = json.loads(line)
        identifier, code = str(given["id"]), str(given["code"])
        number, text = str(given["number"]).strip(), str(given["text"] or "")
        since, until = day(given["valid_from"]), day(given["valid_to"])
    except (ValueError, OverflowError) as error:
        raise BadLineError("Cette ligne ne se lit pas.") from error
    except KeyError as error:
        raise BadLineError(f"Il manque «\u202f{error.args[0]}\u202f».") from error
    except TypeError as error:
        raise BadLineError("Cette ligne ne décrit pas un article.") from error
    if not IDENTIFIER.fullmatch(identifier):
        raise BadLineError(
            f"«\u202f{identifier[:40]}\u202f» n’est pas un identifiant d’article."
        )
    return Reference(
        identifier=identifier,
        kind=Reference.Kind.ARTICLE,
        title=title(code, number)[:255],
        number=shortened(cited(number), 60),
        date=since,
        in_force=in_force(given.get("state"), since, until, today),
        url=ADDRESS + identifier,
        summary=typeset(str(given.get("section") or "").replace(" > ", " › ")),
        text=text.replace("\0", ""),
    )


def day(milliseconds: float | None) -> date | None:
    """The day of a LEGI date, which is midnight UTC."""
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()


def in_force(
    state: str | None, since: date | None, until: date | None, today: date
) -> bool:
    """Whether the article holds today; repeat the import to follow the calendar."""
    begun = since is None or since <= today
    ended = until is not None and until <= today
    return begun and not ended and state not in DEAD


def cited(number: str) -> str:
    """A number as one cites it: `L. 1434-17` for `L1434-17`."""
    return typeset(NUMBER.sub(r"\1.\2 ", number))


def title(code: str, number: str) -> str:
    """`Code rural et de la pêche maritime, article L. 1`; annexes keep their name."""
    name = cited(number)
    if not re.match(r"[A-Z]+\.|\d", name):
        return f"{CODES.get(code, code)}, {name[:1].lower()}{name[1:]}"
    return f"{CODES.get(code, code)}, article {name}"


def shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _keep(
    batch: dict[str, Reference],
    space: Space,
    category: Category | None,
    report: Report,
) -> None:
    with transaction.atomic():
        known = {
            reference.identifier: reference
            for reference in Reference.everything.filter(identifier__in=batch)
        }
        new = [a for identifier, a in batch.items() if identifier not in known]
        for reference in new:
            reference.space, reference.category = space, category
        changed = [
            reference
            for identifier, reference in known.items()
            if _take(reference, batch[str(identifier)])
        ]
        Reference.objects.bulk_create(new)
        Reference.everything.bulk_update(changed, [*FIELDS, "changed_at", "change"])
        touched: Sequence[Reference] = [*new, *changed]
        if touched:
            announce(f"reference:{reference.pk}" for reference in touched)
    report.created += len(new)
    report.updated += len(changed)
    report.unchanged += len(known) - len(changed)


def _take(reference: Reference, given: Reference) -> bool:
    """Give `reference` what differs in `given`; whether something did."""
    differing = [
        name for name in FIELDS if getattr(reference, name) != getattr(given, name)
    ]
    was = {name: getattr(reference, name) for name in Reference.LEGAL}
    for name in differing:
        setattr(reference, name, getattr(given, name))
    reference.note_change(was)
    return bool(differing)
