"""What somebody typed and stands within « » has “ ” for its own guillemets.

Pages and the admin do it for all they show; mails and the attributes that a screen
reader says do it by the filter `nested`.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMessage
from django.test import Client

from members.models import Member, Space
from members.spaces import letters
from pages.models import ArticlePage
from tests.conftest import AddFile
from tests.pages.telling import section_in
from tests.people import People, Spaces

pytestmark = pytest.mark.looks

SignIn = Callable[[Member | None], Client]
TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
QUOTED = re.compile(r"«[^»{]*(?:\{%[^»]*?%\}[^»{]*)*\{\{(?P<name>[^}]*)\}\}")
ATTRIBUTE = re.compile(r'[\w-]+="(?P<value>[^"<>]*«[^"]*\{\{[^"]*)"')
TITLE = "Le «\u202flundi\u202f»"
WITHIN = "«\u202fLe “lundi”\u202f»"


def unfiltered(text: str) -> list[str]:
    found = QUOTED.finditer(text)
    return [each["name"] for each in found if "|nested" not in each["name"]]


def test_a_mail_quotes_with_other_marks() -> None:
    files = sorted((TEMPLATES / "emails").iterdir())
    assert {
        file.name: found for file in files if (found := unfiltered(file.read_text()))
    } == {}


def test_so_does_what_a_screen_reader_says() -> None:
    found = [
        (file.name, name)
        for file in sorted(TEMPLATES.rglob("*.html"))
        for attribute in ATTRIBUTE.finditer(file.read_text())
        for name in unfiltered(attribute["value"])
    ]
    assert found == []


def test_what_does_not_is_seen() -> None:
    assert unfiltered("« {{ word }} »") == [" word "]
    assert unfiltered("« {% if a %}b{% endif %}{{ word|nested }} »") == []
    assert ATTRIBUTE.search('<a aria-label="Voir « {{ page.title }} »">')


def test_a_letter_does(
    people: People, work: Callable[[], None], mailoutbox: list[EmailMessage]
) -> None:
    letters.write(
        [people.member], f"«\u202f{TITLE}\u202f»", f"Ici, «\u202f{TITLE}\u202f»."
    )
    work()
    [sent] = mailoutbox
    assert sent.subject.startswith(WITHIN)
    assert f"Ici, {WITHIN}." in sent.body


def test_a_page_and_a_message_do(
    spaces: Spaces, people: People, sign_in: SignIn, add_file: AddFile
) -> None:
    document = add_file("Un texte.", "a.txt", title=TITLE)
    browser = sign_in(people.staff)
    versions = browser.get(f"{document.get_absolute_url()}versions/").content.decode()
    assert f"Versions de {WITHIN}" in BeautifulSoup(versions, "html.parser").get_text()
    answer = browser.post(
        f"{document.get_absolute_url()}supprimer/", follow=True
    ).content.decode()
    assert f"{WITHIN} est à la corbeille" in answer


def test_the_admin_does(spaces: Spaces, people: People, sign_in: SignIn) -> None:
    section = section_in(spaces.ges)
    page = section.add_child(instance=ArticlePage(title=TITLE, slug="lundi"))
    page.save_revision().publish()
    browser = sign_in(people.staff)
    moving = browser.get(f"/admin/pages/{section.pk}/move/{page.pk}/confirm/")
    assert f"dans {WITHIN}" in moving.content.decode()
    editing = browser.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'value="{TITLE}"' in editing


@pytest.mark.django_db
def test_the_name_of_a_space_does(sign_in: SignIn, people: People) -> None:
    space = Space.objects.create(name=TITLE, slug="lundi", initials="LU")
    assert (
        "“lundi”"
        in sign_in(people.staff)
        .get(f"/espaces/{space.slug}/quitter/", follow=True)
        .content.decode()
    )
