"""The mails about spaces: to the person concerned, to those who look after a space."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.urls import reverse

from background import mail
from members.french import in_words, of
from members.models import Member, Membership, Space, SpaceRequest
from members.typography import nested_within

CAN = {
    Membership.Role.READER: "Vous pouvez y lire ce qui est partagé.",
    Membership.Role.CONTRIBUTOR: "Vous pouvez y lire et y ajouter des documents.",
    Membership.Role.EDITOR: "Vous l’animez\u202f: vous publiez ce qui y est proposé et "
    "vous décidez qui y entre. Pour cela, il faut plus qu’un mot de passe\u202f: "
    "si ce n’est pas encore fait, il vous fera choisir un second moyen de vous "
    "reconnaître, une clé d’accès ou une application de codes. Comptez deux minutes.",
}
PROPOSES = (
    "Vous pouvez y lire et y proposer des documents\u202f: une personne qui anime "
    "l’espace les relit, puis les publie."
)


def can(space: Space, role: str) -> str:
    reads = space.contribution == Space.Contribution.READ
    if reads and role == Membership.Role.CONTRIBUTOR:
        role = Membership.Role.READER
    proposes = space.contribution == Space.Contribution.CONTRIBUTE
    if proposes and role == Membership.Role.CONTRIBUTOR:
        return PROPOSES
    return CAN[Membership.Role(role)]


def until(ends_on: date | None) -> list[str]:
    return [f"Votre accès va jusqu’au {in_words(ends_on)} inclus."] if ends_on else []


def editors_of(space: Space) -> list[Member]:
    editors = Membership.objects.current().editors().filter(space=space)
    return [membership.member for membership in editors.select_related("member")]


def keepers(space: Space) -> list[Member]:
    """Those who look after a space: its editors, or the staff when it has none."""
    return editors_of(space) or staff()


def staff() -> list[Member]:
    """The team of the Pays, and who administers the site."""
    everywhere = Q(role=Member.Role.STAFF) | Q(is_superuser=True)
    return list(Member.objects.filter(everywhere, is_active=True))


def write(
    people: Iterable[Member],
    subject: str,
    *sentences: str,
    word: str = "",
    action: str = "",
    address: str = "",
    after: str = "",
) -> None:
    """`word` is quoted after the sentences, and `after` is the one that follows it."""
    for person in people:
        context: dict[str, object] = {
            "name": person.get_short_name(),
            "subject": nested_within(subject),
            "sentences": [nested_within(sentence) for sentence in sentences],
            "word": word.strip(),
            "after": nested_within(after),
            "action": action,
            "address": address,
        }
        mail.post("space", person.email, context)


def named(space: Space) -> str:
    return f"«\u202f{space.name}\u202f»"


def asked(request: SpaceRequest) -> None:
    write(
        keepers(request.space),
        f"{request.member} demande à rejoindre {named(request.space)}",
        f"{request.member} demande à rejoindre l’espace {named(request.space)}.",
        *(["Voici son mot\u202f:"] if request.word else []),
        word=request.word,
        action="Voir la demande et y répondre",
        address=reverse("members:space_people", args=[request.space.slug]),
    )


def accepted(request: SpaceRequest, membership: Membership) -> None:
    write(
        [request.member],
        f"Vous êtes dans l’espace {named(request.space)}",
        f"Votre demande est acceptée\u202f: vous êtes dans l’espace "
        f"{named(request.space)}.",
        can(request.space, membership.role),
        *until(membership.ends_on),
        action="Ouvrir l’espace",
        address=request.space.get_absolute_url(),
    )


def by(request: SpaceRequest) -> str:
    """« par Hélène Vauzelle », with the address at which she is asked why."""
    who = request.answered_by
    return f" par {who.get_full_name()} ({who.email})" if who else ""


def refused(request: SpaceRequest) -> None:
    write(
        [request.member],
        f"Votre demande pour {named(request.space)}",
        f"Votre demande pour rejoindre l’espace {named(request.space)} n’a pas été "
        f"acceptée{by(request)}.",
        *(["Voici pourquoi\u202f:"] if request.answer else []),
        word=request.answer,
        action="Voir les autres espaces",
        address=reverse("members:spaces"),
    )


def added(by: Member, membership: Membership, word: str) -> None:
    space = membership.space
    write(
        [membership.member],
        f"Vous êtes dans l’espace {named(space)}",
        f"{by} vous donne une place dans l’espace {named(space)}.",
        can(space, membership.role),
        *until(membership.ends_on),
        word=word,
        action="Ouvrir l’espace",
        address=space.get_absolute_url(),
    )


def let_in(membership: Membership) -> None:
    """To who came while the space was closed, now that it is open again."""
    space = membership.space
    write(
        [membership.member],
        f"Vous êtes dans l’espace {named(space)}",
        f"L’espace {named(space)}, qui était fermé à votre arrivée, est de nouveau "
        "ouvert\u202f: vous y êtes, comme votre invitation le disait.",
        can(space, membership.role),
        *until(membership.ends_on),
        action="Ouvrir l’espace",
        address=space.get_absolute_url(),
    )


def removed(space: Space, member: Member, word: str) -> None:
    write(
        [member],
        f"Vous n’êtes plus dans l’espace {named(space)}",
        f"Votre place dans l’espace {named(space)} vous a été retirée. Ce que vous y "
        "avez déposé y reste, sous votre nom.",
        word=word,
        action="Voir vos espaces",
        address=reverse("members:spaces"),
    )


def changed(membership: Membership) -> None:
    space = membership.space
    no_end = [] if membership.ends_on else ["Votre accès n’a pas de date de fin."]
    write(
        [membership.member],
        f"Votre place dans l’espace {named(space)} a changé",
        f"Votre place dans l’espace {named(space)} a changé.",
        can(space, membership.role),
        *(until(membership.ends_on) or no_end),
        action="Ouvrir l’espace",
        address=space.get_absolute_url(),
    )


def left(space: Space, member: Member) -> None:
    write(
        editors_of(space),
        f"{member} a quitté {named(space)}",
        f"{member} a quitté l’espace {named(space)}.",
        action="Voir les personnes de l’espace",
        address=reverse("members:space_people", args=[space.slug]),
    )


def nobody_runs(space: Space, member: Member) -> None:
    """To the staff: `member` was the last person who ran it."""
    write(
        [person for person in staff() if person != member],
        f"Plus personne n’anime {named(space)}",
        f"{member} était la dernière personne à animer l’espace {named(space)}, et ne "
        "l’anime plus.",
        "Ce qui y est proposé et qui demande à y entrer attend maintenant l’équipe du "
        "Pays. Confiez l’animation à une autre personne.",
        action="Voir les personnes de l’espace",
        address=reverse("members:space_people", args=[space.slug]),
    )


def space_changed(by: Member, space: Space, what: str) -> None:
    """To the editors of the space, but for who did it."""
    write(
        [person for person in editors_of(space) if person != by],
        f"L’espace {named(space)} a changé",
        f"{by} a changé l’espace {named(space)}\u202f: {what}.",
        action="Ouvrir l’espace",
        address=space.get_absolute_url(),
    )


def over(membership: Membership, sentence: str) -> None:
    """The day after the end, to the person; `sentence` says whom to ask."""
    space = membership.space
    write(
        [membership.member],
        f"Votre accès à {named(space)} s’est arrêté",
        sentence,
        "Ce que vous y avez ajouté y reste, sous votre nom.",
        action="Voir vos espaces",
        address=reverse("members:spaces"),
    )


def ending(membership: Membership) -> None:
    """Two weeks before the end: to the person, and to those who can renew."""
    space, member = membership.space, membership.member
    assert membership.ends_on is not None
    day = in_words(membership.ends_on)
    write(
        [member],
        f"Votre accès à {named(space)} s’arrête le {day}",
        f"Votre accès à l’espace {named(space)} s’arrête le {day} au soir.",
        "S’il doit continuer, dites-le à une personne qui anime l’espace\u202f: elle "
        "peut le prolonger.",
        action="Voir qui anime l’espace",
        address=space.get_absolute_url(),
    )
    write(
        [person for person in keepers(space) if person != member],
        f"L’accès {of(member)} à {named(space)} s’arrête le {day}",
        f"L’accès {of(member)} à l’espace {named(space)} s’arrête le {day} au "
        "soir. Sans rien faire, il s’arrête\u202f; vous pouvez aussi le prolonger.",
        action="Prolonger, ou voir sa place",
        address=reverse("members:space_person", args=[space.slug, membership.pk]),
    )
