"""What the directory of the demonstration knows of its people, and whom else.

Numbers are of fiction: telephones of the range that ARCEP keeps for it (04 65 71 xx
xx), RPPS that begin as none does, with a right key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from stdnum import luhn

from home.demo.drawing import portrait
from home.demo.people import EXITS, GES, at
from members.communes import Commune, named
from members.directory import photos, refold
from members.models import (
    Absence,
    Contact,
    Member,
    Practice,
    Profession,
    Space,
    Structure,
)

LAPALISSE, VARENNES, VICHY = "Lapalisse (03)", "Varennes-sur-Allier", "Vichy"
SAINT_POURCAIN, CUSSET, GANNAT = "Saint-Pourçain-sur-Sioule", "Cusset", "Gannat"
SAINT_PRIX = "Saint-Prix (03)"
MSP, EHPAD, HOSPITAL = (
    "Maison de santé de la Besbre",
    "EHPAD Les Tilleuls",
    "Hôpital de Vichy",
)
CLIC, TOWN_HALL, PHARMACY = (
    "CLIC de l’agglomération",
    "Mairie de Lapalisse",
    "Pharmacie du Pont",
)


def phone(number: int) -> str:
    return f"04 65 71 {number // 100:02} {number % 100:02}"


def rpps(number: int) -> str:
    digits = f"99900000{number:02}"
    return f"{digits}{luhn.calc_check_digit(digits)}"


@dataclass(frozen=True)
class Place:
    name: str
    kind: str
    commune: str
    street: str
    concerns: str


@dataclass(frozen=True)
class Card:
    """`places` are (commune, structure or nothing); `drawn` is a portrait's number."""

    concerns: str = ""
    places: tuple[tuple[str, str], ...] = ()
    days: str = "12345"
    hours: str = ""
    audience: str = Member.PhoneAudience.MEMBERS
    has_rpps: bool = True
    drawn: int = 0


PLACES = [
    Place(
        MSP,
        "msp",
        LAPALISSE,
        "12, rue de la Besbre",
        "Médecins, infirmières, kinésithérapeutes, sage-femme\u202f; rendez-vous dans "
        "la journée pour les urgences.",
    ),
    Place(
        EHPAD,
        "ehpad",
        VARENNES,
        "3, allée des Tilleuls",
        "Hébergement permanent et temporaire, accueil de jour.",
    ),
    Place(
        HOSPITAL,
        "hopital",
        VICHY,
        "1, boulevard de la Fiction",
        "Service social des sorties\u202f: prévenir la veille avant 15 h.",
    ),
    Place(
        CLIC,
        "clic",
        VICHY,
        "5, place de la Mairie",
        "Renseigner et orienter les personnes âgées et leurs proches.",
    ),
    Place(TOWN_HALL, "mairie", LAPALISSE, "Place du Château", "Aide sociale, CCAS."),
    Place(
        PHARMACY,
        "pharmacie",
        SAINT_POURCAIN,
        "27, rue du Pont",
        "Préparation des doses à administrer, location de matériel médical.",
    ),
]
CARDS = {
    "membre": Card(
        "Diabète, plaies chroniques, chimiothérapie à domicile",
        ((LAPALISSE, MSP), (SAINT_PRIX, "")),
        "12456",
        "Entre 12 h et 14 h, ou par message à tout moment.",
        drawn=1,
    ),
    "animatrice": Card(
        "Préparer une sortie d’hôpital, trouver un lit de suite",
        ((VICHY, HOSPITAL),),
        hours="De 9 h à 17 h.",
        drawn=2,
    ),
    "pays": Card(
        "Le groupement, ses espaces, vos projets",
        ((VICHY, ""),),
        hours="De 9 h à 17 h 30.",
        has_rpps=False,
        drawn=3,
    ),
    "occasionnel": Card(
        "Dossiers d’aide à domicile, hébergement temporaire",
        ((VICHY, HOSPITAL),),
        "1234",
        audience=Member.PhoneAudience.SPACES,
    ),
    "exterieur": Card(
        "Bilans de langage, bégaiement", ((CUSSET, ""),), "1245", has_rpps=False
    ),
    "paul.esnault": Card(
        "Visites à domicile, soins palliatifs",
        ((LAPALISSE, MSP), (VARENNES, EHPAD)),
        "12345",
        "Le matin de 8 h à 9 h.",
        audience=Member.PhoneAudience.SPACES,
    ),
    "anne.villard": Card(
        "Pilulier, conciliation des traitements, oxygène",
        ((SAINT_POURCAIN, PHARMACY),),
        "123456",
        "De 9 h à 19 h, le samedi jusqu’à midi.",
    ),
    "lise.aubert": Card(
        "Suivi des maladies chroniques, éducation thérapeutique",
        ((SAINT_PRIX, ""), (LAPALISSE, MSP)),
        "1245",
        "Mercredi non travaillé.",
    ),
    "marc.thevenet": Card(
        "Soins infirmiers à domicile, places disponibles",
        ((VARENNES, ""),),
        hours="Permanence de 8 h 30 à 12 h.",
    ),
    "josette.girard": Card(
        "Avis gériatrique, unité mobile",
        ((VICHY, HOSPITAL),),
        "134",
        audience=Member.PhoneAudience.STAFF,
    ),
    "sophie.brunet": Card(
        "Suivi de grossesse, entretien prénatal, retour précoce de maternité",
        ((GANNAT, ""), (LAPALISSE, MSP)),
        "1345",
    ),
    "karim.haddad": Card(
        "Rééducation à domicile, prévention des chutes", ((CUSSET, ""),), "12345"
    ),
    "luc.peronnet": Card("", ((GANNAT, ""),), "1235", has_rpps=False),
    "emilie.roche": Card(
        "Soins dentaires des enfants et des résidents d’EHPAD",
        ((SAINT_POURCAIN, ""),),
        "1245",
    ),
    "bernard.chassaing": Card(
        "Élu référent santé", ((LAPALISSE, TOWN_HALL),), "", has_rpps=False
    ),
    "monique.laurent": Card("", ((GANNAT, ""),), "", has_rpps=False),
    "thomas.gidel": Card("Pied diabétique", ((VICHY, ""),), "1235"),
    "ines.carvalho": Card(
        "Soutien aux aidants, consultation jeunes", ((CUSSET, ""),), "234"
    ),
}
CONTACTS = [
    (
        "Véronique",
        "Sabatier",
        "Service social des sorties",
        HOSPITAL,
        EXITS,
        "Toute sortie qui demande une aide à domicile",
    ),
    (
        "Didier",
        "Moulin",
        "Fournisseur d’oxygène, astreinte",
        "",
        EXITS,
        "Livraison d’oxygène le jour même",
    ),
    (
        "Catherine",
        "Bellot",
        "Conseillère du CLIC",
        CLIC,
        GES,
        "Orientation des personnes âgées, aides financières",
    ),
]


