"""The letters of the sign-in.

Whether an address has an account is looked up here, in the worker: the page that was
asked for does the same work and answers as fast in both cases. For the same reason no
mail goes to an address that has none, or anybody could have it flooded; who is invited
and lost the mail gets it again.
"""

from __future__ import annotations

from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from background import mail
from members.addresses import address_of
from members.coming_in import invitations
from members.models import Member
from members.reach import whom_to_write
from members.signing_in.devices import name_of
from members.spaces import letters

#: What allauth tells of, by the name of its template; the others are not told.
CHANGES = {
    "account/email/password_changed": "Votre mot de passe a été changé.",
    "account/email/password_reset": (
        "Votre mot de passe a été changé, par le lien d’un mail."
    ),
    "account/email/password_set": "Un mot de passe a été choisi.",
    "members/address_changed": "Votre adresse de connexion a été changée.",
    "members/rpps_changed": (
        "Votre numéro RPPS a été changé\u202f: il sert à Pro Santé Connect pour ouvrir "
        "votre compte."
    ),
    "mfa/email/totp_activated": "Une application de codes a été ajoutée.",
    "mfa/email/totp_deactivated": "L’application de codes a été retirée.",
    "mfa/email/recovery_codes_generated": "Vos codes de secours ont été renouvelés.",
    "members/recovery_code_used": "Un de vos codes de secours a servi\u202f: {left}.",
    "mfa/email/webauthn_added": "Une clé d’accès a été ajoutée.",
    "mfa/email/webauthn_removed": "Une clé d’accès a été retirée.",
    "socialaccount/email/account_connected": (
        "L’identité {identity} a été liée à votre compte."
    ),
    "socialaccount/email/account_disconnected": (
        "L’identité {identity} a été déliée de votre compte."
    ),
}


def owner_of(email: str) -> Member | None:
    """The person who may sign in with this address."""
    return Member.objects.filter(email=email.strip().lower(), is_active=True).first()


@task(queue_name=mail.QUEUE, priority=20)
def mail_reset_link(email: str, tried: int = 0) -> None:
    """Send the link by which a password is chosen, if the address has an account."""
    member = owner_of(email)
    if member is None:
        nobody_signs_in(email)
        return
    # The address of the settings, whatever host the request named.
    link = settings.SITE_ADDRESS + reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(member), default_token_generator.make_token(member)],
    )
    letter = mail.compose(
        "password_reset", member.email, {"member": member, "link": link}
    )
    if not mail.send(letter) and (when := mail.next_try(tried)):
        mail_reset_link.using(run_after=when).enqueue(email, tried + 1)


@task(queue_name=mail.QUEUE, priority=20)
def mail_address_code(email: str, code: str, minutes: int, asked_by: int) -> None:
    """Send the code that proves a new address, unless somebody has that address.

    Then its owner is told, without a code and without the name of who asked.
    """
    owner = Member.objects.get_queryset().filter(email=email).first()
    if owner is not None:
        mail.post("address_taken", email, {"member": owner, "email": email})
        return
    member = Member.objects.filter(pk=asked_by, is_active=True).first()
    if member is not None:
        context = {"member": member, "code": code, "minutes": minutes}
        mail.post("address_code", email, context)


@task(queue_name=mail.QUEUE, priority=30)
def mail_sign_in_code(email: str, code: str) -> None:
    """Send the code by which one signs in, if the address has an account.

    Not tried again: it would come too late, and the person asks for another.
    """
    member = owner_of(email)
    if member is not None:
        context = {"member": member, "code": code, "minutes": minutes_of_code()}
        mail.send(mail.compose("sign_in_code", member.email, context))
    else:
        nobody_signs_in(email)


def nobody_signs_in(email: str) -> None:
    """Who was invited gets his mail again; whose account is closed is told so."""
    closed = Member.objects.get_queryset().filter(
        email=email.strip().lower(), is_active=False, anonymised_at=None
    )
    if (member := closed.first()) is None:
        invitations.send_again.enqueue(email)
        return
    letters.write(
        [member],
        f"Votre compte de {settings.SITE_NAME} est fermé",
        "Vous avez demandé un code ou un lien pour vous connecter\u202f: votre compte "
        "est fermé, et il n’en part pas.",
        f"L’équipe du Pays peut le rouvrir\u202f: écrivez-lui ({whom_to_write()}).",
    )


def minutes_of_code() -> int:
    return int(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT) // 60


def tell_of_change(
    request: HttpRequest, member: Member, change: str, context: dict[str, Any]
) -> None:
    """Tell a person, at his address, that a means to sign in has changed."""
    sentence = CHANGES.get(change)
    if sentence is None:
        return
    mail.post(
        "credential_changed",
        context.get("to", member.email),
        {
            "member": member,
            "sentence": sentence.format(**context),
            "when": timezone.localtime(),
            "device": name_of(request.headers.get("user-agent", "")),
            "address": address_of(request) or "",
            "link": settings.SITE_ADDRESS + reverse("mfa_index"),
            # At an address that opens nothing any more, no link helps.
            "write_to": whom_to_write() if "to" in context else "",
        },
    )
