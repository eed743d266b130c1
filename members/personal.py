"""All that is held about a person (GDPR, articles 15 and 20), as one ZIP.

Each app adds what it holds: a function that gives a part of `donnees.json`, and one
that gives files. A lower app never names a higher one (design § 2).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from members import identities
from members.directory.week import days_in_words
from members.models import (
    Absence,
    Invitation,
    JoinRequest,
    JournalEntry,
    Member,
)
from members.signing_in import records, sessions
from members.zipped import Sink, copied

#: Name of a part, and what gives it.
Part = tuple[str, Callable[[Member], Any]]
#: Path in the ZIP, and a file open for reading.
Files = Callable[[Member], Iterable[tuple[str, Any]]]


def account(member: Member) -> dict[str, Any]:
    return {
        "adresse mail": member.email,
        "prénom": member.first_name,
        "nom": member.last_name,
        "rôle": member.get_role_display(),
        "arrivée": member.date_joined,
        "dernière connexion": member.last_login,
        "nouveautés par mail": member.get_news_mail_display(),
    }


def card(member: Member) -> dict[str, Any]:
    return {
        "professions": [profession.name for profession in member.professions.all()],
        "numéro RPPS": member.rpps,
        "téléphone": member.phone,
        "qui voit le téléphone": member.get_phone_audience_display(),
        "me contacter pour": member.concerns,
        "jours de travail": days_in_words(member.working_days),
        "quand me joindre": member.working_hours,
        "fiche confirmée": member.confirmed_at,
        "lieux d’exercice": [
            {
                "structure": str(practice.structure or ""),
                "commune": practice.commune_name,
                "code de la commune": practice.commune_code,
            }
            for practice in member.practices.select_related("structure")
        ],
        "absences": [
            {
                "du": absence.starts_on,
                "au": absence.ends_on,
                "remplacement": str(absence.replaced_by or absence.replacement),
            }
            for absence in Absence.objects.filter(member=member).select_related(
                "replaced_by"
            )
        ],
    }


def belonging(member: Member) -> dict[str, Any]:
    return {
        "espaces": [
            {
                "espace": membership.space.name,
                "rôle": membership.get_role_display(),
                "depuis": membership.joined_at,
                "jusqu’au": membership.ends_on,
            }
            for membership in member.memberships.select_related("space")
        ],
        "demandes": [
            {
                "espace": request.space.name,
                "pourquoi": request.word,
                "état": request.get_state_display(),
                "réponse": request.answer,
                "faite le": request.made_at,
            }
            for request in member.space_requests.select_related("space")
        ],
    }


def coming_in(member: Member) -> dict[str, Any]:
    invitation = Invitation.objects.filter(accepted_by=member).first()
    return {
        "invitation": {
            "faite le": invitation.made_at,
            "par": str(invitation.invited_by or ""),
            "mot": invitation.word,
            "ce qu’on savait": invitation.details,
        }
        if invitation
        else None,
        "demandes d’adhésion": list(
            JoinRequest.objects.filter(email=member.email).values(
                "first_name",
                "last_name",
                "commune_code",
                "commune_name",
                "why",
                "state",
                "answer",
            )
        ),
        "chartes acceptées": [
            {"version": signature.charter.version, "le": signature.signed_at}
            for signature in member.signatures.select_related("charter")
        ],
        "personnes invitées": [
            {"adresse": made.email, "le": made.made_at}
            for made in member.invitations_made.all()
        ],
    }


def signing_in(member: Member) -> dict[str, Any]:
    """His means to sign in and his open sessions; of secrets, only that they are."""
    return {
        "mot de passe": member.has_usable_password(),
        "seconds facteurs": [
            {
                "nature": records.factor_name(factor),
                "ajouté le": factor.created_at,
                "servi le": factor.last_used_at,
            }
            for factor in Authenticator.objects.filter(user=member)
        ],
        "identités liées": [
            {
                "fournisseur": identities.NAMES.get(account.provider, account.provider),
                "identifiant": account.uid,
                "ce qu’il a dit": account.extra_data,
                "liée le": account.date_joined,
            }
            for account in SocialAccount.objects.filter(user=member)
        ],
        "sessions ouvertes": [
            {
                "ouverte le": session.created_at,
                "vue le": session.last_seen_at,
                "adresse IP": session.ip,
                "appareil": session.user_agent,
            }
            for session in sessions.of(member)
        ],
    }


def journal_lines(member: Member) -> list[dict[str, Any]]:
    """What he did, and what was done to him: from where, of the first only.

    The address of somebody else is his own (GDPR, article 15 § 4).
    """
    return [
        {
            "quand": entry.at,
            "quoi": entry.get_kind_display(),
            "détail": entry.sentence,
            "adresse IP": entry.address if entry.by_id == member.pk else None,
        }
        for entry in (
            JournalEntry.objects.filter(by=member)
            | JournalEntry.objects.filter(about=member)
        )
    ]


def photo(member: Member) -> Iterator[tuple[str, Any]]:
    if member.photo:
        yield "photo.jpg", member.photo.storage.open(str(member.photo.name), "rb")


parts: list[Part] = [
    ("compte", account),
    ("connexion", signing_in),
    ("fiche de l’annuaire", card),
    ("espaces", belonging),
    ("arrivée", coming_in),
    ("journal", journal_lines),
]
files: list[Files] = [photo]

READ_ME = """\
Voici tout ce que le site garde sur vous.

donnees.json    vos données, telles qu’elles sont rangées (texte, UTF-8)
fichiers/       les fichiers que vous avez déposés, et votre photo

Une question, une erreur\u202f? Écrivez à l’équipe du Pays.
"""


class Encoder(DjangoJSONEncoder):
    """Moments by the clock of the place, to the second (ISO 8601, with the offset)."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime) and timezone.is_aware(o):
            return timezone.localtime(o).isoformat(timespec="seconds")
        return super().default(o)


def archive(member: Member) -> Iterator[bytes]:
    """The ZIP, as pieces of bytes; no more than one piece is ever in memory."""
    sink = Sink()
    held = {name: give(member) for name, give in parts}
    text = json.dumps(held, cls=Encoder, ensure_ascii=False, indent=2)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("LISEZ-MOI.txt", READ_ME)
        made.writestr("donnees.json", text)
        yield sink.take()
        for give_files in files:
            for name, file in give_files(member):
                yield from copied(made, sink, f"fichiers/{name}", file)
    yield sink.take()
