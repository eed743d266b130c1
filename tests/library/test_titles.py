"""What a file says of itself, proposed to who may change its document."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from library.reading import metadata
from library.said import said_by_file
from search.dating import day_of
from search.facade import Question, find
from tests.library import samples


@pytest.fixture
def titled(add_file, work):
    html = (
        "<!doctype html><title>Prévenir les chutes</title>"
        '<meta name="author" content="Agence régionale"><p>Conduite à tenir.'
    )
    document = add_file(html, "chute_v3.html")
    work()
    document.refresh_from_db()
    return document


@pytest.fixture
def dated(titled):
    titled.versions.update(dated=date(2024, 3, 12), author="Agence régionale")
    titled.refresh_from_db()
    return titled


def take(browser, document, field):
    address = reverse("library:take_said", args=[document.pk])
    return browser.post(address, {"champ": field}, follow=True)


def test_a_page_of_the_web_says_who_wrote_it_and_when(add_file, work):
    html = (
        "<!doctype html><title>Les chutes</title><meta name='Author' "
        "content='Anne Morel'><meta property='article:published_time' "
        "content='2023-05-04T10:00:00+02:00'><p>Conduite à tenir."
    )
    document = add_file(html, "chutes.html")
    work()
    document.refresh_from_db()
    told = {one.field: one.value for one in said_by_file(document)}
    assert told["written_by"] == "Anne Morel"
    assert told["written_on"] == date(2023, 5, 4)


def test_the_title_of_the_file_is_proposed_and_taken(titled, people, sign_in):
    browser = sign_in(people.member)
    page = browser.get(titled.get_absolute_url()).text
    assert "il s’intitule «\u202fPrévenir les chutes\u202f»" in page
    answer = take(browser, titled, "title").text
    titled.refresh_from_db()
    assert titled.title == "Prévenir les chutes"
    assert "il s’intitule" not in answer
    assert titled.versions.count() == 1


def test_its_author_and_its_day_too(dated, people, sign_in):
    browser = sign_in(people.member)
    page = browser.get(dated.get_absolute_url()).text
    assert "il a pour auteur Agence régionale" in page
    assert "il est daté du 12 mars 2024" in page
    assert "Auteur, selon le fichier" in page
    form = browser.get(reverse("library:edit", args=[dated.pk])).text
    assert "D’après le fichier, il a pour auteur Agence régionale." in form
    take(browser, dated, "written_by")
    answer = take(browser, dated, "written_on").text
    dated.refresh_from_db()
    assert (dated.written_by, dated.written_on) == (
        "Agence régionale",
        date(2024, 3, 12),
    )
    assert "<dt>Auteur</dt><dd>Agence régionale" in answer
    assert "selon le fichier" not in answer.partition("<aside")[2]
    assert "il est daté" not in answer


def test_the_word_of_a_person_is_stronger_than_the_file(dated, people, sign_in, work):
    dated.written_by, dated.written_on = "Lise Aubert", date(2019, 5, 2)
    dated.save()
    work()
    page = sign_in(people.member).get(dated.get_absolute_url()).text
    assert "Agence" not in page
    assert day_of(dated).day == date(2019, 5, 2)
    found = find(people.member, Question(text="lise aubert"))
    assert [one.thing.pk for one in found.found] == [dated.pk]


@pytest.mark.parametrize("field", ["space", "status", "", "title\x00"])
def test_nothing_else_is_taken(titled, people, sign_in, field):
    before = titled.title
    take(sign_in(people.member), titled, field)
    titled.refresh_from_db()
    assert titled.title == before


def test_a_form_keeps_them_and_refuses_a_day_that_is_not(titled, people, sign_in):
    browser = sign_in(people.member)
    address = reverse("library:edit", args=[titled.pk])
    form = browser.get(address).context["form"]
    given = {
        name: value for name in form.fields if (value := form[name].value()) is not None
    }
    wrong = browser.post(address, given | {"written_on": "2024-02-31"})
    assert wrong.status_code == 422
    assert "Cette date n’existe pas" in wrong.text
    right = {"written_by": "Service de gériatrie", "written_on": "2024-02-29"}
    assert browser.post(address, given | right).status_code == 302
    titled.refresh_from_db()
    assert titled.written_by == "Service de gériatrie"
    assert titled.written_on == date(2024, 2, 29)


def test_it_is_nobody_elses_to_take(titled, people, sign_in):
    browser = sign_in(people.colleague)
    assert "s’intitule" not in browser.get(titled.get_absolute_url()).text
    assert take(browser, titled, "title").status_code == 403
    titled.refresh_from_db()
    assert titled.title != "Prévenir les chutes"


def test_what_software_wrote_is_not_proposed(add_file, work, people, sign_in):
    document = add_file(samples.pdf("Une page"), "note.pdf")
    work()
    page = sign_in(people.member).get(document.get_absolute_url()).text
    assert "s’intitule" not in page


def test_a_new_edition_says_anew_what_the_old_one_said(dated, people, sign_in, work):
    take(sign_in(people.member), dated, "written_by")
    take(sign_in(people.member), dated, "written_on")
    dated.refresh_from_db()
    dated.file = ContentFile(samples.pdf("Nouvelle édition"), "deux.pdf")
    dated.replaced_by = people.member
    dated.save()
    work()
    dated.refresh_from_db()
    dated.versions.filter(pk=dated.current_id).update(
        author="Luc Dupont", dated=date(2025, 9, 9)
    )
    dated.refresh_from_db()
    told = {one.field: one.value for one in said_by_file(dated)}
    assert told["written_by"] == "Luc Dupont"
    assert told["written_on"] == date(2025, 9, 9)
    dated.written_by, dated.written_on = "Lise Aubert", date(2020, 1, 1)  # by hand
    assert not {"written_by", "written_on"} & {one.field for one in said_by_file(dated)}


def test_a_title_changed_meanwhile_is_not_written_over(titled, people, sign_in):
    address = reverse("library:take_said", args=[titled.pk])
    before = titled.title
    titled.title = "Titre à la main"
    titled.save()
    answer = sign_in(people.member).post(
        address, {"champ": "title", "titre": before}, follow=True
    )
    assert "changé entre-temps" in answer.text
    titled.refresh_from_db()
    assert titled.title == "Titre à la main"


@pytest.mark.parametrize("day", ["0024-03-15", "0001-01-01", "2199-01-01"])
def test_a_day_that_cannot_be_is_refused(titled, people, sign_in, day):
    address = reverse("library:edit", args=[titled.pk])
    answer = sign_in(people.member).post(address, {"written_on": day})
    assert "Vérifiez cette date" in answer.text


@pytest.mark.parametrize(
    "author",
    [
        "HP ScanJet",
        r"DOMAINE\amorel",
        "a@x.fr",
        "Propriétaire",
        "Poste3",
        "<img src=x>",
    ],
)
def test_what_is_no_author_is_none(author):
    assert metadata.author(author) is None


@pytest.mark.parametrize("author", ["Canonge Marie", "HPST Santé", "Clientèle Durand"])
def test_names_that_begin_alike_are_authors(author):
    assert metadata.author(author) == author
