"""Finding someone to put in a space."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from members.listed import fold
from members.models import Member, Membership, Space

#: No more are shown: who finds so many should write more of the name.
MOST = 20


def search(people: QuerySet[Member], text: str) -> QuerySet[Member]:
    """Members of whom each word of `text` is in the name or the address."""
    for word in text.split()[:6]:
        people = people.filter(has(word))
    return people


def has(word: str) -> Q:
    return (
        Q(first_name__icontains=word)
        | Q(last_name__icontains=word)
        | Q(email__icontains=word)
        | Q(folded__contains=fold(word))
    )


def addable(by: Member, space: Space, text: str) -> list[Member]:
    """Who may be added to `space`, among those that `text` finds.

    An occasional member who edits a space knows nobody outside of his spaces: he
    gives the whole address.
    """
    if not text.strip():
        return []
    inside = Membership.objects.current().filter(space=space).values("member")
    people = Member.objects.filter(is_active=True).exclude(pk__in=inside)
    if by.role == Member.Role.OCCASIONAL and not by.publishes_everywhere:
        found = people.filter(email__iexact=text.strip())
    else:
        found = search(people, text)
    return list(found.prefetch_related("professions")[: MOST + 1])


def by_line(text: str) -> tuple[list[Member], list[str]]:
    """Members named one a line, by address or by whole name; and what went wrong."""
    found, wrong = [], []
    for line in filter(None, (line.strip(" ,;\t") for line in text.splitlines())):
        people = Member.objects.filter(is_active=True)
        if "@" in line:
            matches = list(people.filter(email__iexact=line))
        else:
            wanted = set(fold(line).split())
            near = people.filter(reduce(or_, map(has, line.split()[:6])))
            matches = [
                person
                for person in near
                if set(fold(person.get_full_name()).split()) == wanted
            ]
        if len(matches) == 1:
            found.append(matches[0])
        elif matches:
            wrong.append(
                f"Plusieurs personnes s’appellent {line}\u202f: donnez une adresse "
                "mail."
            )
        else:
            wrong.append(f"Personne n’a de compte sous «\u202f{line}\u202f».")
    return list(dict.fromkeys(found)), wrong
