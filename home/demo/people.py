"""Who signs in to the demonstration, and where each belongs.

Telephone numbers of the demonstration are of the range that ARCEP keeps for fiction
(plan national de numérotation, 04 65 71 xx xx).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from members.coming_in.charter import in_force
from members.models import (
    Member,
    Membership,
    Profession,
    Signature,
    Space,
    SpaceRequest,
)
from members.signing_in import factors

DEMO_PASSWORD = "maillage-demo-2026"  # noqa: S105 - shown on purpose, demo only
#: The key of the application of codes of those who must have a second factor (Base32).
DEMO_SECRET = "MAILLAGEDEMODEMO"  # noqa: S105 - the same

READER, CONTRIBUTOR, EDITOR = "reader", "contributor", "editor"
GES, EXITS, CHILDREN, STEERING, VACCINATION = (
    "ges",
    "sorties-d-hopital",
    "sante-de-l-enfant",
    "comite-de-pilotage",
    "centre-de-vaccination",
)
SPACES = [
    {
        "slug": EXITS,
        "name": "Sorties d’hôpital",
        "initials": "SH",
        "hue": 2,
        "visibility": "people",
        "joining": "request",
        "contribution": "contribute",
        "allows_links": True,
        "purpose": "Préparer le retour à domicile avec l’hôpital, pour que personne ne "
        "rentre chez soi un vendredi soir sans ordonnance ni infirmière prévenue.",
    },
    {
        "slug": CHILDREN,
        "name": "Santé de l’enfant",
        "initials": "SE",
        "hue": 3,
        "visibility": "members",
        "joining": "open",
        "contribution": "contribute",
        "purpose": "Repérer plus tôt les troubles du développement et s’orienter entre "
        "PMI, école, orthophonistes et pédopsychiatrie.",
    },
    {
        "slug": STEERING,
        "name": "Comité de pilotage",
        "initials": "CP",
        "hue": 4,
        "visibility": "people",
        "joining": "invitation",
        "contribution": "publish",
        "purpose": "Les élus référents, les représentants des professions et l’équipe "
        "du Pays y préparent les décisions du groupement.",
    },
    {
        "slug": VACCINATION,
        "name": "Centre de vaccination",
        "initials": "CV",
        "hue": 5,
        "visibility": "members",
        "joining": "invitation",
        "contribution": "publish",
        "state": "archived",
        "purpose": "Le centre éphémère de la salle des fêtes, fermé depuis\u202f: qui "
        "faisait quoi, et ce qu’il faudrait refaire.",
    },
]
#: Who asks to enter where, and with what word.
REQUESTS = [
    (
        "ines.carvalho",
        EXITS,
        "Je suis psychologue à la maison de santé. Je reçois des patients à leur "
        "retour de l’hôpital, et j’aimerais préparer ces retours avec vous.",
    ),
]


@dataclass(frozen=True)
class Person:
    """`places` are (space, role, days until the end or None); `who` is for sign-in."""

    email: str
    first_name: str
    last_name: str
    professions: tuple[str, ...] = ()
    places: tuple[tuple[str, str, int | None], ...] = ()
    role: str = Member.Role.PERMANENT
    who: str = ""
    superuser: bool = field(default=False)


def at(name: str) -> str:
    return f"{name}@demo.example"


def ges(
    *others: tuple[str, str, int | None],
) -> tuple[tuple[str, str, int | None], ...]:
    return ((GES, CONTRIBUTOR, None), *others)


NURSE = "Infirmier, infirmière"
PHYSIO = "Masseur-kinésithérapeute, masseuse-kinésithérapeute"
DOCTOR = "Médecin généraliste"
PHARMACIST = "Pharmacien, pharmacienne"
ELECTED = "Élu, élue"
COORDINATOR = "Coordinateur, coordinatrice"

PEOPLE = [
    Person(
        at("membre"),
        "Claire",
        "Morand",
        (NURSE,),
        ges((EXITS, CONTRIBUTOR, None)),
        who="membre du GES et du groupe «\u202fSorties d’hôpital\u202f» (infirmière)",
    ),
    Person(
        at("animatrice"),
        "Hélène",
        "Vauzelle",
        ("Cadre de santé",),
        ges((EXITS, EDITOR, None)),
        who="anime le groupe «\u202fSorties d’hôpital\u202f» (cadre de santé)",
    ),
    Person(
        at("pays"),
        "Nadia",
        "Ferrand",
        (COORDINATOR,),
        ges(
            (STEERING, EDITOR, None),
            (EXITS, CONTRIBUTOR, None),
            (VACCINATION, EDITOR, None),
        ),
        role=Member.Role.STAFF,
        who="équipe du Pays\u202f: publie partout (coordinatrice santé)",
    ),
    Person(
        at("occasionnel"),
        "Marc",
        "Delorme",
        ("Assistant social, assistante sociale",),
        ((EXITS, CONTRIBUTOR, 120),),
        role=Member.Role.OCCASIONAL,
        who="membre occasionnel de «\u202fSorties d’hôpital\u202f», pour quatre mois",
    ),
    Person(
        at("exterieur"),
        "Julie",
        "Pommier",
        ("Orthophoniste",),
        who="vient d’arriver\u202f: n’a encore rejoint aucun espace fermé",
    ),
    Person(
        at("admin"),
        "Pascal",
        "Rigaud",
        ("Agent territorial, agente territoriale",),
        role=Member.Role.STAFF,
        superuser=True,
        who="administration du site",
    ),
    Person(
        at("paul.esnault"),
        "Paul",
        "Esnault",
        (DOCTOR,),
        ges((EXITS, CONTRIBUTOR, None), (STEERING, CONTRIBUTOR, None)),
    ),
    Person(
        at("anne.villard"),
        "Anne",
        "Villard",
        (PHARMACIST,),
        ges((EXITS, CONTRIBUTOR, None)),
    ),
    Person(
        at("lise.aubert"),
        "Lise",
        "Aubert",
        ("Infirmier, infirmière en pratique avancée",),
        ges((CHILDREN, CONTRIBUTOR, None)),
    ),
    Person(
        at("marc.thevenet"),
        "Marc",
        "Thévenet",
        (NURSE, COORDINATOR),
        ges((EXITS, CONTRIBUTOR, None), (VACCINATION, CONTRIBUTOR, None)),
    ),
    Person(
        at("josette.girard"),
        "Josette",
        "Girard",
        ("Médecin spécialiste",),
        ges((EXITS, CONTRIBUTOR, None)),
    ),
    Person(
        at("sophie.brunet"),
        "Sophie",
        "Brunet",
        ("Sage-femme",),
        ges((CHILDREN, EDITOR, None)),
    ),
    Person(at("karim.haddad"), "Karim", "Haddad", (PHYSIO,), ges()),
    Person(at("luc.peronnet"), "Luc", "Péronnet", (DOCTOR,), ges()),
    Person(
        at("emilie.roche"),
        "Émilie",
        "Roche",
        ("Chirurgien-dentiste, chirurgienne-dentiste",),
        ges((CHILDREN, CONTRIBUTOR, None)),
    ),
    Person(
        at("bernard.chassaing"),
        "Bernard",
        "Chassaing",
        (ELECTED,),
        ges((STEERING, CONTRIBUTOR, None)),
    ),
    Person(
        at("monique.laurent"),
        "Monique",
        "Laurent",
        (ELECTED,),
        ((GES, READER, None), (STEERING, CONTRIBUTOR, None)),
    ),
    Person(at("thomas.gidel"), "Thomas", "Gidel", ("Pédicure-podologue",), ges()),
    Person(
        at("ines.carvalho"),
        "Inès",
        "Carvalho",
        ("Psychologue",),
        ges((CHILDREN, CONTRIBUTOR, None)),
    ),
    Person(
        at("remi.fayolle"),
        "Rémi",
        "Fayolle",
        ("Directeur, directrice d’établissement",),
        ((EXITS, READER, -20),),
        role=Member.Role.OCCASIONAL,
    ),
]


def sign_ins() -> list[tuple[str, str, bool]]:
    """The addresses worth trying, what each shows, if it asks for a second factor."""
    asked = set(
        Authenticator.objects.filter(type="totp").values_list("user__email", flat=True)
    )
    return [(p.email, p.who, p.email in asked) for p in PEOPLE if p.who]


def give_second_factors() -> None:
    """To those who must have one and have none: the demonstration's, known to all."""
    for person in Member.objects.filter(email__in=[person.email for person in PEOPLE]):
        if factors.must_set_up(person):
            TOTP.activate(person, DEMO_SECRET)


