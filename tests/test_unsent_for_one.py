"""What was typed before a gate, or past the hour of a shared computer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from config.unsent import FOR_YOU_ALONE, KEPT, KEPT_FOR, NOT_KEPT
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members import waylaid
from members.coming_in import charter
from members.models import Member
from members.signing_in import sessions
from pages.models import Proposal
from tests.members.signing_in.steps import give_password
from tests.people import People
from tests.test_unsent import TEXT, TITLE, lose, nights, path, send, shown

# What is kept of a form, or closed by address, is so on both profiles.
pytestmark = pytest.mark.looks

__all__ = ["nights", "path"]

SignIn = Callable[[Member | None], Client]
WAITS = "attend votre accord"
IN_TWO_HOURS = timedelta(hours=2)


# ---- a new charter ----


def stop(client: Client, path: str, **more: Any) -> Any:
    """A form that the new charter stops; the page to which it leads."""
    answer = lose(client, path, **more)
    assert answer["Location"].startswith("/charte/?next=")
    return answer["Location"]


def sign(client: Client, where: str) -> Any:
    page = BeautifulSoup(client.get(where).content, "html.parser")
    form = page.select_one("form.panel")
    given = {field["name"]: field["value"] for field in form.select("input")}
    return client.post(where, given)


def test_a_text_that_the_charter_stops_is_found_again_once_it_is_accepted(
    people: People, sign_in: SignIn, path: str
) -> None:
    client = sign_in(people.member)
    charter.publish(people.staff, "Deux", "x")
    where = stop(client, path, headers={"referer": f"http://testserver{path}?de=ici"})
    page = client.get(where).content.decode()
    assert WAITS in page
    assert TITLE not in page  # its button would lead here again
    assert TEXT not in page
    assert "n’est pas enregistré" not in page
    answer = sign(client, where)
    assert answer["Location"] == f"{path}?de=ici"
    found = shown(client, answer["Location"])
    assert found.select_one("details p").text == TEXT
    send(client, found)
    (sent,) = Proposal.objects.all()
    assert (sent.author, sent.text) == (people.member, TEXT)
    assert shown(client) is None


def test_it_waits_as_long_as_it_takes_to_read(
    people: People, sign_in: SignIn, path: str
) -> None:
    client = sign_in(people.member)
    charter.publish(people.staff, "Deux", "x")
    lasts = client.session.get_expiry_age()
    where = stop(client, path)
    assert client.session.get_expiry_age() == lasts
    now = timezone.now()
    with time_machine.travel(now + timedelta(seconds=waylaid.KEPT_FOR - 30)):
        sign(client, where)
        assert shown(client)
    with time_machine.travel(now + timedelta(seconds=waylaid.KEPT_FOR + 30)):
        assert shown(client) is None
        assert KEPT not in client.session


def test_what_the_gate_may_not_keep_is_said(
    people: People, sign_in: SignIn, path: str
) -> None:
    client = sign_in(people.member)
    charter.publish(people.staff, "Deux", "x")
    for given in ({"text": "court"}, {"text": TEXT, "password": "x"}):
        page = client.get(lose(client, path, given)["Location"]).content.decode()
        assert "n’est pas enregistré" in page
        assert WAITS not in page
    lose(client, path, headers={"x-requested-with": "XMLHttpRequest"})
    assert KEPT not in client.session


def test_also_on_a_shared_computer_where_one_is_signed_in(
    client: Client, people: People, path: str
) -> None:
    client.post(reverse("shared_computer"), {"yes": ""})
    give_password(client, people.member)
    charter.publish(people.staff, "Deux", "x")
    sign(client, stop(client, path))
    assert shown(client)
    client.post(reverse("account_logout"))
    give_password(client, people.member)
    assert shown(client) is None


# ---- a session that is ended from elsewhere ----


@pytest.mark.parametrize("on_shared", [False, True])
def test_another_who_signs_in_there_sees_nothing_of_it(
    client: Client, people: People, on_shared: bool
) -> None:
    if on_shared:
        client.post(reverse("shared_computer"), {"yes": ""})
    give_password(client, people.member)
    card = f"/annuaire/{people.member.pk}/modifier/"
    client.get(card)
    (session,) = sessions.of(people.member)
    sessions.end([session])
    lose(client, card, {"about": TEXT})
    assert client.session[KEPT]["of"] == people.member.pk
    give_password(client, people.colleague)
    page = client.get("/mon-espace/").content.decode()
    assert TITLE not in page
    assert TEXT not in page
    assert KEPT not in client.session
    client.post(reverse("account_logout"))
    give_password(client, people.member)
    assert shown(client, card) is None


# ---- the hour of a shared computer ----


@pytest.fixture
def shared(client: Client, people: People) -> Client:
    client.post(reverse("shared_computer"), {"yes": ""})
    give_password(client, people.member)
    return client


def test_past_the_hour_the_same_person_finds_it_again(
    shared: Client, people: People, path: str
) -> None:
    with time_machine.travel(timezone.now() + IN_TWO_HOURS):
        answer = lose(shared, path, headers={"referer": f"http://testserver{path}"})
        assert answer["Location"] == f"/connexion/?next={path}"
        page = shared.get(answer["Location"]).content.decode()
        assert "vous avez été déconnecté" in page
        assert FOR_YOU_ALONE in page
        assert TEXT not in page
        give_password(shared, people.member)
        found = shown(shared, path)
        assert found.select_one("details p").text == TEXT
        send(shared, found)
        assert Proposal.objects.get().author == people.member


def test_another_person_never_does(shared: Client, people: People, path: str) -> None:
    with time_machine.travel(timezone.now() + IN_TWO_HOURS):
        lose(shared, path)
        give_password(shared, people.colleague)
        assert shown(shared) is None
        assert KEPT not in shared.session
        shared.post(reverse("account_logout"))
        give_password(shared, people.member)
        assert shown(shared) is None


def test_nor_the_same_one_after_a_quarter_of_an_hour(
    shared: Client, people: People, path: str
) -> None:
    later = timezone.now() + IN_TWO_HOURS
    with time_machine.travel(later):
        lose(shared, path)
    with time_machine.travel(later + timedelta(seconds=KEPT_FOR + 30)):
        give_password(shared, people.member)
        assert shown(shared) is None


def test_what_is_not_kept_past_the_hour_is_said(shared: Client, path: str) -> None:
    with time_machine.travel(timezone.now() + IN_TWO_HOURS):
        answer = lose(shared, path, {"text": "court"})
        assert NOT_KEPT in shared.get(answer["Location"]).content.decode()
        assert KEPT not in shared.session


def test_a_forged_form_is_refused_past_the_hour_too(people: People, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member)
    session = client.session
    session["shared"], session["seen_at"] = True, 1
    session.save()
    assert lose(client, path).status_code == 403
    assert KEPT not in client.session
