"""A commune that is not well spelled: what is near comes first, and is found at all."""

import re
from collections.abc import Callable
from time import perf_counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from members import communes, spelling
from members.directory import nearby
from members.models import JoinRequest, Member
from tests.members import cards
from tests.members.test_directory_cards import MINE, filled
from tests.members.test_people_lists import HEADER, give
from tests.members.test_strangers import ASK
from tests.people import People

SignIn = Callable[[Member | None], Client]
DOMPIERRE = "Dompierre-sur-Besbre (03290)"
ALLIER = {"03"}


@pytest.fixture
def allier(settings: Settings) -> None:
    settings.DEPARTMENTS = ["03"]


def spaced(text: str) -> str:
    return text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Dompiere", "Dompierre-sur-Besbre"),
        ("Dompeirre", "Dompierre-sur-Besbre"),
        ("dompierre surbesbre", "Dompierre-sur-Besbre"),
        ("Dompiere/Besbre", "Dompierre-sur-Besbre"),
        ("Dompiere (03290)", "Dompierre-sur-Besbre"),
        ("Dompiere Allier", "Dompierre-sur-Besbre"),
        ("03290 Dompiere", "Dompierre-sur-Besbre"),
        ("La Palisse", "Lapalisse"),
        ("LAPALLISE", "Lapalisse"),
        ("belerive", "Bellerive-sur-Allier"),
        ("Bellerive sur Alier", "Bellerive-sur-Allier"),
        ("Vicy", "Vichy"),
        ("Vichi", "Vichy"),
        ("Cuset", "Cusset"),
        ("Jaligni", "Jaligny-sur-Besbre"),
        ("Varene", "Varennes-sur-Allier"),
        ("Ganat", "Gannat"),
        ("Mont Luçon", "Montluçon"),
        ("Monluson", "Montluçon"),
        ("Ebreil", "Ébreuil"),
        ("Erisson", "Hérisson"),
        ("Oterive", "Hauterive"),
        ("saintgermaindesfosses", "Saint-Germain-des-Fossés"),
        ("stgermain des fossé", "Saint-Germain-des-Fossés"),
        ("Ste Yorre", "Saint-Yorre"),
        ("St Yore", "Saint-Yorre"),
        ("Ste Pourçain", "Saint-Pourçain-sur-Sioule"),
        ("Sainte Poursain", "Saint-Pourçain-sur-Sioule"),
        ("Mayet de montange", "Le Mayet-de-Montagne"),
        ("LeMayet de Montagne", "Le Mayet-de-Montagne"),
        ("Dongeon", "Le Donjon"),
        ("L’Donjon", "Le Donjon"),
        ("Chatelmontagne", "Châtel-Montagne"),
        ("Yseure", "Yzeure"),
        ("Bourbon larchambaut", "Bourbon-l’Archambault"),
    ],
)
def test_what_is_near_is_proposed_first(typed: str, name: str) -> None:
    assert communes.named(typed) == []
    assert communes.near(typed, first=ALLIER)[0].name == name
    assert communes.completing(typed, 12, ALLIER)[0].name == name


def test_nothing_far_stands_beside_what_is_heard_so_here() -> None:
    assert list(map(str, communes.near("Dompiere", first=ALLIER))) == [DOMPIERRE]
    # A guess does not hide the rest, and comes before it.
    guessed = communes.near("Lapelisse", first=ALLIER)
    assert str(guessed[0]) == "Lapalisse (03120)"
    far = communes.near("Dompiere (71520)", first=ALLIER)
    assert far and {one.department_code for one in far} == {"71"}


def test_out_of_any_territory_what_is_heard_so_is_found() -> None:
    assert "Bellerive-sur-Allier (03700)" in map(str, communes.near("belerive"))
    assert communes.near("Clermont Férant")[0].name == "Clermont-Ferrand"
    assert communes.near("Digouin", first=ALLIER)[0].name == "Digoin"
    assert "Moulins (03000)" in map(str, communes.near("Moulin sur alier", 2, ALLIER))
    assert "Izeure (21110)" in map(str, communes.near("Yseure"))


@pytest.mark.parametrize("typed", ["", " ", "x", "zz", "(", "l’", "St", "0", "🏥", "-"])
def test_what_says_nothing_proposes_nothing(typed: str) -> None:
    assert communes.misspelt(typed, ALLIER) == []
    assert len(communes.completing(typed, 4, ALLIER)) <= 4


def test_no_name_is_made_up_and_few_letters_forgive_nothing() -> None:
    assert communes.near("Xylqwrtzopk", first=ALLIER) == []
    assert communes.misspelt("Vix", ALLIER) == []  # Vicq is another
    for typed in ("Dompiere", "Yseure", "Ste Pourçain"):
        for one in communes.near(typed, 15, ALLIER):
            assert communes.of_code(one.code) == one


def test_letters_apart() -> None:
    assert spelling.apart("dompiere", "dompeire", 2) == 1
    assert spelling.apart("abc", "abc", 0) == 0
    assert spelling.apart("abc", "xyz", 2) == 3
    assert spelling.apart("a", "abcdef", 2) == 3
    assert spelling.apart("", "ab", 2) == 2


def test_a_name_of_elsewhere_that_is_nearly_one_of_here_is_told(allier: None) -> None:
    read = nearby.meant("Izeure")
    assert [one.department for one in read.found] == ["Côte-d’Or"]
    assert (
        "si c’est elle, écrivez « Izeure (21110) » ; sinon, « Yzeure (03400) »"
        in spaced(read.told)
    )
    assert nearby.meant("Izeure (21110)").told == ""
    chapel = spaced(nearby.several("LaChapelle", nearby.meant("LaChapelle")))
    assert "Sur le territoire : « La Chapelle (03300) »" in chapel
    for clear in ("Lyon", "Paris", "Vichy", "Roanne"):
        assert nearby.meant(clear).told == "", clear


