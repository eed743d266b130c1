"""What a space is, and what a person may do there, in words for that very person."""

from __future__ import annotations

from members import news
from members.models import Member, Membership, Space, SpaceRequest

Joining, Contribution = Space.Joining, Space.Contribution
Visibility, Role = Space.Visibility, Membership.Role


def may_do(user: Member, space: Space, membership: Membership | None) -> str:
    """What `user` may do in a space that he sees."""
    if not space.is_open:
        return (
            "Vous pouvez lire et télécharger ce qui est ici. L’espace est "
            f"{space.get_state_display()}\u202f: rien ne s’y ajoute et rien n’y "
            f"change. {space.closed_since}"
        ).strip()
    if user.publishes_everywhere:
        return (
            "Vous êtes de l’équipe du Pays\u202f: vous lisez, publiez et corrigez tout "
            "ce qui est ici, et vous décidez qui y entre."
        )
    if membership is None:
        return f"Vous pouvez lire ce qui est ici. {way_in(space)}"
    return may_do_as(membership.role, space)


def may_do_as(role: str, space: Space) -> str:
    """What a person of the space does there, by his role."""
    if role == Role.EDITOR:
        return (
            "Vous animez cet espace\u202f: vous publiez, vous relisez et corrigez ce "
            "que les autres y déposent, et vous décidez qui y entre."
        )
    if role == Role.READER or space.contribution == Contribution.READ:
        return "Vous pouvez lire et télécharger ce qui est ici."
    if space.contribution == Contribution.PUBLISH:
        return (
            "Vous pouvez lire et publier des documents\u202f: ils sont vus aussitôt, "
            "et vous pouvez les corriger."
        )
    return (
        "Vous pouvez lire et proposer des documents\u202f: une personne qui anime "
        "l’espace les relit, puis les publie."
    )


def way_in(space: Space) -> str:
    return {
        Joining.OPEN: "Pour y ajouter quelque chose, rejoignez-le\u202f: il est ouvert "
        "à qui veut.",
        Joining.REQUEST: "Pour y prendre part, demandez à le rejoindre.",
        Joining.INVITATION: "On y entre sur invitation d’une personne qui l’anime.",
    }[Joining(space.joining)]


def audience(space: Space, people: int, everyone: int) -> str:
    """Who sees the space, with how many they are."""
    return {
        Visibility.PUBLIC: "tout le monde, sans se connecter",
        Visibility.MEMBERS: f"tous les membres permanents ({everyone} aujourd’hui)",
        Visibility.PEOPLE: "les seules personnes de l’espace "
        f"({people} aujourd’hui), et l’équipe du Pays",
    }[Visibility(space.visibility)]


def consequences(before: Space, after: Space, people: int) -> list[str]:
    """What the new policies of a space change for people, a sentence each."""
    said = []
    if before.visibility != after.visibility:
        said.append(seen_by_others(before, after, people))
    if before.joining != after.joining:
        said.append(JOINED[Joining(after.joining)])
    if before.contribution != after.contribution:
        said.append(DONE[Contribution(after.contribution)])
    if before.allows_links != after.allows_links:
        said.append(LINKED[after.allows_links])
    return said


JOINED = {
    Joining.OPEN: "Chaque membre permanent verra son nom et à quoi il sert, et pourra "
    "y entrer d’un bouton, sans rien demander.",
    Joining.REQUEST: "Chaque membre permanent verra son nom et à quoi il sert, et "
    "pourra demander à y entrer\u202f; une personne qui l’anime répondra.",
    Joining.INVITATION: "On n’y entrera plus que sur invitation. Qui ne le voit pas "
    "n’en saura plus même le nom.",
}
DONE = {
    Contribution.READ: "Les personnes de l’espace n’y ajouteront plus rien\u202f: "
    "seules celles qui l’animent, et l’équipe du Pays, y publieront.",
    Contribution.CONTRIBUTE: "Ce que les personnes de l’espace y ajoutent attendra "
    "qu’une personne qui l’anime le publie.",
    Contribution.PUBLISH: "Ce que les personnes de l’espace y ajoutent sera vu "
    "aussitôt, sans relecture.",
}


LINKED = {
    True: "Qui anime l’espace, l’équipe du Pays, et qui y a publié un document, "
    "pourront donner un lien vers ce document à quelqu’un qui n’a pas de compte. Le "
    "lien a une date de fin, et se retire.",
    False: "Plus personne n’y donnera de lien à quelqu’un d’extérieur. Ceux qui sont "
    "donnés s’arrêtent aussitôt, pour de bon\u202f: les permettre de nouveau ne les "
    "rouvrira pas.",
}


def seen_by_others(before: Space, after: Space, people: int) -> str:
    everyone = Member.objects.filter(is_active=True).exclude(
        role=Member.Role.OCCASIONAL
    )
    shown = audience(after, people, everyone.count())
    held = news.contents(before)
    if not held:
        return f"L’espace, vide pour l’instant, sera vu par {shown}."
    narrower = {
        Visibility.PUBLIC: 0,
        Visibility.MEMBERS: 1,
        Visibility.PEOPLE: 2,
    }
    if narrower[Visibility(after.visibility)] < narrower[Visibility(before.visibility)]:
        return (
            f"Ce que l’espace contient, {held}, sera vu par {shown}. Relisez ce qui ne "
            "devrait l’être que par vous."
        )
    return (
        f"Ce que l’espace contient, {held}, ne sera plus vu que par {shown}. Les "
        "autres n’en sauront plus rien, ni dans les listes, ni dans la recherche."
    )


def of_state(space: Space, state: str, people: int) -> list[str]:
    """What freezing, putting away or opening again changes, a sentence each."""
    if state == Space.State.OPEN:
        return [
            "On pourra de nouveau y ajouter, y publier et y corriger, et y entrer.",
            f"Ce qu’il contient reste vu comme avant par {seers(space, people)}.",
        ]
    said = [
        f"Qui le voit continue de lire et de télécharger ce qu’il contient"
        f"{held_by(space)}.",
        "Plus personne n’y ajoute, n’y corrige ni n’y supprime rien, vous compris, et "
        "personne n’y entre.",
        "On peut encore le quitter, et vous pouvez en retirer quelqu’un.",
    ]
    if state == Space.State.ARCHIVED:
        said.append("Il est rangé à part, parmi les espaces archivés.")
    if space.allows_links:
        said.append(
            "Les liens donnés à des personnes extérieures n’ouvrent plus rien tant "
            "qu’il l’est."
        )
    if waiting := SpaceRequest.objects.waiting().filter(space=space).count():
        said.append(wait_to_enter(waiting))
    return [*said, "Vous pourrez l’ouvrir de nouveau quand vous voudrez."]


def wait_to_enter(waiting: int) -> str:
    """What becomes of the requests of a space that closes."""
    if waiting == 1:
        return (
            "Une personne demande à y entrer\u202f: sa demande reste, et ne pourra "
            "être acceptée qu’une fois l’espace ouvert de nouveau. Répondez-lui "
            "d’abord, si vous pouvez."
        )
    return (
        f"{waiting} personnes demandent à y entrer\u202f: leurs demandes restent, et "
        "ne pourront être acceptées qu’une fois l’espace ouvert de nouveau. "
        "Répondez-leur d’abord, si vous pouvez."
    )


def seers(space: Space, people: int) -> str:
    if space.visibility == Visibility.PEOPLE:
        return f"ses {people} personnes" if people > 1 else "ses personnes"
    return str(space.get_visibility_display())


def held_by(space: Space) -> str:
    held = news.contents(space)
    return f"\u202f: {held}" if held else ""
