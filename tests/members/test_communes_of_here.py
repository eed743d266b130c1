"""A name that several communes of France have is that of the territory."""

from collections.abc import Callable

import pytest
from config.environment import WrongSetting, read
from django.test import Client
from pytest_django import Settings

from members import communes
from members.directory import nearby
from members.models import Invitation, JoinRequest, Member, Structure
from tests.members import cards
from tests.members.test_directory_cards import MINE, filled
from tests.members.test_people_lists import HEADER, do, give
from tests.members.test_strangers import ASK
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
TAKEN = "Commune « Moulins » lue Moulins, Allier (03000) : pour une autre de ce nom"


@pytest.fixture
def allier(settings: Settings) -> None:
    settings.DEPARTMENTS = ["03"]


def spaced(text: str) -> str:
    return text.replace("\u202f", " ")


def test_the_territory_is_where_a_tenth_of_the_places_are(people: People) -> None:
    assert nearby.territory() == set()
    for name in ("Vichy", "Lapalisse", "Cusset", "Gannat", "Bellerive-sur-Allier"):
        cards.structure(name, name)
        cards.give(people.member, commune=name)
    cards.give(people.outsider, commune="Lyon")
    assert nearby.territory() == {"03"}
    cards.structure("Un autre", "Clermont-Ferrand")
    cards.structure("Un troisième", "Clermont-Ferrand")
    assert nearby.territory() == {"03", "63"}


def test_the_setting_wins_and_is_checked(people: People, settings: Settings) -> None:
    cards.structure()
    settings.DEPARTMENTS = read({"MAILLAGE_DEPARTMENTS": "35, 2a"})[
        "MAILLAGE_DEPARTMENTS"
    ]
    assert nearby.territory() == {"35", "2A"}
    (found,) = nearby.meant("Moulins").found
    assert found.department == "Ille-et-Vilaine"
    with pytest.raises(WrongSetting):
        read({"MAILLAGE_DEPARTMENTS": "Allier"})


def test_one_of_the_territory_is_taken_and_told(allier: None) -> None:
    read = nearby.meant("moulins")
    assert [commune.code for commune in read.found] == ["03190"]
    assert "Moulins, Allier (03000)" in read.told
    assert nearby.meant("Vichy").told == ""
    assert nearby.meant("Moulins (35680)").found[0].department == "Ille-et-Vilaine"
    assert nearby.meant("Moulins (35680)").told == ""


def test_several_or_none_of_the_territory_stay_to_be_told(allier: None) -> None:
    several = nearby.meant("03120").found
    assert len(several) > 1
    none_of_here = nearby.meant("Saint-Denis").found
    assert len(none_of_here) > 1
    told = spaced(communes.several("Saint-Denis", none_of_here))
    assert "Saint-Denis, Seine-Saint-Denis (93200" in told
    assert "Saint-Denis, Aude (11310)" in told
    assert told.endswith("Donnez le nom et le code postal.")


def test_what_the_sentence_lists_is_read_when_it_is_copied() -> None:
    for commune in communes.named("Saint-Prix") + communes.named("Saint-Denis"):
        assert communes.named(commune.label) == [commune]


def test_a_file_takes_that_of_the_territory_and_says_it(
    allier: None, people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    browser = sign_in(people.staff)
    lines = "a@x.fr;;;;;;;;;Moulins;\nb@x.fr;;;;;;;;;Saint-Denis;\n"
    page = spaced(give(browser, HEADER + lines))
    assert TAKEN in page
    assert "Plusieurs communes répondent à « Saint-Denis » : Saint-Denis, " in page
    do(browser)
    work()
    (made,) = Invitation.objects.filter(email="a@x.fr")
    assert made.details["commune_code"] == "03190"


def test_the_first_file_of_a_new_site_says_where_it_is(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    towns = ["Vichy", "Cusset", "Lapalisse", "Moulins"]
    lines = "".join(f"{n}@x.fr;;;;;;;;;{town};\n" for n, town in enumerate(towns))
    page = spaced(give(sign_in(people.staff), HEADER + lines))
    assert TAKEN in page
    assert "4 à inviter" in page


def test_who_asks_to_join_reads_which_one_was_taken(
    allier: None, client: Client, db: None
) -> None:
    sent = ASK | {"commune": "Moulins"}
    page = client.post("/rejoindre/", sent, follow=True).content.decode()
    assert TAKEN in spaced(page)
    assert JoinRequest.objects.get().commune_code == "03190"


def test_a_card_and_a_structure_take_it_and_tell(
    allier: None, people: People, sign_in: SignIn
) -> None:
    place = {"commune": "Moulins"}
    mine = sign_in(people.member).post(MINE, filled(people.member, place), follow=True)
    assert TAKEN in spaced(mine.content.decode())
    assert people.member.practices.get().commune_code == "03190"
    new = {"name": "Cabinet du Pont", "kind": "cabinet", "commune": "Moulins"}
    added = sign_in(people.staff).post(
        "/annuaire/structures/ajouter/", new, follow=True
    )
    assert TAKEN in spaced(added.content.decode())
    assert Structure.objects.get(name="Cabinet du Pont").commune_code == "03190"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("Vichy CEDEX", "03310"),
        ("VICHY CEDEX (03207)", "03310"),
        ("03207 Vichy cedex", "03310"),
        ("Clermont-Ferrand Cedex 1", "63113"),
    ],
)
def test_an_address_in_cedex_is_that_of_its_commune(given: str, code: str) -> None:
    assert [one.code for one in communes.named(given)] == [code]