def test_every_door_proposes_it(
    allier: None, people: People, sign_in: SignIn, client: Client
) -> None:
    answer = client.get("/annuaire/suggestions/communes/", {"q": "dompiere"}).json()
    assert answer["found"][0]["value"] == DOMPIERRE
    asked = client.post("/rejoindre/", ASK | {"commune": "Dompiere"})
    assert 'name="commune_choice" value="03102"' in asked.content.decode()
    page = spaced(give(sign_in(people.staff), HEADER + "a@x.fr;;;;;;;;;Dompiere;\n"))
    assert f"Peut-être « {DOMPIERRE} » : écrivez-le ainsi." in page
    sent = filled(people.member, {"commune": "Dompiere"})
    mine = sign_in(people.member).post(MINE, sent).content.decode()
    assert "Est-ce Dompierre-sur-Besbre, Allier (03290) ?" in spaced(mine)
    assert "l’une de celles-ci" not in mine
    assert mine.split('name="lieux-0-commune_choice" value="')[1].startswith("03102")
    chosen = filled(people.member, {"commune": "Dompiere", "commune_choice": "03102"})
    assert sign_in(people.member).post(MINE, chosen).status_code == 302
    assert people.member.practices.get().commune_name == "Dompierre-sur-Besbre"


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("dompiere", "Dompierre-sur-Besbre"),
        ("dompiere sur besbre", "Dompierre-sur-Besbre"),
        ("infirmière dompiere", "infirmière Dompierre-sur-Besbre"),
        ("saint prit", "Saint-Prix (03)"),
        ("Lyons", ""),  # nobody whom one may find is there
        ("dentiste Dompierre", ""),  # well written: there is none
        ("le la de", ""),
        ("une phrase bien trop longue pour être le nom d’un lieu", ""),
    ],
)
def test_the_directory_proposes_the_question_well_written(
    people: People, sign_in: SignIn, typed: str, proposed: str
) -> None:
    cards.give(people.colleague, commune="Dompierre-sur-Besbre", profession=cards.NURSE)
    cards.give(people.editor, commune="Saint-Prix (03)")
    client = sign_in(people.member)
    answer = client.get("/annuaire/", {"q": typed})
    page = spaced(answer.content.decode())
    assert ("<p>Peut-être" in page) is bool(proposed)
    if proposed:
        ((text, url),) = answer.context["spelled"]
        assert text == proposed
        assert client.get(f"/annuaire/{url}").context["total"] == 1
    assert client.get("/annuaire/structures/", {"q": typed}).status_code == 200


def test_one_query_more_when_nothing_answers(people: People, sign_in: SignIn) -> None:
    cards.give(people.colleague, commune="Dompierre-sur-Besbre")
    client = sign_in(people.member)
    counts = []
    for _ in range(2):
        client.get("/annuaire/", {"q": "dompiere"})
        with CaptureQueriesContext(connection) as asked:
            client.get("/annuaire/", {"q": "dompiere"})
        counts.append(len(asked))
        for place in communes.suggestions("saint", 30, ALLIER):
            cards.practise(people.colleague, str(place), None)
    assert counts[0] == counts[1]


def test_it_is_quick_on_a_slow_machine() -> None:
    communes.near("Dompeire", first=ALLIER)  # reads the list
    start = perf_counter()
    for n in range(20):
        communes.near(f"Dompeire{n % 2 * 'x'}", first=ALLIER)
    assert (perf_counter() - start) / 20 < 0.5


def test_of_one_that_is_far_and_one_of_nearly_this_name_here_one_is_ticked(
    allier: None, db: None, client: Client
) -> None:
    """Taken for the far one, a demand would be answered to somebody of Burgundy."""
    asked = client.post("/rejoindre/", ASK | {"commune": "Izeure"})
    assert asked.status_code == 422
    assert "presque ce nom : cochez la bonne" in spaced(asked.content.decode())
    choices = re.findall(r'name="commune_choice" value="(\w+)"', asked.content.decode())
    assert choices == ["03321", "21319"]
    for code, name in (("21319", "Izeure"), ("03321", "Yzeure")):
        given = ASK | {"commune": "Izeure", "commune_choice": code}
        assert client.post("/rejoindre/", given).status_code == 302
        demand = JoinRequest.objects.get()
        assert (demand.commune_name, demand.commune_code) == (name, code)
        demand.delete()
    assert client.post("/rejoindre/", ASK | {"commune": "Izeure 21"}).status_code == 302
    assert JoinRequest.objects.get().commune_shown == "Izeure, Côte-d’Or (21110)"


def test_one_read_as_another_is_told_after_a_refused_page_too(
    allier: None, people: People, sign_in: SignIn
) -> None:
    """Else the field has a commune that nobody typed, and nothing says it."""
    client = sign_in(people.member)
    sent = filled(people.member, {"commune": "Saint-Prix"})
    refused = client.post(MINE, sent | {"phone": "12"})
    assert refused.status_code == 422
    assert 'name="lieux-0-commune" value="Saint-Prix"' in refused.content.decode()
    saved = spaced(client.post(MINE, sent, follow=True).content.decode())
    assert "Commune « Saint-Prix » lue " in saved


def test_one_that_is_clear_comes_back_with_its_postcode(
    allier: None, people: People, sign_in: SignIn
) -> None:
    sent = filled(people.member, {"commune": "yzeure"}) | {"phone": "12"}
    page = sign_in(people.member).post(MINE, sent).content.decode()
    assert 'name="lieux-0-commune" value="Yzeure (03400)"' in page
