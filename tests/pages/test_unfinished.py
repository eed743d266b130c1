"""A draft takes what is not finished; two pages made at once both have an address."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from members.models import Member
from pages.blocks.media import VideoBlock, wrong
from pages.models import ArticlePage, SectionPage
from tests.pages.telling import section_in
from tests.people import People, Spaces

VIDEO = {
    "title": "Poser une perfusion",
    "film": "",
    "captions": "",
    "url": "",
    "summary": "Un geste",
    "duration": "",
}
MISSING = "Choisissez une vid"


@pytest.fixture
def section(spaces: Spaces) -> SectionPage:
    return section_in(spaces.ges)


def send(client: Client, section: SectionPage, **given: Any) -> Any:
    form = {
        "title": "Une fiche",
        "slug": "fiche",
        "summary": "",
        "tags": "",
        "review_months": "12",
        "body": streamfield([("video", VIDEO)]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **given,
    }
    path = f"/admin/pages/add/pages/articlepage/{section.pk}/"
    return client.post(path, nested_form_data(form))


def test_a_draft_takes_a_video_that_is_not_finished(
    section: SectionPage, people: People, sign_in: Any
) -> None:
    staff = sign_in(people.staff)
    refused = send(staff, section, **{"action-publish": "1"})
    assert refused.status_code == 200
    assert MISSING in refused.content.decode()
    assert send(staff, section).status_code == 302
    page = ArticlePage.objects.get()
    assert page.get_latest_revision_as_object().body[0].value["title"] == VIDEO["title"]
    assert "Poser" in staff.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert staff.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_a_film_and_an_address_are_one_too_many() -> None:
    both = {"film": object(), "url": "https://v.example/"}
    assert wrong(both) == {
        "url": "Donnez l’un ou l’autre\u202f: la vidéo, ou l’adresse."
    }
    block = VideoBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({**VIDEO, "film": None, "captions": None}))


def test_a_page_that_loses_the_race_for_its_address_has_another(
    section: SectionPage, people: People, sign_in: Any, monkeypatch: Any
) -> None:
    """Wagtail saves a new page by itself at the moment when it is scheduled."""
    from pages.forms import PlacedForm

    saved = PlacedForm.save
    meanwhile: list[ArticlePage] = []

    def late(form: Any, commit: bool = True) -> Any:
        if not meanwhile:
            other = ArticlePage(title="Une fiche", slug="fiche", live=False)
            meanwhile.append(other)
            SectionPage.objects.get(pk=section.pk).add_child(instance=other)
        return saved(form, commit=commit)

    monkeypatch.setattr(PlacedForm, "save", late)
    answer = send(sign_in(people.staff), section)
    assert answer.status_code == 302
    assert {page.slug for page in ArticlePage.objects.all()} == {"fiche", "fiche-2"}
    paths = {page.url_path for page in ArticlePage.objects.all()}
    assert {path.rstrip("/").rpartition("/")[2] for path in paths} == {
        "fiche",
        "fiche-2",
    }


def test_a_page_that_loses_the_race_for_its_place_has_the_next(
    section: SectionPage, people: People
) -> None:
    by: Member = people.staff
    first, second = (SectionPage.objects.get(pk=section.pk) for _ in range(2))
    first.add_child(instance=ArticlePage(title="Une", slug="une", owner=by))
    second.add_child(instance=ArticlePage(title="Autre", slug="autre", owner=by))
    assert {page.slug for page in ArticlePage.objects.all()} == {"une", "autre"}
