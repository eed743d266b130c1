"""Who asks for a name finds the person, above what speaks of him."""

import html
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.directory import finding, refold
from members.directory.finding import bearing
from members.models import Contact, Member, Structure
from search import indexer
from tests.members import cards
from tests.people import People, Spaces

MSP_IN_FULL = "maison de santé pluriprofessionnelle"
SignIn = Callable[[Member | None], Client]


@pytest.fixture
def known(people: People) -> People:
    cards.give(people.member, profession=cards.NURSE, commune="Lapalisse")
    cards.give(people.outsider, first_name="Émilie", last_name="Mœglé")
    indexer.rebuild()
    return people


@pytest.mark.parametrize("text", ["Morand", "claire mor", "MORAND Claire"])
def test_a_name_finds_its_person_and_leads_to_the_card_and_the_directory(
    known: People, sign_in: SignIn, text: str
) -> None:
    answer = sign_in(known.colleague).get("/recherche/", {"q": text})
    page = answer.content.decode()
    assert answer.context["people"] == [known.member]
    assert f'href="{known.member.get_absolute_url()}"' in page
    assert cards.NURSE in page
    assert 'href="/annuaire/?q=' in page


@pytest.mark.parametrize(
    "text", ["Lapalisse", "infirmière", "Morand Lapalisse", "de la", "orand"]
)
def test_what_is_not_a_name_finds_nobody(known: People, text: str) -> None:
    assert bearing(known.colleague, text, 3) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("IDE", (cards.NURSE, 1)),
        ("infirmières", (cards.NURSE, 1)),
        ("une infirmière", (cards.NURSE, 1)),
        ("psy", ("Psychologue · Psychothérapeute", 1)),
        ("psychologue", ("Psychologue", 1)),
        ("kiné", None),  # there is none
        ("infirmière Lapalisse", (cards.NURSE, 1)),
        ("infirmier·ère à Lapalisse", (cards.NURSE, 1)),
        ("infirmière Moulins", None),
        ("protocole infirmière", None),
        ("protocole", None),
        ("de la", None),
    ],
)
def test_a_profession_leads_to_those_who_have_it(
    known: People, sign_in: SignIn, text: str, told: tuple[str, int] | None
) -> None:
    cards.give(known.editor, profession="Psychologue")
    answer = sign_in(known.colleague).get("/recherche/", {"q": text})
    found = answer.context["trade"]
    assert (found and (found.name, found.count)) == told
    page = answer.content.decode()
    assert ("<b>1 membre</b>" in page) is (told is not None)
    if told:
        (address,) = set(re.findall(r'href="(/annuaire/\?q=[^"]+)"', page))
        listed = sign_in(known.colleague).get(html.unescape(address))
        assert len(listed.context["cards"]) == 1


def test_accents_do_not_matter(known: People) -> None:
    assert bearing(known.member, "emilie moegle", 3) == [known.outsider]


def test_whom_one_may_not_find_is_not_shown(known: People) -> None:
    assert bearing(known.former, "Morand", 3) == []
    assert bearing(known.occasional, "Morand", 3) == [known.member]
    Member.objects.filter(pk=known.member.pk).update(is_active=False)
    assert bearing(known.colleague, "Morand", 3) == []


def test_three_at_most_and_as_many_queries_for_a_crowd(known: People) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            found = bearing(known.member, "durand", 3)
        assert len(found) == 3
        return len(seen)

    cards.many(5)
    few = queries()
    cards.many(300)
    assert queries() == few == 2


def test_who_is_found_in_the_directory_only_is_said_so(
    known: People, sign_in: SignIn
) -> None:
    page = sign_in(known.member).get("/recherche/?q=Claire+Morand").content.decode()
    title = page.partition("<h1>")[2].partition("</h1>")[0]
    assert title.startswith("Dans l’annuaire seulement")
    assert "Aucun résultat" not in page
    assert "maintien à domicile des aînés" not in page


@pytest.fixture
def places(known: People, spaces: Spaces) -> People:
    cards.structure()
    cards.structure("Les Tilleuls", "Vichy")
    Structure.objects.filter(name="Les Tilleuls").update(kind="ehpad")
    cards.structure("Point d’accueil", "Lapalisse")
    Structure.objects.filter(name="Point d’accueil").update(kind="clic")
    refold(*Structure.objects.all())
    contact = cards.contact(spaces.group, function="directrice du CLIC")
    refold(contact)
    return known


def names(found: list[Structure]) -> list[str]:
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Besbre", ["MSP de la Besbre"]),
        ("la MSP de Lapalisse", ["MSP de la Besbre"]),
        ("msp", ["MSP de la Besbre"]),
        ("Maison de santé pluriprofessionnelle", ["MSP de la Besbre"]),
        ("EHPAD", ["Les Tilleuls"]),
        ("ehpads vichy", ["Les Tilleuls"]),
        ("CLIC", ["Point d’accueil"]),
        ("lapalisse", ["MSP de la Besbre", "Point d’accueil"]),
        ("EHPAD Lapalisse", []),
        ("pluriprofessionnelle", []),
        ("de la", []),
        ("", []),
    ],
)
def test_structures_are_found_by_name_commune_and_kind(
    places: People, text: str, found: list[str]
) -> None:
    assert names(finding.structures(places.member, text, 3)) == found
    assert finding.structures(AnonymousUser(), text, 3) == []


def test_a_word_that_many_names_have_tells_none(places: People) -> None:
    for number in range(10):
        cards.structure(f"Résidence {number}")
    refold(*Structure.objects.all())
    assert finding.structures(places.member, "résidence", 3) == []
    assert names(finding.structures(places.member, "résidence 7", 3)) == ["Résidence 7"]


@pytest.mark.parametrize("text", ["Sabatier", "veronique sab", "Sabatier CLIC"])
def test_contacts_without_an_account_are_found_by_who_sees_their_space(
    places: People, text: str
) -> None:
    (found,) = finding.contacts(places.editor, text, 3)
    assert found.last_name == "Sabatier"
    assert finding.contacts(places.outsider, text, 3) == []
    assert finding.contacts(places.editor, "directrice", 3) == []


def test_the_results_show_structures_and_contacts_and_lead_to_them(
    places: People, sign_in: SignIn
) -> None:
    client = sign_in(places.editor)
    page = client.get("/recherche/?q=CLIC").content.decode()
    assert f'href="{Structure.objects.get(kind="clic").get_absolute_url()}"' in page
    assert "/annuaire/structures/?q=CLIC" in page
    full = client.get("/recherche/", {"q": MSP_IN_FULL}).content.decode()
    assert f'href="{Structure.objects.get(kind="msp").get_absolute_url()}"' in full
    contact = client.get("/recherche/?q=Sabatier").content.decode()
    assert "directrice du CLIC" in contact
    assert "Dans l’annuaire seulement" in contact


def test_as_many_queries_for_many_structures_and_contacts(
    places: People, spaces: Spaces
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert finding.structures(places.editor, "msp", 3)
            assert finding.contacts(places.editor, "sabatier", 3)
        return len(seen)

    few = queries()
    for number in range(40):
        cards.structure(f"MSP {number}")
        cards.contact(spaces.group, first_name=f"A{number}")
    refold(*Structure.objects.all(), *Contact.objects.all())
    assert queries() == few
