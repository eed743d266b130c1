"""A form that comes back says what is wrong first: to the eye, and to a screen reader.

Each form of the site is found by walking its addresses, and sent with nothing in it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.access import EXPECTED, OK
from tests.people import People
from tests.test_access import things  # noqa: F401
from tests.urls import every_address

pytestmark = [pytest.mark.django_db, pytest.mark.looks]
SignIn = Callable[[Member | None], Client]
TITLE = "Erreur\u202f: "
#: The forms that people meet most: the walk must have been refused by each.
MAIN = {
    "stranger": {"account_login", "account_reset_password", "members:join"},
    "staff": {
        "library:add",
        "library:reference_add",
        "library:edit",
        "members:absences",
        "members:card_edit",
        "members:card_photo",
        "members:contact_add",
        "members:invite",
        "members:people_file_give",
        "members:space_new",
        "members:space_settings",
        "members:structure_add",
        "pages:correction",
        "pages:new_page",
        "pages:problem",
    },
}


def forms(page: BeautifulSoup) -> Iterator[Tag]:
    """The forms of a page that change something, and have something to fill in."""
    for form in page.select("main form[method=post]"):
        if form.select("input:not([type=hidden]), textarea, select"):
            yield form


def send_empty(client: Client, path: str, form: Tag) -> Any:
    hidden = form.select("input[type=hidden][name]")
    given = {str(field["name"]): str(field.get("value", "")) for field in hidden}
    return client.post(str(form.get("action") or path), given)


def is_refused(page: BeautifulSoup) -> bool:
    return bool(page.select("main [aria-invalid=true], main ul.errorlist"))


def described_by(page: BeautifulSoup, field: Tag) -> str:
    """What is read after the name of a field, or of the set of which it is a choice."""
    holder = field
    if not field.get("aria-describedby"):
        holder = (
            field.find_parent("fieldset", attrs={"aria-describedby": True}) or field
        )
    ids = str(holder.get("aria-describedby", "")).split()
    found = [page.find(id=one) for one in ids]
    return " ".join(
        one.get_text(" ", strip=True)
        for one in found
        if isinstance(one, Tag) and "errorlist" in str(one.get("class"))
    )


def wrong(page: BeautifulSoup) -> Iterator[str]:
    assert page.title
    if not page.title.get_text().startswith(TITLE):
        yield f"title: {page.title.get_text()}"
    summary = page.select("main [role=alert][autofocus][tabindex='-1']")
    if not summary or not summary[0].get_text(strip=True):
        yield "no summary takes the focus"
        return
    for link in summary[0].select("a[href^='#']"):
        if page.find(id=str(link["href"])[1:]) is None:
            yield f"the summary leads nowhere: {link['href']}"
    faulty = page.select("main [aria-invalid=true]:not([type=hidden])")
    for field in faulty:
        if not described_by(page, field):
            yield f"no error is said with {field.get('name')}"
    for errors in page.select("main ul.errorlist"):
        named = f"[aria-describedby~='{errors.get('id')}']"
        if not errors.get("id") or not page.select(named):
            yield f"an error is said with no field: {errors.get_text()}"


@pytest.mark.parametrize("who", MAIN)
def test_each_form_sent_empty_says_what_is_wrong(
    who: str,
    things: dict[str, str],  # noqa: F811
    people: People,
    sign_in: SignIn,
) -> None:
    client = sign_in(people.all().get(who))
    found: dict[str, list[str]] = {}
    for address in every_address(things):
        if EXPECTED.get(address.key, {}).get(who) != OK:
            continue
        answer = client.get(address.path)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            continue
        for form in forms(BeautifulSoup(answer.content, "html.parser")):
            back = send_empty(client, address.path, form)
            page = BeautifulSoup(back.content, "html.parser")
            if is_refused(page):
                found.setdefault(address.key, []).extend(wrong(page))
    assert {key: faults for key, faults in found.items() if faults} == {}
    assert MAIN[who] <= set(found)


def test_a_page_without_a_fault_says_none(client: Client) -> None:
    page = BeautifulSoup(client.get(reverse("account_login")).content, "html.parser")
    assert page.title
    assert not page.title.get_text().startswith("Erreur")
    assert not page.select("[role=alert][autofocus]")


def test_a_wrong_password_is_announced_and_names_no_field(client: Client) -> None:
    given = {"login": "inconnue@test.example", "password": "rien-de-tel-7"}
    answer = client.post(reverse("account_login"), given)
    page = BeautifulSoup(answer.content, "html.parser")
    assert list(wrong(page)) == []
    assert not page.select("[aria-invalid]")  # which of the two is told to nobody


def test_a_date_of_the_journal_that_is_none_is_announced(
    people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.staff).get(reverse("members:journal"), {"since": "hier"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert is_refused(page)
    assert list(wrong(page)) == []


def test_a_filter_that_is_not_understood_is_left_out(
    people: People, sign_in: SignIn
) -> None:
    path = reverse("library:documents")
    answer = sign_in(people.member).get(path, {"annee": "hier", "categorie": "x"})
    assert answer.status_code == OK
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.title
    assert not page.title.get_text().startswith("Erreur")