DOMPIERRE = "Dompierre-sur-Besbre (03290)"


def test_those_of_the_territory_are_suggested_first(
    allier: None, client: Client
) -> None:
    for typed, name in (("saint ger", "Saint-Germain-des-Fossés"), ("dompi", "")):
        answer = client.get("/annuaire/suggestions/communes/", {"q": typed}).json()
        first = answer["found"][0]
        assert ", Allier (" in first["label"]
        assert first["value"].startswith(name or "Dompierre-sur-Besbre")
    # As small as it is, among thousands that are larger.
    saints = [one.department_code for one in communes.suggestions("saint", 400, ["03"])]
    assert saints[:40] == ["03"] * 40
    assert "03" not in saints[-40:]


def test_what_a_short_name_may_mean_is_of_the_territory(allier: None) -> None:
    read = nearby.meant("Dompierre")
    assert len(read.found) > 1
    assert [str(one) for one in read.here] == [DOMPIERRE]
    told = spaced(nearby.several("Dompierre", read))
    assert told.endswith(f"Sur le territoire : « {DOMPIERRE} ».")
    assert nearby.meant("Saint-Denis").here == ()
    germain = nearby.meant("Saint-Germain").here
    assert [one.department_code for one in germain] == ["03", "03"]


def test_a_name_of_none_proposes_what_is_near(allier: None) -> None:
    for typed in ("Bellerive", "Bellerive (03700)", "Jaligny", "Le Mayet de Mon"):
        told = spaced(nearby.unknown(typed))
        assert told.count("(03") == typed.count("(03") + 1, told
        assert "ou «" not in told
    # Who says where it lies is heard.
    assert "(71" in nearby.unknown("Dompierre (71520)")


def test_one_that_is_far_is_taken_and_what_is_here_is_told(allier: None) -> None:
    far = nearby.meant("Lurcy")
    assert [one.department for one in far.found] == ["Ain"]
    assert (
        "est Lurcy, Ain (01090) : si c’est elle, écrivez « Lurcy (01090) »"
        in spaced(far.told)
    )
    for clear in ("Lurcy (01090)", "Varennes (89144)", "Lyon"):
        assert nearby.meant(clear).told == ""


def test_a_file_and_a_form_propose_that_of_the_territory(
    allier: None, people: People, sign_in: SignIn, client: Client
) -> None:
    staff = sign_in(people.staff)
    lines = "a@x.fr;;;;;;;;;Dompierre;\nb@x.fr;;;;;;;;;Bellerive;\n"
    page = spaced(give(staff, HEADER + lines))
    assert f"Sur le territoire : « {DOMPIERRE} »." in page
    assert "Peut-être « Bellerive-sur-Allier (03700) » : écrivez-le ainsi." in page
    sent = filled(people.member, {"commune": "Dompierre"})
    mine = spaced(sign_in(people.member).post(MINE, sent).content.decode())
    assert "il n’y a que Dompierre-sur-Besbre, Allier (03290)." in mine
    (first, *_) = mine.split('name="lieux-0-commune_choice" value="')[1:]
    assert first.startswith("03102")
    asked = client.post("/rejoindre/", ASK | {"commune": "Dompierre"})
    assert 'name="commune_choice" value="03102"' in asked.content.decode()
