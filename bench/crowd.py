"""A crowd for the directory: members of the professions and communes of the Allier.

Names, telephones and absences are drawn by chance, always the same for one number.
"""

from __future__ import annotations

import random
import re
from datetime import timedelta

from members import communes
from members.words import kept

FIRST = re.findall(
    r"\w+",
    "Agnès Alain Amélie André Anne Antoine Béatrice Benoît Camille Caroline Cécile "
    "Céline Chantal Christophe Claire Clément Damien Denis Dominique Élise Élodie "
    "Émilie Éric Fabien Florence François Françoise Frédéric Gaëlle Gérard Hélène "
    "Hugues Isabelle Jacques Jean Jeanne Joël Julie Karim Laurence Léa Lucie Manon "
    "Marc Marie Martine Mathieu Michel Mohamed Nadia Noémie Olivier Pascal Patricia "
    "Paul Philippe Rémi Sandrine Sophie Stéphane Sylvie Thomas Valérie Xavier Yves Zoé",
)
LAST = re.findall(
    r"\w+",
    "Aubert Auclair Barge Barthélemy Baudoin Bayard Beaufils Bérard Bernard Bidault "
    "Blanchet Bonnet Bouchard Bourgeois Boyer Brun Carré Chabrol Champagnat Chassaing "
    "Chevalier Collange Cornil Courtine Daviot Débordes Delorme Desforges Dubost Dumas "
    "Duranton Esnault Faure Favier Fayolle Ferrand Forestier Fournier Garnier Gaudin "
    "Gidel Girard Guérin Guillaumin Hébrard Imbert Jacquet Joly Labbé Lafaye Laforêt "
    "Lamoureux Laurent Lefèvre Mallet Martinet Mercier Michard Mœglé Morand Moulin "
    "Nicolas Noël Ossédat Perrin Péronnet Pommier Quantin Raynaud Rigaud Roche Roux "
    "Sabatier Saulnier Simonnet Tabutin Thévenet Tixier Urbain Vacher Vallet Vauzelle "
    "Villard Virlogeux Wagner Yvernault Zimmermann",
)
CONCERNS = [
    "Diabète, plaies chroniques",
    "Soins palliatifs à domicile",
    "Rééducation, prévention des chutes",
    "Suivi de grossesse, retour de maternité",
    "Bilans de langage",
    "Aide à l’arrêt du tabac",
    "",
]
SPACES = 12
SHORT = re.compile(r"[,(]| \(")


def allier() -> list[communes.Commune]:
    """Every commune of the department, the most populated first."""
    lines = communes.as_written().splitlines()[1:]
    found = [communes.of_code(line[:5]) for line in lines if line.startswith("03")]
    return [commune for commune in found if commune is not None]


def make_spaces() -> list[int]:
    from members.models import Space

    return [
        Space.objects.get_or_create(
            slug=f"foule-{number}",
            defaults={
                "name": f"Groupe de travail {number}",
                "initials": f"{number:02}",
                "hue": number % 6 + 1,
                "visibility": "members" if number % 3 else "people",
            },
        )[0].pk
        for number in range(1, SPACES + 1)
    ]


def make_structures(places: list[communes.Commune], count: int) -> list[int]:
    from members.directory import refold_rows
    from members.models import Structure

    kinds = Structure.Kind.choices
    made = [
        Structure(
            name=f"{SHORT.split(str(kinds[n % len(kinds)][1]))[0]} {n + 1}",
            kind=kinds[n % len(kinds)][0],
            commune_code=places[n % len(places)].code,
            commune_name=places[n % len(places)].name,
            phone=f"04 65 71 {n // 100 % 100:02} {n % 100:02}",
        )
        for n in range(count)
    ]
    for structure in made:
        structure.name = structure.name[:1].upper() + structure.name[1:]
    Structure.objects.bulk_create(made)
    refold_rows(Structure.objects.all())
    return list(Structure.objects.values_list("pk", flat=True))


def make(count: int, seed: int = 3) -> None:
    """Add `count` members in twelve spaces, with structures, places and absences."""
    from django.utils import timezone

    from members.directory import refold_rows
    from members.models import (
        Absence,
        Member,
        Membership,
        Practice,
        Profession,
        Structure,
    )

    chance = random.Random(seed)
    places = allier()
    # Towns have more carers than villages.
    weights = [1 / (rank + 3) for rank in range(len(places))]
    spaces = make_spaces()
    structures = Structure.objects.in_bulk(make_structures(places, max(6, count // 25)))
    professions = list(Profession.objects.values_list("pk", flat=True))
    audiences = list(Member.PhoneAudience)
    today = timezone.localdate()
    start = Member.objects.get_queryset().count()
    people = [
        Member(
            email=f"foule{start + n}@foule.example",
            first_name=chance.choice(FIRST),
            last_name=chance.choice(LAST),
            password="!",
            phone=f"04 65 71 {n // 100 % 100:02} {n % 100:02}",
            phone_audience=chance.choices(audiences, [6, 3, 1])[0],
            concerns=chance.choice(CONCERNS),
            working_days=chance.choice(["12345", "1245", "135", "123456"]),
        )
        for n in range(count)
    ]
    for person in people:
        person.folded = kept(person.last_name, person.first_name)
    people = Member.objects.get_queryset().bulk_create(people, batch_size=500)
    through = Member.professions.through
    through.objects.bulk_create(
        [
            through(member_id=person.pk, profession_id=pk)
            for person in people
            for pk in chance.sample(professions, chance.choice([1, 1, 1, 2]))
        ],
        batch_size=500,
    )
    practices = []
    for person in people:
        structure = structures[chance.choice(list(structures))]
        commune = chance.choices(places, weights)[0]
        in_structure = chance.random() < 0.6
        practices.append(
            Practice(
                member=person,
                structure=structure if in_structure else None,
                commune_code=structure.commune_code if in_structure else commune.code,
                commune_name=structure.commune_name if in_structure else commune.name,
            )
        )
    Practice.objects.bulk_create(practices, batch_size=500)
    Membership.objects.bulk_create(
        [
            Membership(member=person, space_id=space)
            for person in people
            for space in chance.sample(spaces, chance.choice([1, 2, 3]))
        ],
        batch_size=500,
    )
    Absence.objects.bulk_create(
        [
            Absence(member=person, starts_on=today, ends_on=today + timedelta(n % 20))
            for n, person in enumerate(people)
            if n % 15 == 0
        ]
    )
    refold_rows(Member.objects.get_queryset())
