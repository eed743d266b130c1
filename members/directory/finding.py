"""People of the directory who bear a name, for the search of the whole site."""

from __future__ import annotations

from django.db.models import Case, Q, Value, When, prefetch_related_objects

from members.models import Member
from members.rights import User
from members.words import SMALL, words

#: More words than that are a question, not a name.
MOST_WORDS = 6
#: Of those who have the words somewhere on their card, how many names are read.
MOST_READ = 200


def bearing(user: User, text: str, most: int) -> list[Member]:
    """Those whom `user` may find and whose name has every word of `text`.

    Each word is to begin one of the name: « morand » and « claire mor » find Claire
    Morand, « morand lapalisse » does not. One query, and one for the professions of
    those who are found.
    """
    asked = [word for word in words(text[:200]) if word not in SMALL]
    if not asked or len(asked) > MOST_WORDS:
        return []
    last_name = Q()
    found = Member.objects.listed_to(user)
    for word in asked:
        found = found.filter(folded__contains=f" {word}")
        last_name |= Q(folded__startswith=f" {word}")
    # What is folded has professions and places too: those with the name go first.
    first = Case(When(last_name, then=Value(0)), default=Value(1))
    likely = found.order_by(first, "folded")[:MOST_READ]
    people = [person for person in likely if bears(person, asked)][:most]
    prefetch_related_objects(people, "professions")
    return people


def bears(person: Member, asked: list[str]) -> bool:
    name = words(person.get_full_name())
    return all(any(part.startswith(word) for part in name) for word in asked)
