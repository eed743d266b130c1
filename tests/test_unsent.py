"""What a person typed is not lost when his session, or his page, was too old."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from config.unsent import FOUND_AGAIN, KEPT, KEPT_FOR, MOST, NOT_KEPT
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings
from wagtail.models import Page

from members.coming_in import charter
from members.models import Charter, Member
from members.signing_in import lately
from pages.models import ArticlePage, ContentPage, Proposal, SectionPage
from tests.members.signing_in.steps import (
    application_code,
    ask_for_code,
    code_in,
    give_code,
    give_factor,
    give_password,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
TEXT = "Le numéro de la pharmacie de garde a changé le 3 novembre."
GIVEN = {"problem": "other", "text": TEXT}
HOSTILE = 'Il écrit <script>alert("x")</script>, puis "guillemets" et l’\'apostrophe\'.'
TITLE = "Ce que vous aviez écrit n’est pas envoyé"
HERE = {"origin": "http://testserver"}
URLENCODED = "application/x-www-form-urlencoded"


def end_session(client: Client, member: Member) -> None:
    """He was signed in here, and another of his browsers has ended it."""
    client.force_login(member)
    client.get("/annuaire/")
    client.session.delete()


@pytest.fixture
def client(client: Client, people: People) -> Client:
    end_session(client, people.member)
    return client


@pytest.fixture
def nights(people: People, spaces: Spaces) -> ContentPage:
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Garde", slug="garde", space=spaces.group)
    )
    made = section.add_child(
        instance=ArticlePage(title="Nuits", slug="nuits", owner=people.staff)
    )
    made.save_revision().publish()
    return ContentPage.objects.get(pk=made.pk)


@pytest.fixture
def path(nights: ContentPage) -> str:
    return f"/pages/{nights.pk}/signaler/"


def lose(client: Client, path: str, given: Any = None, **more: Any) -> Any:
    """A form sent by who does not know that his session has ended."""
    return client.post(path, GIVEN if given is None else given, **more)


def shown(client: Client, path: str = "/mon-espace/") -> Any:
    """The component in a page; None when there is nothing to send."""
    page = client.get(path, follow=True).content.decode()
    return BeautifulSoup(page, "html.parser").select_one(".unsent")


def fields(component: Any) -> list[tuple[str, str]]:
    """What its first form sends, but for its token."""
    return [
        (field["name"], field["value"])
        for field in component.select_one("form").select("input[type=hidden]")
        if field["name"] != "csrfmiddlewaretoken"
    ]


def send(client: Client, component: Any, **more: Any) -> Any:
    form = component.select_one("form")
    data = QueryDict(mutable=True)
    for field in form.select("input"):
        data.appendlist(field["name"], field["value"])
    return client.post(
        form["action"], data.urlencode(), content_type=URLENCODED, **more
    )


def test_a_text_is_found_again_after_the_password_and_sent(
    client: Client, people: People, path: str
) -> None:
    answer = lose(client, path, headers={"referer": f"http://testserver{path}?de=ici"})
    assert answer["Location"] == f"/connexion/?next={path}%3Fde%3Dici"
    page = client.get(answer["Location"]).content.decode()
    assert FOUND_AGAIN in page
    assert TITLE not in page  # nobody is known yet
    assert TEXT not in page

    answer = give_password(client, people.member, next=f"{path}?de=ici")
    assert answer["Location"] == f"{path}?de=ici"
    found = shown(client, "/annuaire/")
    assert TITLE in found.text
    assert found.select_one("details p").text == TEXT
    assert found.select_one("form")["action"] == path
    assert fields(found) == list(GIVEN.items())
    send(client, found)
    (sent,) = Proposal.objects.all()
    assert (sent.author, sent.text) == (people.member, TEXT)
    assert shown(client) is None


def test_after_a_second_factor(client: Client, people: People, path: str) -> None:
    end_session(client, people.editor)
    lose(client, path)
    give_password(client, people.editor)
    give_factor(client, application_code())
    assert fields(shown(client)) == list(GIVEN.items())


def test_after_a_code_by_mail(
    client: Client, people: People, path: str, work: Work, mailoutbox: list[Any]
) -> None:
    lose(client, path)
    ask_for_code(client, people.member.email)
    work()
    give_code(client, code_in(mailoutbox[-1]))
    assert fields(shown(client)) == list(GIVEN.items())
    # A session of thirty days again, as any other.
    assert client.session.get_expiry_age() > 60 * 60 * 24


def test_not_for_who_signs_in_over_another(
    client: Client, people: People, path: str
) -> None:
    lose(client, path)
    client.force_login(people.member)
    assert shown(client)
    client.force_login(people.colleague)
    assert shown(client) is None


def test_it_is_forgotten_when_asked(client: Client, people: People, path: str) -> None:
    lose(client, path)
    client.force_login(people.member)
    assert shown(client).select("form")[1]["action"] == reverse("forget_unsent")
    client.post(reverse("forget_unsent"))
    assert KEPT not in client.session
    assert shown(client) is None


def test_it_is_gone_after_a_quarter_of_an_hour(
    client: Client, people: People, path: str
) -> None:
    lose(client, path)
    client.force_login(people.member)
    now = timezone.now()
    with time_machine.travel(now + timedelta(seconds=KEPT_FOR - 30)):
        assert shown(client)
    with time_machine.travel(now + timedelta(seconds=KEPT_FOR + 30)):
        assert shown(client) is None
        assert KEPT not in client.session


def test_a_form_that_comes_back_with_what_is_wrong_shows_it_once(
    client: Client, people: People, path: str
) -> None:
    lose(client, path, {"text": " ", "more": TEXT})
    client.force_login(people.member)
    answer = send(client, shown(client))
    assert answer.status_code == 422
    assert TITLE not in answer.content.decode()
    assert shown(client) is None


def test_a_form_that_a_gate_stopped_is_still_to_be_sent(
    client: Client, people: People, path: str
) -> None:
    lose(client, path)
    client.force_login(people.member)
    found = shown(client)
    Charter.objects.create(version=99, text="Autre")
    assert not charter.has_signed(people.member)
    assert send(client, found)["Location"].startswith("/charte/")
    assert KEPT in client.session
    client.post(reverse("forget_unsent"))  # whatever the gate
    assert KEPT not in client.session


def test_one_of_another_address_stays(
    client: Client, people: People, path: str
) -> None:
    lose(client, path)
    client.force_login(people.member)
    client.post(path.replace("signaler", "corriger"), {"text": "Autre chose"})
    assert shown(client)
    assert client.post(f"{path}absent/", {}).status_code == 404
    assert shown(client)


def test_several_values_of_one_name_and_signs_of_html_stay_what_they_are(
    client: Client, people: People, path: str
) -> None:
    given = {"text": HOSTILE, "a": ["1", "2"], '"><b>': "x"}
    given["csrfmiddlewaretoken"] = "y" * 64
    lose(client, path, given)
    client.force_login(people.member)
    page = client.get("/mon-espace/").content.decode()
    assert "<script>alert" not in page
    assert f'value="{escape(HOSTILE)}"' in page
    pairs = [("text", HOSTILE), ("a", "1"), ("a", "2"), ('"><b>', "x")]
    assert fields(shown(client)) == pairs


SECRETS: list[dict[str, Any]] = [
    {"password": "x"},
    {"new_password1": "x"},
    {"code": "12345678"},
    {"credential": "{}"},
    {"file": SimpleUploadedFile("a.txt", b"a")},
]
SHORT = [{"text": "x" * 19}, {"text": " " * 40}, {"text": "", "next": "/" + "a" * 40}]
LONG = [{"text": "é" * (MOST // 2)}, {"text": "a", "b" * MOST: "c"}]


@pytest.mark.parametrize(
    "given",
    [*({"text": TEXT, **secret} for secret in SECRETS), *SHORT, *LONG],
    ids=lambda given: "+".join(name[:12] for name in given),
)
def test_what_is_not_kept_is_said(
    client: Client, people: People, path: str, given: dict[str, Any]
) -> None:
    for value in given.values():
        if not isinstance(value, str):
            value.seek(0)
    answer = lose(client, path, given)
    assert NOT_KEPT in client.get(answer["Location"]).content.decode()
    assert KEPT not in client.session


def test_nor_a_long_body_in_parts(client: Client, path: str) -> None:
    lose(client, path, {"text": TEXT}, CONTENT_LENGTH=str(100 * 1024 + 1))
    assert KEPT not in client.session
    lose(client, path, TEXT, content_type="text/plain")
    assert KEPT not in client.session


@pytest.mark.parametrize("cookie", ["", "1", "MQ:1a2b3c:4d5e6f"])
def test_nor_of_who_is_not_known(client: Client, path: str, cookie: str) -> None:
    client.cookies[lately.COOKIE] = cookie
    answer = lose(client, path)
    assert KEPT not in client.session
    assert NOT_KEPT in client.get(answer["Location"]).content.decode()


def test_nor_after_one_has_signed_out(
    client: Client, people: People, path: str
) -> None:
    client.force_login(people.member)
    client.post(reverse("account_logout"))
    assert not client.cookies[lately.COOKIE].value
    lose(client, path)
    assert KEPT not in client.session


def test_nor_of_who_would_fill_the_table(
    people: People, path: str, settings: Settings
) -> None:
    rates = settings.ACCOUNT_RATE_LIMITS
    settings.ACCOUNT_RATE_LIMITS = rates | {"keep_unsent": "2/h/ip"}
    for kept in (True, True, False):
        other = Client()
        end_session(other, people.member)
        lose(other, path)
        assert (KEPT in other.session) is kept


def test_nor_of_a_script_nor_without_the_token(client: Client, path: str) -> None:
    answer = lose(client, path, headers={"accept": "application/json"})
    assert answer.status_code == 401
    lose(client, path, headers={"sec-fetch-mode": "cors"})
    lose(client, path, headers={"x-requested-with": "XMLHttpRequest"})
    assert KEPT not in client.session
    assert lose(Client(enforce_csrf_checks=True), path).status_code == 403


def test_a_page_of_elsewhere_leads_nowhere(client: Client, path: str) -> None:
    answer = lose(client, path, headers={"referer": "https://mal.example/piege/"})
    assert answer["Location"] == f"/connexion/?next={path}"


def test_of_the_admin_it_waits_on_the_site(client: Client, people: People) -> None:
    end_session(client, people.staff)
    answer = lose(client, "/admin/pages/3/edit/")
    assert answer["Location"] == "/connexion/?next=/mon-espace/"
    client.force_login(people.staff)
    assert shown(client).select_one("form")["action"] == "/admin/pages/3/edit/"


def test_it_costs_no_query(client: Client, people: People, path: str) -> None:
    def queries() -> int:
        client.force_login(people.member)
        client.get("/annuaire/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/annuaire/")
        return len(captured)

    without = queries()
    client.session.delete()
    lose(client, path)
    assert queries() == without
    assert shown(client)
