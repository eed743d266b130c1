"""A question that nothing answers, its commune written as the directory has it."""

from __future__ import annotations

from collections.abc import Iterator

from members import communes
from members.communes import Commune
from members.directory.asking import PEOPLE, Asked
from members.models import Practice
from members.spelling import ARTICLES, LEAST
from members.words import LITTLE, words

#: Words of a name of commune, and questions that are proposed.
LONGEST, MOST = 5, 3
#: Questions that are tried, to propose none that finds nobody.
MOST_TRIED = 6
#: A longer question is a sentence.
MOST_WORDS = 8


def proposed(asked: Asked) -> list[str]:
    """« infirmière dompiere » → « infirmière Dompierre-sur-Besbre », of who is there.

    Only communes of those that the reader may find, and questions that find somebody
    among what is ticked. One query, and one for each question tried: `MOST_TRIED`.
    """
    said = asked.text.split()
    if not said or len(said) > MOST_WORDS:
        return []
    there = [one for code in codes(asked) if (one := communes.of_code(code))]
    where = {one.department_code for one in there}
    left = MOST_TRIED
    for start, end in runs(said):
        text = " ".join(said[start:end])
        if len("".join(words(text))) < LEAST:
            continue
        likely = communes.misspelt(text, where)
        meant = [one for one in likely if one in there and not has(one, text)]
        tried = [written(said, start, end, one) for one in meant[: min(MOST, left)]]
        if found := [question for question in tried if finds(asked, question)]:
            return found
        left -= len(tried)
    return []


def finds(asked: Asked, question: str) -> bool:
    """Would it find anybody, on this side and with what is ticked?"""
    given = asked.given.copy()
    given["q"] = question
    return Asked(asked.kind, asked.user, given).rows().exists()


def has(commune: Commune, text: str) -> bool:
    """Is it well written? It was looked for, then, and other words found nothing."""
    name = words(commune.name)
    return all(any(w.startswith(word) for w in name) for word in words(text))


def codes(asked: Asked) -> set[str]:
    """The communes where something of this side of the directory stands."""
    rows = asked.kind.rows(asked.user)
    if asked.kind is PEOPLE:
        rows = Practice.objects.filter(member__in=rows.values("pk"))
    found = rows.exclude(commune_code="").order_by()
    return set(found.values_list("commune_code", flat=True).distinct())


def runs(said: list[str]) -> Iterator[tuple[int, int]]:
    """Words that follow each other, the longest first; none is a small word alone.

    None begins by one but for an article: « à Cuset » keeps its « à ».
    """
    for length in range(min(LONGEST, len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            first = words(said[start])
            if length == 1 or ARTICLES.intersection(first):
                first = words(" ".join(said[start : start + length]))
            if not LITTLE.issuperset(first):
                yield start, start + length


def written(said: list[str], start: int, end: int, commune: Commune) -> str:
    name = communes.shown(commune.code, commune.name)
    return " ".join([*said[:start], name, *said[end:]])
