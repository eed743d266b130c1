"""The page of an invitation that is over: who had invited, and how to get another."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.models import Invitation, JournalEntry, Member
from tests.members.test_invitations import NEW, link_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
BUTTON = "Demander une nouvelle invitation"


@pytest.fixture
def link(people: People, spaces: Spaces, work: Work) -> str:
    """The link that the staff sent to somebody."""
    guest = Guest(NEW, "Inès", "Carvalho")
    invitations.invite(people.staff, [(guest, [Place(spaces.ges)])], "Bienvenue")
    work()
    found = link_of(mail.outbox[-1])
    mail.outbox.clear()
    return found


def end(link: str, how: str, people: People) -> Invitation:
    found = Invitation.objects.get(email=NEW)
    if how == "withdrawn":
        invitations.withdraw(people.staff, found)
    else:
        found.expires_at = timezone.now() - timedelta(days=1)
        found.save()
    return found


@pytest.mark.parametrize("how", ["over", "withdrawn"])
def test_it_names_who_invited_and_nothing_else(
    how: str, link: str, people: People, spaces: Spaces, client: Client
) -> None:
    end(link, how, people)
    answer = client.get(link)
    page = answer.content.decode()
    assert answer.status_code == 410
    assert f"L’invitation de {people.staff} a " in page
    assert BUTTON in page
    for hidden in (people.staff.email, NEW, "Carvalho", spaces.ges.name, "Bienvenue"):
        assert hidden not in page.replace("GES du Pays", "")


@pytest.mark.parametrize(
    ("how", "says", "tab"),
    [("over", "a dépassé sa date", "perimees"), ("withdrawn", "retirée", "retirees")],
)
def test_one_click_tells_who_invited(
    how: str,
    says: str,
    tab: str,
    *,
    link: str,
    people: People,
    client: Client,
    work: Work,
    sign_in: SignIn,
) -> None:
    end(link, how, people)
    answer = client.post(f"{link}redemander/")
    assert answer.status_code == 200
    assert f"{people.staff} reçoit votre demande" in answer.content.decode()
    work()
    (sent,) = mail.outbox
    assert sent.to == [people.staff.email]
    assert "Inès Carvalho demande une nouvelle invitation" in sent.subject
    assert says in sent.body
    assert JournalEntry.objects.filter(sentence__contains="demandée depuis").exists()
    listed = sign_in(people.staff).get(f"/invitations/?etat={tab}&q={NEW}")
    assert "Redemandée" in listed.content.decode()


def test_pressed_again_it_sends_nothing_more_until_the_next_day(
    link: str, people: People, client: Client, work: Work
) -> None:
    found = end(link, "over", people)
    for _ in range(3):
        client.post(f"{link}redemander/")
    work()
    assert len(mail.outbox) == 1
    Invitation.objects.update(asked_again_at=timezone.now() - timedelta(days=2))
    client.post(f"{link}redemander/")
    work()
    assert len(mail.outbox) == 2
    found.refresh_from_db()
    invitations.resend(people.staff, found)
    found.refresh_from_db()
    assert found.asked_again_at is None


def test_the_staff_answer_for_who_may_invite_no_more(
    link: str, people: People, client: Client, work: Work
) -> None:
    end(link, "over", people)
    Invitation.objects.update(invited_by=people.outsider)
    page = client.get(link).content.decode()
    assert f"L’invitation de {people.outsider} a dépassé sa date" in page
    assert "l’équipe du Pays le saura" in page
    client.post(f"{link}redemander/")
    work()
    assert people.outsider.email not in [to for sent in mail.outbox for to in sent.to]
    assert people.staff.email in [to for sent in mail.outbox for to in sent.to]


def test_nobody_is_named_who_left(link: str, people: People, client: Client) -> None:
    end(link, "over", people)
    Invitation.objects.update(invited_by=None)
    assert "L’invitation a dépassé sa date" in client.get(link).content.decode()


def test_who_was_invited_again_meanwhile_gets_that_one(
    link: str, people: People, client: Client, work: Work
) -> None:
    end(link, "withdrawn", people)
    invitations.invite(people.staff, [(Guest(NEW), [])])
    work()
    mail.outbox.clear()
    client.post(f"{link}redemander/")
    work()
    (sent,) = mail.outbox
    assert sent.to == [NEW]
    assert client.get(link_of(sent)).status_code == 200


def test_who_has_an_account_is_told_so_by_mail(
    link: str, people: People, client: Client, work: Work
) -> None:
    end(link, "withdrawn", people)
    Member.objects.create_user(NEW, first_name="Inès", last_name="Carvalho")
    client.post(f"{link}redemander/")
    work()
    (sent,) = mail.outbox
    assert sent.to == [NEW]


def test_a_link_that_is_good_or_is_none_asks_for_nothing(
    link: str, client: Client, work: Work
) -> None:
    answer = client.post(f"{link}redemander/")
    assert answer["Location"] == link
    assert BUTTON not in client.get(link).content.decode()
    client.post("/invitation/nimporte/redemander/")
    assert BUTTON not in client.get("/invitation/nimporte/").content.decode()
    work()
    assert not mail.outbox
