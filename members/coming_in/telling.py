"""What inviting did, in sentences that are true."""

from __future__ import annotations

import math

from members.coming_in.guests import Outcome
from members.templatetags.french import grouped

#: So many are told one by one, more are counted.
ONE_BY_ONE = 5
#: So many mails leave in a minute, on a server that answers at its ease.
A_MINUTE = 60
#: Where the role of an account is changed.
WHERE = "voyez l’administration, «\u202fComptes\u202f»"


def told(outcomes: list[Outcome]) -> list[str]:
    """A sentence for each kind, or for each address when they are few."""
    invited = [done for done in outcomes if done.kind == Outcome.INVITED]
    others = [done for done in outcomes if done.kind != Outcome.INVITED]
    sentences = []
    if invited:
        sentences.append(ready(len(invited)))
    if len(others) <= ONE_BY_ONE:
        return sentences + [of_one(done) for done in others]
    return sentences + counted(others)


def ready(count: int) -> str:
    """« 3 000 invitations prêtes », and how long their mails take."""
    if count == 1:
        return "1 invitation prête\u202f: le mail part dans la minute."
    minutes = math.ceil(count / A_MINUTE)
    when = "dans la minute"
    if minutes > 1:
        when = f"les uns après les autres, comptez {minutes}\u00a0minutes environ"
    return f"{grouped(count)} invitations prêtes\u202f: les mails partent {when}."


def of_one(done: Outcome) -> str:
    if done.kind == Outcome.MEMBER:
        known = f"L’adresse {done.email} a déjà un compte\u202f: {of_member(done)}."
        return f"{known} {done.kept}".strip()
    return f"{of_waiting(done)} {done.now}".strip()


def of_waiting(done: Outcome) -> str:
    """Of an address for which an invitation waited."""
    if not done.inviter:
        return (
            f"Vous aviez déjà invité {done.email}\u202f: l’invitation est complétée et "
            "repart avec un nouveau lien."
        )
    known = f"L’adresse {done.email} est déjà invitée par {done.inviter}"
    if done.kind == Outcome.RENEWED:
        added = "les espaces cochés sont ajoutés, et " if done.places else ""
        return f"{known}\u202f: {added}l’invitation repart avec un nouveau lien."
    if done.places:
        return (
            f"{known}\u202f: vos espaces sont ajoutés ({done.names}). Le lien de son "
            "mail reste bon."
        )
    return f"{known}, dans ces espaces déjà\u202f: rien n’a changé."


def of_member(done: Outcome) -> str:
    if done.places:
        return f"maintenant aussi dans {done.names}"
    if done.asked:
        return "déjà dans les espaces cochés, rien n’a changé"
    return "aucun espace n’était coché, rien n’a changé"


def counted(outcomes: list[Outcome]) -> list[str]:
    """For many, who were invited before or have an account."""
    renewed = sum(done.kind == Outcome.RENEWED for done in outcomes)
    added = [done for done in outcomes if done.kind == Outcome.ADDED]
    members = [done for done in outcomes if done.kind == Outcome.MEMBER]
    completed = sum(bool(done.places) for done in added)
    entered = sum(bool(done.places) for done in members)
    kept = sum(bool(done.kept) for done in members)
    otherwise = sum(bool(done.now) for done in outcomes)
    lines = [
        (renewed, "déjà invitées\u202f: l’invitation repart avec un nouveau lien"),
        (completed, "déjà invitées par d’autres\u202f: vos espaces sont ajoutés"),
        (len(added) - completed, "déjà invitées par d’autres\u202f: rien n’a changé"),
        (otherwise, "déjà invitées à un autre titre\u202f: c’est le nouveau qui vaut"),
        (entered, "avec un compte\u202f: ajoutées aux espaces cochés"),
        (len(members) - entered, "avec un compte\u202f: rien n’a changé"),
        (kept, f"avec un compte d’un autre rôle, qui ne change pas ici\u202f: {WHERE}"),
    ]
    return [
        f"{grouped(count)} adresse{'s' if count > 1 else ''} {says}."
        for count, says in lines
        if count
    ]