def only(name: str) -> Commune:
    """The commune of this name; the demonstration names each so that it is one."""
    (found,) = named(name)
    return found


@transaction.atomic
def ensure_directory() -> int:
    """Fill the cards that nobody has written yet; return how many."""
    places = ensure_structures()
    filled = 0
    for number, (name, card) in enumerate(CARDS.items(), 1):
        member = Member.objects.get_queryset().filter(email=at(name)).first()
        if member and not member.confirmed_at and not member.phone:
            fill(member, card, number, places)
            filled += 1
    ensure_absences()
    ensure_contacts(places)
    return filled


def ensure_structures() -> dict[str, Structure]:
    found = {}
    for number, place in enumerate(PLACES, 80):
        commune = only(place.commune)
        found[place.name], _ = Structure.objects.get_or_create(
            name=place.name,
            commune_code=commune.code,
            defaults={
                "commune_name": commune.name,
                "kind": place.kind,
                "street": place.street,
                "phone": phone(number),
                "concerns": place.concerns,
            },
        )
    return found


def fill(member: Member, card: Card, number: int, places: dict[str, Structure]) -> None:
    member.phone = phone(number)
    member.phone_audience = card.audience
    member.concerns = card.concerns
    member.working_days = card.days
    member.working_hours = card.hours
    member.rpps = rpps(number) if card.has_rpps and is_carer(member) else ""
    member.confirmed_at = timezone.now() - timedelta(days=20 * number)
    if card.drawn:
        photos.put_photo(member, portrait(card.drawn))
    member.save()
    for position, (commune_name, structure) in enumerate(card.places):
        commune = only(commune_name)
        Practice.objects.create(
            member=member,
            structure=places.get(structure),
            commune_code=commune.code,
            commune_name=commune.name,
            position=position,
        )
    refold(member)


def is_carer(member: Member) -> bool:
    return Profession.objects.filter(members=member).exclude(code="").exists()


def ensure_absences() -> None:
    """Lise Aubert is away, and replaced; Luc Péronnet will be."""
    people = {m.email: m for m in Member.objects.get_queryset()}
    today = timezone.localdate()
    for name, first, last, by, word in (
        ("lise.aubert", -3, 5, "membre", ""),
        ("luc.peronnet", 20, 34, "", f"Dr Martin, remplaçant, {phone(95)}"),
    ):
        member = people.get(at(name))
        if member is not None and not member.absences.exists():
            Absence.objects.create(
                member=member,
                starts_on=today + timedelta(first),
                ends_on=today + timedelta(last),
                replaced_by=people.get(at(by)),
                replacement=word,
            )


def ensure_contacts(places: dict[str, Structure]) -> None:
    spaces = {space.slug: space for space in Space.objects.all()}
    for number, (first, last, function, place, slug, concerns) in enumerate(
        CONTACTS, 90
    ):
        structure = places.get(place)
        Contact.objects.get_or_create(
            first_name=first,
            last_name=last,
            space=spaces[slug],
            defaults={
                "function": function,
                "structure": structure,
                "commune_code": structure.commune_code if structure else "",
                "commune_name": structure.commune_name if structure else "",
                "phone": phone(number),
                "concerns": concerns,
            },
        )
