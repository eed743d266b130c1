"""Inviting again, by an invitation that is over or withdrawn: what it said is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from members import communes
from members.coming_in.forms import InviteForm
from members.coming_in.guests import Guest, Place, is_to_come, owns
from members.coming_in.pasting import Pasted, pasted
from members.coming_in.permissions import (
    invitations_of,
    roles_to_give,
    spaces_to_invite_to,
)
from members.french import in_words
from members.models import Invitation, Member, Space
from members.models.coming_in import InvitationQuerySet


class Source:
    """An invitation by which one invites again; nothing when there is none."""

    def __init__(self, by: Member, key: str) -> None:
        self.by = by
        found = invitations_of(by).prefetch_related("places__space", "professions")
        known = key.isdecimal() and len(key) < 12
        self.invitation = found.filter(pk=int(key)).first() if known else None
        self.places: dict[int, Place] = {}
        if self.invitation is not None:
            self.places = {
                place.space_id: Place(place.space, place.role, place.ends_on)
                for place in self.invitation.places.all()
            }

    @property
    def initial(self) -> dict[str, Any]:
        """The form, filled in as the invitation was."""
        made = self.invitation
        if made is None:
            return {}
        filled: dict[str, Any] = {"people": line_of(made), "word": made.word}
        if made.role in roles_to_give(self.by):
            filled["role"] = made.role
        if places := self.given:
            filled["spaces"] = [place.space.pk for place in places]
            filled["level"] = places[0].role
            filled["ends_on"] = last(places)
        return filled

    @property
    def given(self) -> list[Place]:
        """Its spaces, but for those that one may not invite to any more.

        One that is shut for now is kept: the form says so, and waits.
        """
        known = set(spaces_to_invite_to(self.by).values_list("pk", flat=True))
        shut = Space.objects.edited_by(self.by).exclude(state=Space.State.OPEN)
        known |= set(shut.values_list("pk", flat=True))
        return [place for pk, place in self.places.items() if pk in known]

    @property
    def note(self) -> list[str]:
        """What the form does not show of what is kept, in sentences."""
        made = self.invitation
        if made is None:
            return []
        day = in_words(made.made_at)
        sentences = [f"Ce que disait l’invitation du {day} est repris ci-dessous."]
        if known := known_of(made, self.by):
            sentences.append(f"Gardé aussi\u202f: {known}.")
        given = self.given
        if len({(place.role, place.ends_on) for place in given}) > 1:
            each = "\u202f; ".join(map(described, given))
            sentences.append(
                f"Chaque espace garde son niveau et sa date ({each}), sauf si vous "
                "changez «\u202fPour y\u202f» ou «\u202fJusqu’au\u202f»."
            )
        over = [place for place in given if not is_to_come(place.ends_on)]
        if over and last(given) is None:
            ended = max(place.ends_on for place in over if place.ends_on)
            sentences.append(f"Sa date de fin est passée, le {in_words(ended)}.")
        left = [place for place in self.places.values() if place not in given]
        if left:
            names = ", ".join(f"«\u202f{place.space}\u202f»" for place in left)
            sentences.append(f"On n’invite plus dans {names}.")
        return sentences

    def guest(self, person: Pasted, role: str) -> Guest:
        """Whom to invite: what is known of him is kept, a name that changed is not."""
        made = self.invitation
        if made is None or made.email != person.email:
            return Guest(person.email, person.first_name, person.last_name, role)
        people, _ = pasted(line_of(made))
        names = person.first_name, person.last_name
        if people and names == (people[0].first_name, people[0].last_name):
            names = made.first_name, made.last_name
        return Guest(
            person.email,
            *names,
            role,
            # It opens an account: it is the staff's word.
            made.rpps if self.by.publishes_everywhere else "",
            tuple(made.professions.all()),
            dict(made.details),
        )

    def places_of(self, form: InviteForm, person: Pasted) -> list[Place]:
        """Each space as it was, while level and end are left as they were shown."""
        places = form.places()
        made = self.invitation
        if made is None or made.email != person.email:
            return places
        shown, chosen = self.initial, form.cleaned_data
        if any(shown.get(name) != chosen[name] for name in ("level", "ends_on")):
            return places
        as_before = {p.space.pk: p for p in self.given if is_to_come(p.ends_on)}
        return [as_before.get(place.space.pk, place) for place in places]


def line_of(made: Invitation) -> str:
    """As the form reads it: « Le Goff, Jean Marie <jm@exemple.fr> »."""
    names = ", ".join(filter(None, [made.last_name, made.first_name]))
    return f"{names} <{made.email}>" if names else made.email


def last(places: Iterable[Place]) -> Any:
    """The last end that is to come; None when there is none."""
    ends = [p.ends_on for p in places if p.ends_on and is_to_come(p.ends_on)]
    return max(ends, default=None)


def described(place: Place) -> str:
    level = {"reader": "lire", "contributor": "lire et contribuer", "editor": "animer"}
    end = f" jusqu’au {in_words(place.ends_on)}" if place.ends_on else ""
    return f"«\u202f{place.space}\u202f»\u202f: {level[place.role]}{end}"


def known_of(made: Invitation, by: Member) -> str:
    """What an import or another had said of him.

    A telephone that another gave is kept, and not shown: whose it is will say who
    sees it.
    """
    details = made.details
    town = communes.shown(
        details.get("commune_code", ""), details.get("commune_name", "")
    )
    trades = [profession.name for profession in made.professions.all()]
    phone = details.get("phone", "")
    if phone and not owns(by, made):
        phone = "son téléphone"
    return " · ".join(filter(None, [*trades, town, phone]))


def with_what_came(found: InvitationQuerySet) -> InvitationQuerySet:
    """Of withdrawn ones: was the address invited again, has it an account?"""
    same = OuterRef("email")
    return found.annotate(
        invited_again=Exists(Invitation.objects.unanswered().filter(email=same)),
        has_account=Exists(Member.objects.filter(email=same, is_active=True)),
    )
