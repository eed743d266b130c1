"""Communes of one name are told apart wherever they are shown or chosen."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from members import communes
from members.directory import nearby, structures
from members.models import Invitation, JoinRequest, Member, Structure
from tests.members import cards
from tests.members.test_directory_person import unfolded, vcard_of
from tests.members.test_directory_staff import rows
from tests.members.test_people_lists import HEADER, do, give
from tests.members.test_strangers import ASK
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
HERE, THERE = "Saint-Prix (03)", "Saint-Prix (95)"


@pytest.fixture
def namesakes(people: People) -> None:
    for person, commune in ((people.member, HERE), (people.colleague, THERE)):
        cards.give(person, commune=commune, profession=cards.NURSE)
    cards.practise(people.member, "Lapalisse", None)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_only_a_name_that_others_have_says_its_department() -> None:
    assert communes.shown("03257", "Saint-Prix") == HERE
    assert communes.shown("03138", "Lapalisse") == "Lapalisse"
    assert communes.shown("", "Saint-Prix") == "Saint-Prix"
    assert communes.shown("", "") == ""


def test_what_is_shown_is_read_again_and_is_that_of_one_alone() -> None:
    for name in ("Saint-Prix", "Moulins", "Saint-Denis"):
        for commune in communes.named(name):
            text = communes.shown(commune.code, commune.name)
            assert communes.named(text) == [commune]


@pytest.mark.usefixtures("namesakes")
def test_filters_and_cards_tell_them_apart(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.member)
    found = page(client, "/annuaire/")
    assert found.count(f"<span>{HERE}</span>") == 2  # a card, a box
    boxes = client.get("/annuaire/").context["facets"]
    (towns,) = [facet for facet in boxes if facet.name == "commune"]
    assert {HERE, THERE, "Lapalisse"} <= {box.label for box in towns.options}
    assert HERE in page(client, people.member.get_absolute_url())
    (code,) = [commune.code for commune in communes.named(THERE)]
    narrowed = client.get(f"/annuaire/?commune={code}")
    assert narrowed.context["asked"].in_words == THERE


@pytest.mark.usefixtures("namesakes")
def test_paper_and_spreadsheet_tell_them_apart(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.staff)
    by_commune = client.get("/annuaire/imprimer/").context["groups"]
    assert [group.name for group in by_commune if "Prix" in group.name] == [HERE, THERE]
    by_trade = client.get("/annuaire/imprimer/?par=profession").context["groups"]
    (nurses,) = [group for group in by_trade if group.name == cards.NURSE]
    assert [line.about for line in nurses.lines] == [THERE, f"{HERE} · Lapalisse"]
    head, *lines = rows(client)
    found = [dict(zip(head, line, strict=True)) for line in lines]
    told = {(line["Communes"], line["Départements"]) for line in found}
    assert {(f"{HERE} / Lapalisse", "Allier"), (THERE, "Val-d’Oise")} <= told


@pytest.mark.usefixtures("namesakes")
def test_a_vcard_has_the_department_and_the_postcode(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    there = unfolded(vcard_of(client, people.colleague))
    assert "ADR;TYPE=WORK:;;;Saint-Prix;Val-d’Oise;95390;" in there
    msp = cards.structure(commune="Cusset")
    msp.street = "2, rue du Pont"
    msp.save()
    cards.practise(people.member, "", msp)
    here = unfolded(vcard_of(client, people.member))
    assert "ADR;TYPE=WORK:;;;Saint-Prix;Allier;03120;" in here
    assert "ADR;TYPE=WORK:;;2\\, rue du Pont;Cusset;Allier;03300;" in here


def test_who_asks_to_join_is_read_with_his_department(
    client: Client, people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    client.post("/rejoindre/", ASK | {"commune": THERE})
    demand = JoinRequest.objects.get()
    assert demand.commune_name == "Saint-Prix"
    shown = "Saint-Prix, Val-d’Oise (95390)"
    staff = sign_in(people.staff)
    assert shown in page(staff, "/demandes/")
    assert shown in page(staff, f"/demandes/{demand.pk}/accepter/")
    assert shown in page(staff, "/mon-espace/")
    work()
    (told,) = [one for one in mail.outbox if one.to == [people.staff.email]]
    assert shown in told.body


def test_a_file_says_which_one_it_read(people: People, sign_in: SignIn) -> None:
    lines = f"a@x.fr;;;;;;;;;{THERE};\n"
    assert THERE in give(sign_in(people.staff), HEADER + lines)


def test_structures_of_one_name_say_their_commune(
    people: People, sign_in: SignIn
) -> None:
    for commune in (HERE, THERE):
        cards.structure("Maison de santé", commune)
    cards.structure("EHPAD des Tilleuls", HERE)
    here, there = Structure.objects.filter(name="Maison de santé").order_by("pk")
    assert str(here) == f"Maison de santé, {HERE}"
    assert structures.named(str(here)) == [here]
    assert structures.named(str(there)) == [there]
    assert set(structures.named("Maison de santé, Saint-Prix")) == {here, there}
    for person, place in ((people.member, here), (people.colleague, there)):
        cards.practise(person, "", place)
    boxes = sign_in(people.member).get("/annuaire/").context["facets"]
    (facet,) = [facet for facet in boxes if facet.name == "structure"]
    labels = {box.label for box in facet.options}
    assert {str(here), str(there)} <= labels
    assert page(sign_in(people.member), here.get_absolute_url()).count(HERE) >= 2


def test_contacts_tell_them_apart(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    (commune,) = communes.named(THERE)
    made = cards.contact(
        spaces.ges, commune_code=commune.code, commune_name=commune.name
    )
    client = sign_in(people.staff)
    assert THERE in page(client, "/annuaire/contacts/")
    assert THERE in page(client, made.get_absolute_url())
    head, line = rows(client, kind="contacts")
    told = dict(zip(head, line, strict=True))
    assert (told["Commune"], told["Département"]) == (THERE, "Val-d’Oise")


def test_a_file_asks_which_structure_of_several(
    people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    for commune in (HERE, THERE):
        cards.structure("Maison de santé", commune)
    staff = sign_in(people.staff)
    head = "Adresse mail;Structure;Commune\n"
    told = give(
        staff,
        head + "a@x.fr;Maison de santé;\n"
        f"b@x.fr;Maison de santé;{THERE}\nc@x.fr;Maison de santé, {HERE};\n",
    )
    assert told.count("Plusieurs structures s’appellent Maison de santé") == 1
    assert f"Maison de santé, {HERE}\u202f; Maison de santé, {THERE}" in told
    do(staff)
    work()
    given = {
        made.email: made.details.get("structure") for made in Invitation.objects.all()
    }
    here, there = Structure.objects.order_by("pk")
    assert given == {"a@x.fr": None, "b@x.fr": there.pk, "c@x.fr": here.pk}


@pytest.mark.parametrize(
    "given",
    ["La Celle 63", "la celle (63)", "La Celle, Puy-de-Dôme", "La Celle Puy-de-Dôme"],
)
def test_a_commune_is_read_as_people_say_where_it_is(given: str) -> None:
    (found,) = communes.named(given)
    assert found.code == "63064"
    assert found in communes.suggestions(given)


def test_an_article_left_out_and_a_slash_find_what_is_near() -> None:
    near = {"03", "63"}
    read = nearby.meant("Celle", near)
    assert "La Celle" in read.told
    found = communes.near("Dompierre/Besbre", first=near)
    assert str(found[0]) == "Dompierre-sur-Besbre (03290)"
    assert "Saint-Hilaire (03440)" in map(str, communes.near("Saint Hilaire 03"))


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("Saint-Prix (03)", 1),
        ("saint prix 03", 1),
        ("Saint-Prix (95)", 1),
        ("saint-prix", 2),
        ("Saint-Prix Allier", 1),
        ("Saint-Prix (63)", 0),
    ],
)
def test_the_directory_finds_what_its_cards_write(
    namesakes: None, people: People, sign_in: SignIn, question: str, count: int
) -> None:
    answer = sign_in(people.member).get("/annuaire/", {"q": question})
    assert len(answer.context["cards"]) == count
