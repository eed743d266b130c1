"""The title that a file gives itself, proposed to who may name its document."""

import pytest
from django.urls import reverse

from tests.library import samples


@pytest.fixture
def titled(add_file, work):
    html = "<!doctype html><title>Prévenir les chutes</title><p>Conduite à tenir."
    document = add_file(html, "chute_v3.html")
    work()
    document.refresh_from_db()
    return document


def test_the_title_of_the_file_is_proposed_and_taken(titled, people, sign_in):
    browser = sign_in(people.member)
    page = browser.get(titled.get_absolute_url()).text
    assert "Le fichier s’intitule lui-même «\u202fPrévenir les chutes\u202f»" in page
    answer = browser.post(
        reverse("library:take_title", args=[titled.pk]), follow=True
    ).text
    titled.refresh_from_db()
    assert titled.title == "Prévenir les chutes"
    assert "s’intitule lui-même" not in answer
    assert titled.versions.count() == 1


def test_it_is_nobody_elses_to_take(titled, people, sign_in):
    browser = sign_in(people.colleague)
    assert "s’intitule" not in browser.get(titled.get_absolute_url()).text
    taken = browser.post(reverse("library:take_title", args=[titled.pk]))
    assert taken.status_code == 403
    titled.refresh_from_db()
    assert titled.title != "Prévenir les chutes"


def test_what_software_wrote_is_not_proposed(add_file, work, people, sign_in):
    document = add_file(samples.pdf("Une page"), "note.pdf")
    work()
    page = sign_in(people.member).get(document.get_absolute_url()).text
    assert "s’intitule" not in page
