"""What is typed with plain marks is printed with those of French on every page."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Comment
from django.test import Client

from library.models import Category, Reference
from members.models import Member
from members.typography import typed_in, typeset, typeset_html
from pages.models import ArticlePage
from tests.conftest import AddFile
from tests.pages.telling import section_in, tell
from tests.people import People, Spaces

pytestmark = pytest.mark.looks

SignIn = Callable[[Member | None], Client]
TYPED = "Plan d'aide : qui ?"
PRINTED = typeset(TYPED)
N = "\u202f"


@pytest.fixture
def made(
    people: People,
    spaces: Spaces,
    category: Category,
    add_file: AddFile,
    work: Callable[[], None],
) -> dict[str, str]:
    """Where each thing is read, all under one title."""
    section = section_in(spaces.ges)
    section.title = TYPED
    section.save_revision().publish()
    page = section.add_child(
        instance=ArticlePage(title=TYPED, slug="plan", summary=TYPED)
    )
    page.save_revision().publish()
    news = tell(section, TYPED, summary=TYPED)
    document = add_file(f"{TYPED} Le texte d'un fichier : glucagon !", title=TYPED)
    document.summary = TYPED
    document.save()
    reference = Reference.objects.create(
        title=TYPED, space=spaces.ges, kind="law", summary=TYPED, category=category
    )
    work()
    return {
        "page": page.get_url(),
        "news": news.get_url(),
        "document": document.get_absolute_url(),
        "reference": reference.get_absolute_url(),
    }


def shown(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content.decode(), "html.parser")


def left_as_typed(found: BeautifulSoup) -> list[str]:
    """The texts of a page that are printed as they were typed."""
    parts = [found.title, found.main]
    texts = [text for part in parts if part for text in part.find_all(string=True)]
    return [
        str(text)
        for text in texts
        if not isinstance(text, Comment)
        and not text.find_parent(["textarea", "code", "pre", "script", "style"])
        and not text.find_parent(class_="reader-text")
        and list(typed_in(str(text)))
    ]


@pytest.mark.parametrize(
    "path",
    [
        "page",
        "news",
        "document",
        "reference",
        "/mon-espace/",
        "/actualites/",
        "/bibliotheque/",
        "/bibliotheque/textes/",
        "/plan-du-site/",
        "/recherche/?q=plan+d%27aide",
        "/recherche/?q=glucagon",
    ],
)
def test_titles_have_their_marks_wherever_they_stand(
    path: str, made: dict[str, str], people: People, sign_in: SignIn
) -> None:
    found = shown(sign_in(people.member), made.get(path, path))
    assert left_as_typed(found) == []
    assert found.main and PRINTED in found.main.get_text()


def test_where_we_are_too(
    made: dict[str, str], people: People, sign_in: SignIn
) -> None:
    found = shown(sign_in(people.member), made["page"])
    assert PRINTED in [link.get_text() for link in found.select(".crumbs a")]


def test_a_passage_keeps_its_highlights(
    made: dict[str, str], people: People, sign_in: SignIn
) -> None:
    found = shown(sign_in(people.member), "/recherche/?q=glucagon+aide")
    passage = found.select_one(".hit .passage")
    assert passage is not None
    assert f"Le texte d’un fichier{N}: glucagon{N}!" in passage.get_text()
    assert {mark.get_text() for mark in passage.select("mark")} >= {"glucagon"}


def test_what_is_no_reading_stays_as_it_was_typed(
    made: dict[str, str], people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    form = shown(browser, f"{made['document']}modifier/")
    title = form.select_one("[name=title]")
    assert title and title["value"] == TYPED
    reader = shown(browser, made["document"]).select_one(".reader-text")
    assert reader and "Le texte d'un fichier : glucagon !" in reader.get_text()
    question = shown(browser, "/recherche/?q=plan+d%27aide+%3F")
    field = question.select_one("[type=search]")
    assert field and field["value"] == "plan d'aide ?"


def test_long_text_that_is_kept_costs_little() -> None:
    kept = "<pre>" + "l'un : l'autre " * 40_000 + "</pre>"
    assert typeset_html(kept + "<p>Qui ?</p>") == f"{kept}<p>Qui{N}?</p>"
    typed = "<!--as-typed-->l'un : <b>l'autre</b><!--/as-typed-->"
    assert typeset_html(typed) == typed
