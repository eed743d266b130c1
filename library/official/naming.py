"""An official text as a person names it: its number, its title, its address here."""

from __future__ import annotations

import re
import unicodedata

from django.db.models import Q, QuerySet

from library.addresses import path_here
from library.models import Reference
from library.models.references import NOR
from members.french import quoted
from members.rights import User

PATH = re.compile(r"^/bibliotheque/textes/(\d{1,9})/?$")
#: « Loi n° 2009-879 », « article L. 1434-17 »: what stands before a number.
BEFORE = re.compile(
    r"^(?:(?:loi|decret|arrete|ordonnance|circulaire|article|art)\b\.?\s*)?"
    r"(?:n\s*[°o]\s*)?"
)
NUMBER = re.compile(r"[a-z]{0,2}\*{0,2}\d[\w*-]*")
#: So many are named when several bear the number.
SHOWN = 4


class NotFoundError(Exception):
    """Its argument says why, in French."""


def plain(text: str) -> str:
    """Without accents, case, dots and spaces: `L. 1434-17` is `l1434-17`."""
    return re.sub(r"[\s.\u202f\u00a0]+", "", folded(text))


def folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def number_in(text: str) -> str:
    """The number that `text` names, plain; empty when it names none."""
    number = plain(BEFORE.sub("", folded(text).strip()))
    is_one = NUMBER.fullmatch(number) or NOR.fullmatch(number.upper())
    return number if is_one else ""


def key_in(address: str) -> int | None:
    """The key of a text of this site, by its address; None when it is none of ours."""
    try:
        found = PATH.match(path_here(address))
    except ValueError:
        return None
    return int(found[1]) if found else None


def text_named(given: str, user: User, but: int | None = None) -> Reference:
    """The text that `user` sees and means. Raises NotFoundError."""
    seen = Reference.objects.visible_to(user).for_lists()
    key = key_in(given)
    if key is not None:
        found = list(seen.filter(pk=key))
    else:
        found = list(seen.filter(title__iexact=given)[: SHOWN + 1])
        if not found and (number := number_in(given)):
            found = numbered(seen, number)[: SHOWN + 1]
    if [each.pk for each in found] == [but]:
        raise NotFoundError("Un texte ne se remplace pas lui-même.")
    found = [each for each in found if each.pk != but]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"{quoted(given[:80])} n’est pas trouvé parmi les textes officiels que "
            "vous voyez\u202f: donnez son titre entier, ou l’adresse de sa page."
        )
    names = ", ".join(quoted(each.title) for each in found[:SHOWN])
    more = "…" if len(found) > SHOWN else ""
    raise NotFoundError(
        f"Plusieurs textes répondent à {quoted(given[:80])}\u202f: {names}{more} "
        "Donnez le titre entier."
    )


def numbered(seen: QuerySet[Reference], number: str) -> list[Reference]:
    """Those whose number is that one, however it is spelled."""
    digits = re.sub(r"^\D+", "", number)
    near = seen.filter(Q(number__contains=digits) | Q(nor__iexact=number))
    return [
        each
        for each in near.order_by("title", "pk")[:200]
        if plain(each.number) == number or each.nor.casefold() == number
    ]
