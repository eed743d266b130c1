"""Finding someone to put in a space."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from members.coming_in import pasting
from members.listed import fold
from members.models import Member, Membership, Space

#: No more are shown: who finds so many should write more of the name.
MOST = 20
#: Names and addresses given at once, and signs of their text.
MOST_LINES = 200
LONGEST = 40_000
#: Words of one name among two hundred: nobody has more.
MOST_WORDS = 12
#: People proposed instead of a name that nobody has.
MOST_NEAR = 5


def has(word: str) -> Q:
    return (
        Q(first_name__icontains=word)
        | Q(last_name__icontains=word)
        | Q(email__icontains=word)
        | Q(folded__contains=fold(word))
    )


def pieces(text: str) -> list[str]:
    """Names and addresses, one a line or between commas: `Claire, marc@x.fr`."""
    found = [
        address_in(" ".join(piece.split()))
        for line in text.splitlines()
        for piece in pasting.pieces(in_one(line))
    ]
    return list(dict.fromkeys(filter(None, found)))


def in_one(line: str) -> str:
    """The cells of a table are one person's; « Claire; marc@x.fr » are two people."""
    return pasting.in_one(line, []) if "\t" in line else line


def address_in(piece: str) -> str:
    """The address of `Sophie Brunet <sophie@exemple.fr>`; else what is written."""
    named = pasting.NAMED.match(piece)
    return named[2].strip() if named and "@" in named[2] else piece


def too_much(text: str, asked: list[str]) -> str:
    """Why so much is not looked for at once, and what to do; empty when it is."""
    if len(asked) > MOST_LINES:
        told = (
            f"{MOST_LINES} noms ou adresses au plus à la fois\u202f: vous en donnez "
            f"{in_french(len(asked))}."
        )
    elif len(text) > LONGEST:
        told = (
            f"{in_french(LONGEST)} caractères au plus à la fois\u202f: ce texte en a "
            f"{in_french(len(text))}."
        )
    else:
        return ""
    return f"{told} Retirez-en une partie, que vous donnerez ensuite."


def in_french(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def addable(by: Member, space: Space, asked: list[str]) -> list[Member]:
    """Who may be added to `space`, among those whom `asked` finds; one query.

    An occasional member who edits a space knows nobody outside of his spaces: he
    gives the whole address.
    """
    if not asked:
        return []
    inside = Membership.objects.current().filter(space=space).values("member")
    people = Member.objects.filter(is_active=True).exclude(pk__in=inside)
    if by.role == Member.Role.OCCASIONAL and not by.publishes_everywhere:
        found = people.filter(email__in=[piece.lower() for piece in asked])
    else:
        found = people.filter(reduce(or_, map(has_all, asked)))
    return list(found.prefetch_related("professions")[: most(asked) + 1])


def has_all(piece: str, most: int = MOST_WORDS) -> Q:
    return reduce(and_, map(has, dict.fromkeys(piece.split()[:most])))


def most(asked: list[str]) -> int:
    """How many are shown: when several are named, one for each and a few more."""
    return MOST if len(asked) == 1 else MOST + MOST_LINES


def unknown(asked: list[str], found: list[Member]) -> list[str]:
    """What finds nobody who may be added."""
    texts = [text_of(person) for person in found]
    return [piece for piece in asked if not any(map(in_it(fold_as_is(piece)), texts))]


def text_of(person: Member) -> str:
    return f"{fold(person.get_full_name())} {person.email} {person.folded}"


def in_it(words: list[str]) -> Callable[[str], bool]:
    return lambda text: all(word in text for word in words)


def sure(asked: list[str], found: list[Member], inside: list[str]) -> list[Member]:
    """Of `found`, whom a line names alone: neither among several, nor `inside` too."""
    named: dict[int, Member] = {}
    texts = [(person, text_of(person)) for person in found]
    for piece in asked:
        has_words = in_it(fold_as_is(piece))
        people = [person for person, text in texts if has_words(text)]
        exact = [person for person in people if person.email == piece.lower()]
        if exact or (len(people) == 1 and piece not in inside):
            person = (exact or people)[0]
            named[person.pk] = person
    return list(named.values())


def already_in(space: Space, asked: list[str]) -> list[str]:
    """Of `asked`, what names a person of the space; one query."""
    if not asked:
        return []
    inside = Member.objects.filter(
        pk__in=Membership.objects.current().filter(space=space).values("member")
    ).filter(reduce(or_, map(has_all, asked)))
    none = unknown(asked, list(inside))
    return [piece for piece in asked if piece not in none]


def fold_as_is(piece: str) -> list[str]:
    """Its words as they are looked for: an address keeps its hyphens."""
    words = piece.split()[:MOST_WORDS]
    return [word.lower() if "@" in word else fold(word) for word in words]


def nobody(line: str) -> str:
    """No account has this very name: those who may have been meant."""
    told = f"Personne n’a de compte sous «\u202f{line}\u202f»."
    people = Member.objects.filter(has_all(line), is_active=True)[: MOST_NEAR + 1]
    found = [f"{person.get_full_name()} ({person.email})" for person in people]
    if not found:
        return told
    if len(found) > MOST_NEAR:
        found[MOST_NEAR:] = ["d’autres encore"]
    near = " ou ".join(filter(None, [", ".join(found[:-1]), found[-1]]))
    return f"{told} Peut-être {near}\u202f: écrivez le nom entier, ou l’adresse mail."


def by_line(text: str) -> tuple[list[Member], list[str]]:
    """Members named one a line, by address or by whole name; and what went wrong."""
    found, wrong = [], []
    given = (address_in(line.strip(" ,;\t")) for line in text.splitlines())
    for line in filter(None, given):
        people = Member.objects.filter(is_active=True)
        if "@" in line:
            matches = list(people.filter(email__iexact=line))
        else:
            wanted = set(fold(line).split())
            near = people.filter(reduce(or_, map(has, line.split()[:MOST_WORDS])))
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
            wrong.append(nobody(line))
    return list(dict.fromkeys(found)), wrong
