"""The mails that say what another has changed in one's account."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from background import mail
from members.models import Member
from members.reach import whom_to_write


def address_changed(account: Member, before: str, now: str, by: Member | None) -> None:
    """At the old address and at the new one."""
    sentence = (
        f"Votre adresse de connexion a été changée\u202f: c’était {before}, "
        f"c’est désormais {now}."
    )
    for address in (before, now):
        write(account, address, sentence, by, signs_in_again=True)


def rank_changed(account: Member, rank: str, by: Member | None) -> None:
    sentence = f"Ce que vous êtes sur le site a changé\u202f: {rank}."
    write(account, account.email, sentence, by)


def rpps_changed(account: Member, by: Member | None) -> None:
    sentence = (
        "Votre numéro RPPS a été changé\u202f: c’est lui que Pro Santé Connect "
        "présente pour ouvrir votre compte."
        if account.rpps
        else "Votre numéro RPPS a été retiré\u202f: il n’ouvre plus votre compte par "
        "Pro Santé Connect."
    )
    write(account, account.email, sentence, by)


def card_changed(account: Member, fields: str, by: Member | None) -> None:
    """By a file of the staff: `fields` names what it changed."""
    sentence = (
        f"Votre fiche de l’annuaire a été mise à jour par un fichier\u202f: {fields}."
    )
    write(account, account.email, sentence, by, card=True)


def closed(account: Member, by: Member | None) -> None:
    state(account, "fermé", by)


def opened(account: Member, by: Member | None) -> None:
    state(account, "de nouveau ouvert", by)


def erased(account: Member, by: Member | None) -> None:
    """To be called while the account still has its address."""
    state(account, "effacé", by)


def state(account: Member, now: str, by: Member | None) -> None:
    """What an account has become, who did it, and whom to ask."""
    context = {
        "member": account,
        "now": now,
        "by": by,
        "when": timezone.localtime(),
        "link": settings.SITE_ADDRESS + reverse("account_login"),
        "write_to": whom_to_write(),
    }
    mail.post("account_state", account.email, context)


def write(
    account: Member,
    to: str,
    sentence: str,
    by: Member | None,
    *,
    signs_in_again: bool = False,
    card: bool = False,
) -> None:
    """`signs_in_again`, `card`: what the letter asks to do then, with its link."""
    context = {
        "member": account,
        "sentence": sentence,
        "by": by,
        "when": timezone.localtime(),
        "signs_in_again": signs_in_again and by != account,
        "link": settings.SITE_ADDRESS + reverse("account_login"),
        "card": settings.SITE_ADDRESS + reverse("members:my_card") if card else "",
    }
    mail.post("account_changed", to, context)
