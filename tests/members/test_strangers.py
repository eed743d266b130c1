"""What a stranger types: names that are names, mails that carry none of his words."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coming_in import importing, pasting
from members.models import Invitation, JoinRequest, Member, PeopleFile
from members.names import check_name
from tests.people import People

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
ASK = {
    "first_name": "Paulette",
    "last_name": "Durand",
    "email": "paul@x.fr",
    "commune": "Lapalisse",
    "why": "Je suis kiné.",
}
LURES = [
    "Votre compte expire, allez sur https://evil.example/x",
    "Allez sur evil.example",
    "Allez sur EVIL.EXAMPLE",
    "Allez sur t.co",
    "Allez sur www.evil",
    "Écrivez à moi@evil",
    "Appelez le 04 70 12 34 56",
    "Appelez le 0470123456",
    "Paul\r\nDurand",
    "evil．example",
    "<b>Paul</b>",
]


@pytest.mark.parametrize("name", LURES)
def test_what_could_be_clicked_or_called_is_not_a_name(name: str) -> None:
    with pytest.raises(ValidationError):
        check_name(name)


@pytest.mark.parametrize(
    "name",
    ["J.-P.", "J.Martin", "O’Brien", "D'Août", "Nuñez y Ruiz", "Louis 14", "李小龍"],
)
def test_names_of_people_are_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize("name", LURES)
def test_a_demand_with_a_lure_as_a_name_sends_nothing(
    name: str, client: Client, db: None, work: Work
) -> None:
    answer = client.post("/rejoindre/", ASK | {"first_name": name})
    assert answer.status_code == 422
    assert "Un nom s’écrit sans adresse de site" in answer.content.decode()
    work()
    assert mail.outbox == []
    assert not JoinRequest.objects.exists()


def test_a_card_refuses_a_lure_as_a_name(people: People, sign_in: SignIn) -> None:
    path = f"/annuaire/{people.member.pk}/modifier/"
    answer = sign_in(people.member).post(
        path, {"first_name": "evil.example", "last_name": "M"}
    )
    assert answer.status_code == 422
    assert "Un nom s’écrit sans adresse de site" in answer.content.decode()


def test_lists_refuse_lures_as_names(people: People) -> None:
    found, errors = pasting.pasted("Allez sur evil.example <c@x.fr>\nd@x.fr <d@x.fr>")
    assert [(p.email, p.first_name) for p in found] == [("d@x.fr", "")]
    assert "Ligne 1" in errors[0]
    assert "sans adresse de site" in errors[0]
    text = "mail;nom\nc@x.fr;https://evil.example\n"
    file = PeopleFile(name="gens.csv", text=text, by=people.staff, choices={})
    (line,) = importing.plan(file).lines
    assert line.action == "error"
    assert "sans adresse de site" in line.told


def test_a_mail_to_an_address_not_proved_carries_no_word_of_a_stranger(
    client: Client, people: People, sign_in: SignIn, work: Work
) -> None:
    client.post("/rejoindre/", ASK)
    work()
    staff = sign_in(people.staff)
    demand = JoinRequest.objects.get()
    staff.post(f"/demandes/{demand.pk}/accepter/", {"level": "reader", "word": ""})
    client.post("/rejoindre/", ASK | {"why": "Encore"})
    demand = JoinRequest.objects.get(state="waiting")
    staff.post(f"/demandes/{demand.pk}/refuser/", {"word": "Non."})
    work()
    letters = [sent for sent in mail.outbox if sent.to == ["paul@x.fr"]]
    assert len(letters) == 4  # received and answered, twice
    for letter in letters:
        assert isinstance(letter, EmailMultiAlternatives)
        html = str(letter.alternatives[0][0])
        both = f"{letter.subject} {letter.body} {html}"
        assert "Paulette" not in both
        assert "kiné" not in both
        assert "Bonjour," in both


def test_a_member_for_whom_one_asks_is_greeted_by_his_own_name(
    client: Client, people: People, work: Work
) -> None:
    client.post("/rejoindre/", ASK | {"email": people.member.email})
    work()
    (letter,) = mail.outbox
    assert letter.body.startswith(f"Bonjour {people.member.first_name},")
    assert "Paulette" not in letter.body


def to_staff(people: People) -> list[str]:
    """The subjects of the mails that one of those who answer got."""
    letters = [sent for sent in mail.outbox if sent.to == [people.staff.email]]
    return [str(letter.subject) for letter in letters]


def test_those_who_answer_are_told_once_an_hour_at_most(
    client: Client, people: People, work: Work
) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        client.post("/rejoindre/", ASK)
        work()
    (letter,) = [sent for sent in mail.outbox if sent.to == [people.staff.email]]
    assert "Une demande d’adhésion attend" in letter.subject
    assert "Paulette Durand, autre profession, Lapalisse" in letter.body
    assert "/demandes/" in letter.body
    assert "kiné" not in letter.body
    told = {sent.to[0] for sent in mail.outbox} - {"paul@x.fr"}
    assert told == {people.staff.email, people.admin.email}
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        for n in range(12):
            client.post("/rejoindre/", ASK | {"email": f"p{n}@x.fr"})
        work()
    assert len(to_staff(people)) == 1
    with time_machine.travel(start + timedelta(minutes=61), tick=False):
        work()
    assert len(to_staff(people)) == 2
    assert "13 demandes d’adhésion attendent" in to_staff(people)[-1]
    with time_machine.travel(start + timedelta(hours=5), tick=False):
        work()
    assert len(to_staff(people)) == 2


def test_asking_again_is_not_told_again(
    client: Client, people: People, work: Work
) -> None:
    client.post("/rejoindre/", ASK)
    work()
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        client.post("/rejoindre/", ASK | {"why": "Encore"})
        work()
    assert len(to_staff(people)) == 1


def test_demands_stand_in_what_waits_for_who_may_answer(
    client: Client, people: People, sign_in: SignIn
) -> None:
    client.post("/rejoindre/", ASK)
    for person, waits in ((people.staff, True), (people.editor, False)):
        page = sign_in(person).get("/mon-espace/")
        titles = [thing.title for thing in page.context["waiting"]]
        assert ("Paulette Durand" in titles) is waits
        assert ("Demande d’adhésion" in page.content.decode()) is waits
    assert (
        'href="/demandes/"'
        in sign_in(people.staff).get("/mon-espace/").content.decode()
    )
    assert "Paulette Durand" in sign_in(people.admin).get("/admin/").content.decode()


def test_what_waits_costs_the_same_with_many_demands(
    people: People, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)

    def ask(start: int, end: int) -> None:
        for n in range(start, end):
            JoinRequest.objects.create(email=f"p{n}@x.fr", first_name="P", why="x")

    ask(0, 1)
    staff.get("/mon-espace/")
    with CaptureQueriesContext(connection) as few:
        staff.get("/mon-espace/")
    ask(1, 8)
    with CaptureQueriesContext(connection) as many:
        staff.get("/mon-espace/")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Nimportequoi", "pas de commune « Nimportequoi ». Vérifiez"),
        ("Lapalise", "Lapalisse, Allier (03120)"),
        ("Saint-Prix", "Saint-Prix, Val-d’Oise (95390)"),
        ("03120", "Plusieurs communes répondent à « 03120 »"),
    ],
)
def test_a_commune_that_is_not_one_is_refused_with_those_near(
    typed: str, says: str, client: Client, db: None
) -> None:
    answer = client.post("/rejoindre/", ASK | {"commune": typed})
    page = answer.content.decode().replace("\u202f", " ")
    assert answer.status_code == 422
    assert says in page
    assert "Je suis kiné." in page
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Saint-Prix (03120)", "03257"), ("Lyon", "69123"), ("brest 29200", "29019")],
)
def test_a_commune_of_any_department_is_known(
    typed: str, code: str, client: Client, db: None
) -> None:
    assert client.post("/rejoindre/", ASK | {"commune": typed}).status_code == 302
    assert JoinRequest.objects.get().commune_code == code


def test_an_old_demand_without_a_known_commune_gives_no_place_of_practice(
    people: People, sign_in: SignIn
) -> None:
    demand = JoinRequest.objects.create(
        email="p@x.fr", first_name="P", why="x", commune_name="Nimportequoi"
    )
    path = f"/demandes/{demand.pk}/accepter/"
    sign_in(people.staff).post(path, {"level": "reader", "word": ""})
    assert Invitation.objects.get().details == {}


def test_a_file_proposes_the_communes_that_are_near(people: People) -> None:
    text = "mail;commune\nc@x.fr;Lapalise\n"
    file = PeopleFile(name="gens.csv", text=text, by=people.staff, choices={})
    (line,) = importing.plan(file).lines
    assert "« Lapalisse (03120) »" in line.told.replace("\u202f", " ")


def test_a_demand_is_named_as_french_does(people: People, sign_in: SignIn) -> None:
    demand = JoinRequest.objects.create(
        email="o@x.fr", first_name="Odile", last_name="Roy", why="x"
    )
    page = sign_in(people.staff).get(f"/demandes/{demand.pk}/accepter/")
    assert "Accepter la demande d’Odile Roy" in page.content.decode()
