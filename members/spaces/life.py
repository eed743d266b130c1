"""A space is made, changed, frozen, put away, opened again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db import transaction
from django.utils.text import slugify

from members import journal
from members.french import hour, in_words
from members.journal import Kind
from members.listed import fold
from members.models import Member, Membership, Space
from members.refusals import Refused
from members.rights import require_open
from members.spaces import letters
from members.spaces.closed import state_said
from members.spaces.people import enter, locked, require_manager

#: What the editors of a space change; the rest is the staff's.
OF_EDITORS = frozenset({"purpose", "hue", "meets_at", "meets_where", "allows_links"})
#: What says who may do what: asked once more, told to its editors.
POLICIES = frozenset({"visibility", "joining", "contribution", "allows_links"})
FIELDS = OF_EDITORS | POLICIES | {"name", "initials"}
#: Names that the addresses under /espaces/ keep for themselves.
KEPT = {"nouveau"}
#: Words that give no letter to a space: « Santé de l’enfant » is SE.
SMALL = frozenset(
    ("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou")
)


def require_staff(by: Member) -> None:
    if not by.publishes_everywhere:
        raise Refused("Seule l’équipe du Pays peut faire cela.")


def free_letters(name: str) -> str:
    """Two letters that no space has: « Gériatrie » is GR when « GES » has GE."""
    return letters_of(name, set(Space.objects.values_list("initials", flat=True)))


def letters_of(name: str, taken: Collection[str] = ()) -> str:
    """The two letters proposed for a space: those of its words, if not `taken`."""
    words = [word for word in slugify(apart(fold(name))).split("-") if word]
    told = [word for word in words if word not in SMALL] or words or ["e"]
    pairs = pairs_of(told)
    return next((pair for pair in pairs if pair not in taken), pairs[0])


def apart(name: str) -> str:
    """« l enfant »: a bare slugify makes one word of « l’enfant »."""
    return name.replace("’", " ").replace("'", " ")


def pairs_of(words: list[str]) -> list[str]:
    """First letters of the words, then the first letter with each of the others."""
    whole = "".join(words)
    first = words[0][0] + words[1][0] if len(words) > 1 else words[0][:2]
    others = [whole[0] + letter for letter in whole[1:]]
    return [pair.upper() for pair in dict.fromkeys([first, *others])]


def slug_of(name: str) -> str:
    """A name for the address that no space has."""
    base = slugify(apart(name))[:50].strip("-") or "espace"
    slug, number = base, 1
    while slug in KEPT or Space.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def create_space(by: Member, space: Space, editors: Iterable[Member] = ()) -> Space:
    """Save a new space, with its first editors."""
    require_staff(by)
    space.slug = slug_of(space.name)
    space.initials = (space.initials or free_letters(space.name)).upper()
    space.save()
    journal.record(
        Kind.SPACE,
        f"Crée l’espace «\u202f{space.name}\u202f»\u202f: vu par "
        f"{space.get_visibility_display()}",
        by=by,
        space=space,
    )
    for editor in editors:
        membership = enter(space, editor, Membership.Role.EDITOR, by=by)
        if editor != by:
            letters.added(by, membership, "")
    return space


def change_space(by: Member, space: Space, **changes: object) -> bool:
    """Change the description or the policies; say whether anything did change.

    Editors of the space change its purpose, its colour, its next meeting and whether
    links go outside; the staff all of it.
    """
    require_manager(by, space)
    assert set(changes) <= FIELDS, changes
    with locked(space) as held:
        new = {
            name: value
            for name, value in changes.items()
            if getattr(held, name) != value
        }
        if not new:
            return False
        require_open(held)
        if not set(new) <= OF_EDITORS:
            require_staff(by)
        for name, value in new.items():
            setattr(held, name, value)
        held.save(update_fields=list(new))
        what = ", ".join(said(held, name) for name in new)
        rights = bool(set(new) & POLICIES)
        journal.record(
            Kind.RIGHT if rights else Kind.SPACE,
            f"Espace «\u202f{held.name}\u202f»\u202f: {what}",
            by=by,
            space=held,
        )
        if rights:
            letters.space_changed(by, held, what)
        if new.get("allows_links") is False:
            for stop in links_forbidden:
                stop(by, held)
    return True


#: What others do when a space allows no link to the outside any more.
links_forbidden: list[Callable[[Member, Space], None]] = []


def said(space: Space, field: str) -> str:
    """`vu par tous les membres permanents`, for a field that has changed."""
    return {
        "visibility": f"vu par {space.get_visibility_display()}",
        "joining": f"on y entre\u202f: {space.get_joining_display()}",
        "contribution": f"on peut y {space.get_contribution_display()}",
        "allows_links": "on peut y donner un lien à quelqu’un d’extérieur"
        if space.allows_links
        else "plus de lien pour quelqu’un d’extérieur",
        "purpose": "son but est réécrit",
        "hue": f"couleur {space.get_hue_display()}",
        "name": "nouveau nom",
        "initials": f"lettres {space.initials}",
        "meets_at": meeting(space),
        "meets_where": f"lieu de réunion\u202f: {space.meets_where or 'aucun'}",
    }[field]


def meeting(space: Space) -> str:
    if space.meets_at is None:
        return "plus de réunion annoncée"
    return f"réunion le {in_words(space.meets_at)} à {hour(space.meets_at)}"


#: What others do when a space opens again.
reopened: list[Callable[[Space], None]] = []


def set_state(by: Member, space: Space, state: str) -> None:
    """Freeze, put away, or open again. The staff's."""
    require_staff(by)
    with locked(space) as held:
        if held.state == state:
            return
        held.state = Space.State(state)
        held.save(update_fields=["state"])
        what = state_said(held)
        journal.record(
            Kind.SPACE,
            f"Espace «\u202f{held.name}\u202f»\u202f: {what}",
            by=by,
            space=held,
        )
        letters.space_changed(by, held, what)
        if held.is_open:
            for follow in reopened:
                follow(held)
