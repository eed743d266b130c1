"""More of what does not suit: places, addresses, long texts, terms that are words."""

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from library.models import Picture
from members.models import Member, Space
from members.team import GROUP
from pages.blocks.text import LONGEST
from pages.models import ArticlePage, ContentPage, SectionPage, Term
from tests.pages.test_bad_input import (  # noqa: F401 - two are fixtures
    drawn,
    give,
    pasted,
    section,
    send,
    staff,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def read(answer: Any) -> str:
    return html.unescape(answer.content.decode())


# Places


def move(client: Client, page: ContentPage, place: Page) -> Any:
    path = f"/admin/pages/{page.pk}/move/{place.pk}/confirm/"
    return client.post(path, follow=True)


@pytest.fixture
def tree(section: SectionPage, spaces: Spaces) -> dict[str, Any]:  # noqa: F811
    front = Page.objects.get(depth=2)
    group = SectionPage(title="Groupe", slug="groupe", space=spaces.group)
    group = front.add_child(instance=group)
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    under = page.add_child(instance=ArticlePage(title="Détail", slug="detail"))
    return {"section": section, "group": group, "page": page, "under": under}


def places(*pages: ContentPage) -> list[tuple[str, int]]:
    found = [ContentPage.objects.get(pk=page.pk) for page in pages]
    return [(page.url_path, page.space_id) for page in found]


def test_a_page_is_not_moved_under_itself(
    tree: dict[str, Any],
    staff: Client,  # noqa: F811
) -> None:
    before = places(tree["page"], tree["under"])
    for place in (tree["page"], tree["under"]):
        answer = move(staff, tree["page"], place)
        assert answer.status_code in (200, 403)
        assert "autorisation" in read(answer) or "Rien n’est changé" in read(answer)
    assert places(tree["page"], tree["under"]) == before


def test_a_page_is_not_moved_where_its_author_has_no_right(
    tree: dict[str, Any], people: People, sign_in: SignIn
) -> None:
    """By rule only staff enter the admin; what moves does not lean on it."""
    editor = sign_in(people.editor)
    people.editor.groups.add(Group.objects.get(name=GROUP))
    own = tree["group"].add_child(instance=ArticlePage(title="Fiche", slug="fiche"))
    before = places(own, tree["page"])
    for page, place in ((own, tree["section"]), (tree["page"], tree["group"])):
        answer = move(editor, page, place)
        assert answer.status_code == 403
        assert "vous n’animez pas l’espace «\u202fGES\u202f»" in read(answer)
    for verb in ("delete", "unpublish"):
        path = f"/admin/pages/{tree['page'].pk}/{verb}/"
        assert editor.post(path).status_code == 403
    assert places(own, tree["page"]) == before


def test_a_page_is_not_moved_into_a_space_that_is_closed(
    tree: dict[str, Any],
    spaces: Spaces,
    staff: Client,  # noqa: F811
) -> None:
    before = places(tree["page"], tree["under"])
    Space.objects.filter(pk=spaces.group.pk).update(state=Space.State.FROZEN)
    answer = move(staff, tree["page"], tree["group"])
    assert answer.status_code == 403
    assert "figé" in read(answer)
    assert places(tree["page"], tree["under"]) == before


def test_a_page_that_moves_beside_its_namesake_is_told(
    tree: dict[str, Any],
    staff: Client,  # noqa: F811
) -> None:
    tree["group"].add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    answer = move(staff, tree["page"], tree["group"])
    assert "une page finit déjà par «\u202fbilan\u202f»" in read(answer)
    place = ContentPage.objects.get(pk=tree["page"].pk).get_parent()
    assert place.pk == tree["section"].pk


# Addresses


def test_two_pages_do_not_end_alike_and_what_was_typed_stays(
    section: SectionPage,  # noqa: F811
    staff: Client,  # noqa: F811
) -> None:
    assert send(staff, section).status_code == 302
    text = pasted({"text": "Un texte que personne ne veut perdre"})
    body = streamfield([("rich_text", text)])
    answer = send(staff, section, title="Une autre", body=body)
    assert answer.status_code == 200
    said = read(answer)
    assert "une page finit déjà par «\u202ffiche\u202f»" in said
    assert 'value="Une autre"' in said
    assert "Un texte que personne ne veut perdre" in said
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("title", ["🩺🚑", "Fiche", "日本", "Été à l’hôpital"])
def test_an_address_is_made_of_any_title(
    title: str,
    section: SectionPage,  # noqa: F811
    staff: Client,  # noqa: F811
) -> None:
    """Without scripts the end of the address comes empty; twice, it is another one."""
    for _ in range(2):
        assert send(staff, section, title=title, slug="").status_code == 302
    found = ArticlePage.objects.values_list("slug", flat=True)
    assert len(set(found)) == 2
    for page in ArticlePage.objects.all():
        assert staff.get(page.get_url()).status_code == 200


# Long texts


def test_a_text_that_is_a_whole_book_is_refused_and_stays(
    section: SectionPage,  # noqa: F811
    staff: Client,  # noqa: F811
) -> None:
    book = "Un livre. " * (LONGEST // 10 + 10)
    body = streamfield([("rich_text", pasted({"text": book}))])
    answer = send(staff, section, body=body)
    assert answer.status_code == 200
    assert not ArticlePage.objects.exists()
    said = read(answer)
    assert "au plus 100" in said
    assert said.count("Un livre. ") > 9_000


def test_what_is_larger_than_the_site_takes_is_refused_in_words(
    section: SectionPage,  # noqa: F811
    staff: Client,  # noqa: F811
) -> None:
    images = "data:image/png;base64," + "A" * 11_000_000
    answer = send(staff, section, body=streamfield([("rich_text", images)]))
    assert answer.status_code in (400, 413)
    assert "trop" in read(answer)
    assert not ArticlePage.objects.exists()


def test_an_image_that_was_refused_leaves_the_title_that_was_typed(
    staff: Client,  # noqa: F811
    spaces: Spaces,
) -> None:
    answer = give(staff, spaces, b"<svg xmlns='x'><script/></svg>", "dessin.svg")
    assert answer.status_code == 200
    assert 'value="Plan"' in read(answer)
    assert not Picture.objects.exists()


# Terms


@pytest.mark.parametrize(("short", "warned"), [("sang", True), ("SAU", False)])
def test_a_term_that_is_a_word_of_every_day_is_kept_with_a_warning(
    short: str,
    warned: bool,
    staff: Client,  # noqa: F811
) -> None:
    Term.objects.all().delete()
    given = {"short": short, "long": "Une forme longue", "explanation": ""}
    answer = staff.post("/admin/snippets/pages/term/add/", given)
    assert answer.status_code == 302
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert any("mot courant" in words for words in said) == warned
    key = Term.objects.get().pk
    answer = staff.post(f"/admin/snippets/pages/term/edit/{key}/", given)
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert any("mot courant" in words for words in said) == warned


def test_two_terms_with_one_acronym_are_refused_and_what_was_typed_stays(
    staff: Client,  # noqa: F811
) -> None:
    Term.objects.all().delete()
    Term.objects.create(short="SAU", long="Service d’accueil des urgences")
    given = {"short": "S.A.U.", "long": "Surface agricole utile", "explanation": "Ha"}
    answer = staff.post("/admin/snippets/pages/term/add/", given)
    assert answer.status_code == 200
    said = read(answer)
    assert "Le glossaire a déjà «\u202fSAU\u202f»" in said
    assert 'value="Surface agricole utile"' in said
    assert Term.objects.count() == 1