def ensure_spaces() -> None:
    for space in SPACES:
        Space.objects.get_or_create(slug=space["slug"], defaults=space)


@transaction.atomic
def ensure_people(people: Iterable[Person] = PEOPLE) -> int:
    """Add those who are missing, with what they belong to; return how many."""
    known = set(Member.objects.values_list("email", flat=True))
    missing = [person for person in people if person.email not in known]
    if not missing:
        give_second_factors()
        return 0
    password = make_password(DEMO_PASSWORD)  # once: a hash takes a third of a second
    spaces = {space.slug: space for space in Space.objects.all()}
    professions = {p.name: p for p in Profession.objects.all()}
    charter = in_force()
    today = timezone.localdate()
    for person in missing:
        member = Member.objects.create(
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            role=person.role,
            is_superuser=person.superuser,
            password=password,
        )
        if charter is not None:
            Signature.objects.create(charter=charter, member=member)
        named = [professions.get(name) for name in person.professions]
        member.professions.set([p for p in named if p is not None])
        for slug, role, days in person.places:
            ends_on = None if days is None else today + timedelta(days)
            place = Membership.objects.create(
                space=spaces[slug], member=member, role=role, ends_on=ends_on
            )
            if place.is_over:  # he came before he left
                came = timezone.now() - timedelta(90)
                Membership.objects.filter(pk=place.pk).update(joined_at=came)
    for name, slug, word in REQUESTS:
        if at(name) in {person.email for person in missing}:
            SpaceRequest.objects.create(
                space=spaces[slug],
                member=Member.objects.get(email=at(name)),
                word=word,
            )
    give_second_factors()
    return len(missing)
