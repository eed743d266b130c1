"""Several invitations sent again or withdrawn at once: asked first, all or none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.models import Invitation, JournalEntry, Member
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
MANY = "/invitations/ensemble/"


@pytest.fixture
def three(people: People, spaces: Spaces, work: Work) -> list[Invitation]:
    guests = [
        (Guest(f"{name}@test.example", name.title(), "Roy"), [Place(spaces.ges)])
        for name in ("ana", "bob", "cleo")
    ]
    invitations.invite(people.staff, guests)
    work()
    mail.outbox.clear()
    return list(Invitation.objects.order_by("email"))


def asked(three: list[Invitation], what: str, **more: str) -> dict[str, Any]:
    return {"faire": what, "invitation": [made.pk for made in three], **more}


def do(client: Client, three: list[Invitation], what: str, **more: str) -> str:
    answer = client.post(
        f"{MANY}?faire={what}",
        {"invitation": [made.pk for made in three], **more},
        follow=True,
    )
    return str(answer.content.decode()).replace("\u202f", " ")


def test_the_list_has_a_box_for_each_that_waits(
    three: list[Invitation], people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    page = client.get("/invitations/").content.decode()
    for made in three:
        assert f'form="cochees" name="invitation" value="{made.pk}">' in page
    assert page.count(" checked") == 0
    ticked = client.get("/invitations/?cocher=tout").content.decode()
    assert ticked.count(" checked>") == 3
    withdrawn = client.get("/invitations/?etat=retirees").content.decode()
    assert "cochees" not in withdrawn


def test_the_question_says_how_many_and_which(
    three: list[Invitation], people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    page = client.get(MANY, asked(three[:2], "retirer", q="roy")).content.decode()
    assert "Retirer ces 2 invitations" in page
    assert "ana@test.example" in page
    assert "cleo@test.example" not in page
    assert "/invitations/?q=roy" in page
    assert Invitation.objects.pending().count() == 3


def test_all_that_were_ticked_are_withdrawn(
    three: list[Invitation], people: People, sign_in: SignIn, work: Work
) -> None:
    page = do(sign_in(people.staff), three[:2], "retirer")
    assert "2\u00a0invitations retirées : " in page
    assert "@test.example et " in page
    assert [made.email for made in Invitation.objects.pending()] == [three[2].email]
    told = JournalEntry.objects.filter(sentence__contains="invitation retirée")
    assert {entry.by for entry in told} == {people.staff}
    assert told.count() == 2
    work()
    assert not mail.outbox


def test_all_that_were_ticked_are_sent_again(
    three: list[Invitation], people: People, sign_in: SignIn, work: Work
) -> None:
    Invitation.objects.update(expires_at=timezone.now())
    before = {made.token_hash for made in three}
    page = do(sign_in(people.staff), three, "renvoyer")
    assert "3\u00a0invitations renvoyées" in page
    work()
    assert sorted(to for sent in mail.outbox for to in sent.to) == [
        made.email for made in three
    ]
    assert Invitation.objects.pending().count() == 3
    assert not before & set(Invitation.objects.values_list("token_hash", flat=True))


def test_nothing_is_done_when_one_was_withdrawn_meanwhile(
    three: list[Invitation], people: People, sign_in: SignIn
) -> None:
    invitations.withdraw(people.staff, three[1])
    client = sign_in(people.staff)
    keys = [made.pk for made in three]
    answer = client.post(f"{MANY}?faire=retirer", {"invitation": keys})
    page = answer.content.decode().replace("\u202f", " ")
    assert answer.status_code == 409
    assert "Rien n’a été fait" in page
    assert "bob@test.example (déjà retirée)" in page
    assert "Retirer ces 2 invitations" in page
    assert Invitation.objects.pending().count() == 2


def test_those_of_another_are_left_alone(
    three: list[Invitation], people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    guest = Guest("dan@test.example", role=Member.Role.OCCASIONAL)
    place = Place(spaces.group, ends_on=timezone.localdate())
    invitations.invite(people.editor, [(guest, [place])])
    own = Invitation.objects.get(email="dan@test.example")
    client = sign_in(people.editor)
    assert "entre-temps" in do(client, three, "retirer")
    page = client.post(
        f"{MANY}?faire=retirer", {"invitation": [own.pk, three[0].pk]}
    ).content.decode()
    assert "Rien n’a été fait" in page
    assert "ana@test.example" not in page
    assert Invitation.objects.pending().count() == 4


@pytest.mark.parametrize(
    "given", [{}, {"faire": "retirer"}, {"faire": "x", "invitation": "1"}]
)
def test_nothing_ticked_is_told(
    given: dict[str, str], people: People, sign_in: SignIn
) -> None:
    page = sign_in(people.staff).get(MANY, given, follow=True).content.decode()
    assert "Cochez d’abord les invitations" in page


@pytest.mark.parametrize("key", ["x", "-1", "9" * 40, "0"])
def test_a_key_that_is_none_is_none(key: str, people: People, sign_in: SignIn) -> None:
    sent = sign_in(people.staff).post(f"{MANY}?faire=retirer", {"invitation": key})
    assert sent.status_code == 302


def test_many_cost_as_few_queries(
    three: list[Invitation], people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    counts = []
    for made in (three[:1], three):
        with CaptureQueriesContext(connection) as queries:
            do(client, made, "renvoyer")
        counts.append(len(queries))
    assert counts[0] == counts[1]
