"""The mails about pages: proposed, answered, to be reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from members.french import quoted
from members.models import Member
from members.spaces import letters
from pages.publishing.models import Proposal

if TYPE_CHECKING:
    from pages.models import ContentPage


OWNED = (
    "Vous en répondez\u202f: on vous écrira si quelqu’un y signale un problème et, une "
    "fois par an, pour savoir si elle est toujours valable. Un bouton suffit."
)


def keepers_of(page: ContentPage) -> list[Member]:
    """Who answers for a page: its owner; else those who look after its space."""
    owner = page.owner
    if owner is not None and owner.is_active and page.is_visible_to(owner):
        return [owner]
    return letters.keepers(page.space)


def proposed(proposal: Proposal) -> None:
    """To those who can answer, but for the author himself."""
    author, page, kept = proposal.author, proposal.page, []
    told = letters.keepers(proposal.space)
    about = quoted(proposal.page_title)
    where = f"dans l’espace {letters.named(proposal.space)}"
    if proposal.is_term:
        told, where = letters.staff(), "dans le glossaire"
        said = f"{author} propose un terme, {quoted(proposal.title)}"
        kept = [f"{proposal.title}\u202f: {proposal.summary}."]
    elif proposal.is_problem and page is not None:
        told = keepers_of(page)
        kept = [f"{proposal.get_problem_display()}\u202f:"]
        said = f"{author} signale un problème sur {about}"
    elif proposal.is_new_page:
        what = "une actualité" if proposal.is_news else "une page"
        said = f"{author} propose {what}, {quoted(proposal.title)}"
    elif proposal.is_question:
        said = f"{author} pose une question sur {about}"
    else:
        said = f"{author} propose une correction de {about}"
    letters.write(
        [person for person in told if person != author],
        said,
        f"{said}, {where}.",
        *kept,
        word=proposal.text[:1000] if proposal.is_told_whole else "",
        action="Lire et répondre",
        address=proposal.get_absolute_url(),
    )


def answered(proposal: Proposal, by: Member) -> None:
    """To the author: what became of it, with the word of who answers."""
    author = proposal.author
    if author is None or author == by or not author.is_active:
        return
    name, about = by.get_full_name(), quoted(str(proposal))
    refused = proposal.state == Proposal.State.REFUSED
    more: list[str] = []
    if proposal.is_problem:
        subject = f"Votre signalement sur {about}"
        done = f"Merci\u202f: {name} a réglé le problème signalé sur {about}."
        kept = f"{name} a lu votre signalement sur {about}, et n’y change rien."
    elif proposal.is_new_page:
        kind = "actualité" if proposal.is_news else "page"
        subject = f"Votre {kind} {about}"
        shown = proposal.made is not None and proposal.made.live
        what = "l’a publiée" if shown else "la prépare pour la publier"
        done = f"Merci\u202f: {name} accepte votre {kind} {about} et {what}."
        if shown and not refused and not proposal.is_news:
            more = [OWNED]
        kept = f"{name} n’a pas retenu votre {kind} {about}."
    elif proposal.is_term:
        subject = f"Votre terme {about}"
        done = f"Merci\u202f: {name} a ajouté {about} au glossaire."
        kept = f"{name} n’a pas retenu le terme {about}."
    elif proposal.is_question:
        subject = f"Votre question sur {about}"
        done = f"{name} a répondu à votre question sur {about}."
        kept = f"{name} a lu votre question sur {about}, qui reste sans réponse là."
    else:
        subject = f"Votre correction de {about}"
        done = f"Merci\u202f: {name} a corrigé {about} comme vous le proposiez."
        kept = f"{name} n’a pas retenu votre correction de {about}."
    letters.write(
        [author],
        subject,
        kept if refused else done,
        *more,
        *(["Voici son mot\u202f:"] if proposal.answer else []),
        word=proposal.answer,
        action="Voir la réponse",
        address=proposal.get_absolute_url(),
    )
