"""A file that the store has lost is taken again from who still has it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from home import favourites
from library import names, trash
from library.models import Document, Version
from library.put_back import is_lost, put_back
from members.models import JournalEntry
from tests.library import samples

DATA = samples.pdf("Conduite à tenir devant une chute.")


@pytest.fixture
def lost(add_file, work):
    document = add_file(DATA, "chute.pdf")
    work()
    document.refresh_from_db()
    Path(settings.MEDIA_ROOT, document.current.file.name).unlink()
    return document


def edited(browser, document, data, name="chute.pdf"):
    address = reverse("library:edit", args=[document.pk])
    form = browser.get(address).context["form"]
    sent = {
        key: value
        for key in form.fields
        if (value := form[key].value()) not in (None, "") and key != "new_file"
    }
    file = SimpleUploadedFile(name, data)
    return browser.post(address, sent | {"new_file": file}, follow=True)


def test_the_very_file_is_put_back_by_the_form_that_is_told(lost, people, sign_in):
    browser = sign_in(people.member)
    gone = browser.get(lost.url)
    assert gone.status_code == 404
    assert "déposez-le à nouveau" in gone.text
    answer = edited(browser, lost, DATA)
    assert "le fichier est retrouvé" in answer.text
    assert browser.get(lost.url).getvalue() == DATA
    assert lost.versions.count() == 1
    assert not is_lost(Version.objects.get(pk=lost.current_id))
    assert JournalEntry.objects.filter(sentence__contains="remis").count() == 1


def test_once_it_is_there_it_is_refused_as_before(lost, people, sign_in):
    browser = sign_in(people.member)
    edited(browser, lost, DATA)
    again = edited(browser, lost, DATA)
    assert "C’est le fichier qui est déjà là." in again.text


def test_another_file_is_a_new_version(lost, people, sign_in, work):
    edited(sign_in(people.member), lost, samples.pdf("Autre."), "autre.pdf")
    assert lost.versions.count() == 2


def test_who_adds_it_again_puts_it_back_too(lost, people, add_file):
    assert add_file(DATA, "encore.pdf").pk == lost.pk
    assert not is_lost(Version.objects.get(pk=lost.current_id))


def test_other_bytes_are_not_put_back(lost, people):
    other = SimpleUploadedFile("chute.pdf", b"Autre chose.")
    assert not put_back(people.member, lost.current, other)
    assert is_lost(lost.current)
    assert not put_back(people.member, None, other)


def test_the_browser_is_asked_for_the_bytes(lost, people, sign_in):
    address = reverse("library:known")
    asked = {"espace": lost.space_id, "sha256": lost.current.sha256}
    browser = sign_in(people.member)
    assert browser.get(address, asked).json() == {}
    put_back(people.member, lost.current, SimpleUploadedFile("c.pdf", DATA))
    assert browser.get(address, asked).json()["already"] is True


def test_a_site_whose_files_are_well_has_none_that_is_not(
    add_file, work, settings, capsys
):
    settings.PREVIEWS = True
    add_file(DATA, "chute.pdf")
    add_file(samples.picture(samples.drawing("Photo"), "PNG"), "photo.png")
    work()
    call_command("check_files")  # raises when a file is not well
    assert "ne vont pas" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/bibliotheque/?theme=999999999999999999999", None),
        ("/bibliotheque/selection/themes/", {"themes": "999999999999999999999"}),
        ("/annuaire/{me}/modifier/", {"professions": "999999999999999999999"}),
    ],
)
def test_a_number_that_no_database_holds_is_no_fault_of_ours(
    lost, people, sign_in, path, given
):
    browser = sign_in(people.member)
    address = path.format(me=people.member.pk)
    if given is None:
        answer = browser.get(address)
    else:
        answer = browser.post(address, given)
    assert answer.status_code in (200, 302, 400, 409, 422), answer.status_code


def test_check_files_says_whose_file_is_lost(lost, capsys):
    with pytest.raises(CommandError):
        call_command("check_files")
    told = capsys.readouterr().out
    assert f"«\u202f{lost.title}\u202f» ({lost.space})" in told
    assert lost.get_absolute_url() in told


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("GES/A:/<b>/CON/note.txt", "GES/A_/_b_/_CON/note.txt"),
        ("GES/x'\"-v1.txt", "GES/x'_-v1.txt"),
        ("GES/Soins. /nul.pdf", "GES/Soins/_nul.pdf"),
        ("GES/Été/À lire-v1.pdf", "GES/Été/À lire-v1.pdf"),
        ("GES/.../a.pdf", "GES/_/a.pdf"),
    ],
)
def test_names_of_a_zip_are_written_on_any_workstation(path, kept):
    assert names.for_windows(path) == kept


def test_a_favourite_says_what_became_of_it(lost, people, sign_in):
    browser = sign_in(people.member)
    favourites.keep(people.member, "document", lost.pk)
    Document.objects.filter(pk=lost.pk).update(status="archived")
    assert "Archivé" in browser.get(reverse("home:favourites")).text


def test_a_bad_key_does_not_empty_the_selection(lost, people, sign_in):
    browser = sign_in(people.member)
    browser.post(reverse("library:selection_add"), {"document": lost.pk})
    browser.post(reverse("library:selection_remove"), {"document": "abc"})
    assert lost.title in browser.get(reverse("library:selection")).text


def test_what_was_typed_is_given_back_once_it_is_in_the_trash(lost, people, sign_in):
    trash.withdraw(people.staff, lost)
    sent = {"title": lost.title, "summary": "Un résumé long de plusieurs mots utiles."}
    answer = sign_in(people.member).post(reverse("library:edit", args=[lost.pk]), sent)
    assert answer.status_code in (404, 410)
    assert sent["summary"] in answer.text


def test_a_file_that_was_cut_is_lost_too(lost, people, sign_in):
    place = Path(settings.MEDIA_ROOT, lost.current.file.name)
    place.write_bytes(b"")
    browser = sign_in(people.member)
    assert browser.get(lost.url).status_code == 404
    assert "le fichier est retrouvé" in edited(browser, lost, DATA).text
    assert browser.get(lost.url).getvalue() == DATA
    assert place.read_bytes() == DATA


def test_a_mail_of_links_holds_whole_ones_and_says_how_many(add_file, people, sign_in):
    browser = sign_in(people.member)
    keys = [add_file(f"Note numéro {n}.", f"note-{n}.txt").pk for n in range(40)]
    browser.post(reverse("library:selection_add"), {"document": keys})
    page = browser.get(reverse("library:selection"))
    mailed = page.context["mailed"].split("\n\n")
    assert 5 < len(mailed) < 40
    assert all(re.search(r"\n\S+/bibliotheque/\d+/$", each) for each in mailed)
    assert page.context["not_mailed"] == 40 - len(mailed)
    assert "ne tient pas tous les liens" in page.text
