"""Asking to join, and what staff answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.models import Invitation, JoinRequest, Member, Profession
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
ASK = {
    "first_name": "Paul",
    "last_name": "Durand",
    "email": "Paul@x.fr",
    "commune": "Lapalisse",
    "why": "Je suis kiné.",
}


def test_a_stranger_asks_and_staff_accept(
    client: Client, people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    ASK["profession"] = str(Profession.objects.get(name="Sage-femme").pk)
    assert client.post("/rejoindre/", ASK)["Location"] == "/rejoindre/merci/"
    work()
    assert ["paul@x.fr"] in [message.to for message in mail.outbox]
    staff = sign_in(people.staff)
    assert "Je suis kiné." in staff.get("/demandes/").content.decode()
    demand = JoinRequest.objects.get()
    staff.post(
        f"/demandes/{demand.pk}/accepter/",
        {
            "commune": "Cusset",  # staff know better where he works
            "spaces": [spaces.ges.pk],
            "level": "contributor",
            "word": "Avec plaisir",
        },
    )
    work()
    made = Invitation.objects.get()
    assert (made.email, made.word) == ("paul@x.fr", "Avec plaisir")
    assert made.details["commune_name"] == "Cusset"
    assert "Ouvrir mon compte" in mail.outbox[-1].body
    demand.refresh_from_db()
    assert (demand.state, demand.commune_name) == ("accepted", "Cusset")


def test_staff_refuse_with_a_word_that_leaves_by_mail(
    client: Client, people: People, sign_in: SignIn, work: Work
) -> None:
    client.post("/rejoindre/", ASK)
    demand = JoinRequest.objects.get()
    staff = sign_in(people.staff)
    path = f"/demandes/{demand.pk}/refuser/"
    assert staff.post(path, {"word": ""}).status_code == 422
    staff.post(path, {"word": "Hors du Pays."})
    work()
    assert any("Hors du Pays." in message.body for message in mail.outbox)
    assert staff.post(path, {"word": "Encore"}).status_code == 409
    demand.refresh_from_db()
    assert demand.answer == "Hors du Pays."


def test_the_answer_is_the_same_for_an_address_that_has_an_account(
    client: Client, people: People, work: Work
) -> None:
    stranger = client.post("/rejoindre/", ASK)
    member = client.post("/rejoindre/", ASK | {"email": people.member.email})
    assert (stranger.status_code, stranger["Location"]) == (
        member.status_code,
        member["Location"],
    )
    work()
    assert any("Vous avez déjà un compte" in sent.subject for sent in mail.outbox)
    assert JoinRequest.objects.count() == 1


def test_who_accepts_is_told_which_commune_of_the_name_was_taken(
    client: Client, people: People, sign_in: SignIn, settings: Any
) -> None:
    settings.DEPARTMENTS = ["03"]
    client.post("/rejoindre/", ASK)
    demand = JoinRequest.objects.get()
    given = {"commune": "Saint-Prix", "level": "contributor", "word": ""}
    accepting = f"/demandes/{demand.pk}/accepter/"
    page = sign_in(people.staff).post(accepting, given, follow=True).content.decode()
    told = "Commune «\u202fSaint-Prix\u202f» lue Saint-Prix, Allier (03120)"
    assert told in page
    demand.refresh_from_db()
    assert demand.commune_code == "03257"


def test_a_second_demand_at_an_address_is_kept_beside_the_first(
    client: Client, people: People, sign_in: SignIn
) -> None:
    client.post("/rejoindre/", ASK)
    other = ASK | {"first_name": "Jean", "commune": "Cusset", "why": "<b>Non</b>"}
    answers = [client.post("/rejoindre/", given) for given in (other, ASK)]
    assert {answer["Location"] for answer in answers} == {"/rejoindre/merci/"}
    demand = JoinRequest.objects.get()
    assert (str(demand), demand.commune_name) == ("Paul Durand", "Lapalisse")
    assert demand.why == "Je suis kiné."
    assert [said["name"] for said in demand.later] == ["Jean Durand"]
    staff = sign_in(people.staff)
    for path in ("/demandes/", f"/demandes/{demand.pk}/accepter/"):
        page = staff.get(path).content.decode()
        assert "Je suis kiné." in page
        assert "Une autre demande à la même adresse" in page
        assert "Jean Durand" in page
        assert "Cusset" in page
        assert "&lt;b&gt;Non" in page


def test_a_robot_that_fills_every_field_leaves_nothing(
    client: Client, db: None
) -> None:
    client.post("/rejoindre/", ASK | {"website": "https://spam.example"})
    assert not JoinRequest.objects.exists()


def test_a_whole_health_centre_may_ask_and_a_robot_is_stopped(
    client: Client, db: None
) -> None:
    codes = [
        client.post("/rejoindre/", ASK | {"email": f"p{n}@x.fr"}).status_code
        for n in range(32)
    ]
    assert codes == [302] * 30 + [429] * 2


def test_who_asks_too_often_keeps_what_he_typed(client: Client, db: None) -> None:
    for _ in range(3):
        assert client.post("/rejoindre/", ASK).status_code == 302
    again = client.post("/rejoindre/", ASK | {"why": "Encore un mot."})
    assert again.status_code == 429
    assert int(again["Retry-After"]) > 3000
    page = again.content.decode()
    assert "Recommencez dans 60" in page
    assert "Encore un mot." in page
    assert "mots de passe" not in page
    assert JoinRequest.objects.get().why == "Je suis kiné."
    assert client.post("/rejoindre/", ASK | {"email": "b@x.fr"}).status_code == 302


def asked_and_invited(people: People, spaces: Spaces, by: Member) -> JoinRequest:
    guest = Guest("paul@x.fr", "Paul-Henri", "Durand", role="occasional")
    until = timezone.localdate() + timedelta(days=60)
    invitations.invite(by, [(guest, [Place(spaces.group, "reader", until)])])
    return JoinRequest.objects.create(
        email="paul@x.fr", first_name="P.", last_name="D.", why="Je suis kiné."
    )


def test_accepting_who_is_invited_already_joins_the_two(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    demand = asked_and_invited(people, spaces, people.editor)
    staff = sign_in(people.staff)
    path = f"/demandes/{demand.pk}/accepter/"
    for page in (staff.get("/demandes/"), staff.get(path)):
        text = page.content.decode()
        assert "déjà invitée par Anne Villard" in text
        assert "Sorties d’hôpital" in text
    answer = staff.post(
        path, {"spaces": [spaces.ges.pk], "level": "contributor"}, follow=True
    )
    assert "déjà invitée par Anne Villard" in answer.content.decode()
    made = Invitation.objects.get()
    assert (made.first_name, made.role) == ("Paul-Henri", "permanent")
    assert {(p.space, p.role) for p in made.places.all()} == {
        (spaces.group, "reader"),
        (spaces.ges, "contributor"),
    }


def test_accepting_who_has_an_account_since_says_so(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    email = people.outsider.email
    demand = JoinRequest.objects.create(email=email, first_name="M", why="x")
    staff = sign_in(people.staff)
    path = f"/demandes/{demand.pk}/accepter/"
    assert "Cette adresse a un compte" in staff.get(path).content.decode()
    answer = staff.post(path, {"level": "reader"}, follow=True)
    assert "a déjà un compte" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_queue_costs_the_same_with_many(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)

    def fill(start: int, end: int) -> None:
        for n in range(start, end):
            email = f"p{n}@x.fr"
            JoinRequest.objects.create(email=email, first_name="P", why="x")
            invitations.invite(people.staff, [(Guest(email), [Place(spaces.ges)])])

    fill(0, 3)
    staff.get("/demandes/")
    with CaptureQueriesContext(connection) as few:
        staff.get("/demandes/")
    fill(3, 40)
    with CaptureQueriesContext(connection) as many:
        staff.get("/demandes/")
    assert len(many) == len(few)
