"""Folders of a space: named, found, listed, and spelled one way."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from library.folders import FolderError, Level, as_there, clean_folder
from library.models import Document
from members.models import Space

LIST = reverse("library:documents")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("Soins", "Soins"),
        (" Soins / Protocoles ", "Soins/Protocoles"),
        ("Soins\\Protocoles\\", "Soins/Protocoles"),
        ("../../etc/passwd", "etc/passwd"),
        ("./Soins//Plaies", "Soins/Plaies"),
        ("So\u202eins", "Soins"),
        ("e\u0301tat", "état"),
    ],
)
def test_a_path_is_cleaned(given, kept):
    assert clean_folder(given) == kept


@pytest.mark.parametrize("given", ["a/" * 9, "x" * 81, "/".join(["y" * 79] * 4)])
def test_a_path_too_deep_or_too_long_is_refused(given):
    with pytest.raises(FolderError, match="raccourcissez"):
        clean_folder(given)


def test_the_spelling_that_is_there_is_kept():
    there = ["Soins/Protocoles", "Été"]
    assert as_there("soins/PROTOCOLES/2026", there) == "Soins/Protocoles/2026"
    assert as_there("ete", there) == "Été"
    assert as_there("Autre", there) == "Autre"


@pytest.fixture
def filed(add_file):
    def file(folder, name, **more):
        document = add_file(f"Texte {name}", name=f"{name}.txt", **more)
        Document.objects.filter(pk=document.pk).update(folder=folder)
        return document

    return file


@pytest.fixture
def shelf(filed):
    for n, folder in enumerate(
        ["", "Soins", "Soins/Plaies", "Soins/Plaies/2026", "Soinsautres", "Bilans"]
    ):
        filed(folder, f"d{n}")


def test_a_level_counts_what_is_in_and_below(shelf, spaces):
    top = Level.of(Document.objects.all(), "")
    assert [(f.name, f.count) for f in top.below] == [
        ("Bilans", 1),
        ("Soins", 3),
        ("Soinsautres", 1),
    ]
    down = Level.of(Document.objects.all(), "Soins")
    assert [(f.path, f.count) for f in down.below] == [("Soins/Plaies", 2)]
    assert down.above == [("Soins", "Soins")]


def test_the_list_goes_down_the_folders_of_a_space(shelf, people, sign_in):
    browser = sign_in(people.member)
    page = browser.get(f"{LIST}?espace=ges")
    assert "Soinsautres" in page.text
    page = browser.get(f"{LIST}?{urlencode({'espace': 'ges', 'dossier': 'Soins'})}")
    titles = {document.title for document in page.context["documents"]}
    assert titles == {"D1", "D2", "D3"}
    assert 'aria-current="page">Soins</a>' in page.text
    assert "Soins › Plaies" in page.text
    # What is added from there goes there.
    assert "/ajouter/?espace=ges&amp;dossier=Soins" in page.text
    assert "Dossier</label>" not in page.text  # which is chosen above the list


def test_a_folder_of_what_one_does_not_see_is_not_told(filed, people, spaces, sign_in):
    secret = filed("Secret", "proposé")
    Document.objects.filter(pk=secret.pk).update(
        status=Document.Status.PROPOSED, uploaded_by_user=people.staff
    )
    browser = sign_in(people.member)
    assert "Secret" not in browser.get(f"{LIST}?espace=ges").text
    asked = f"{reverse('library:folders')}?espace={spaces.ges.pk}"
    assert browser.get(asked).json() == {"folders": []}
    assert sign_in(people.outsider).get(asked).json() == {"folders": []}
    assert sign_in(people.staff).get(asked).json() == {"folders": ["Secret"]}


def test_the_form_files_in_a_folder(people, spaces, category, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = sign_in(people.member)
    given = {"space": spaces.ges.pk, "category": category.pk}
    file = SimpleUploadedFile("a.txt", b"Un texte")
    browser.post(
        reverse("library:add"), {**given, "folder": "Soins\\Plaies", "file": file}
    )
    document = Document.objects.get()
    assert document.folder == "Soins/Plaies"
    page = browser.get(document.get_absolute_url())
    assert "dossier=Soins/Plaies" in page.text
    file = SimpleUploadedFile("b.txt", b"Autre texte")
    answer = browser.post(
        reverse("library:add"), {**given, "folder": "x" * 90, "file": file}
    )
    assert answer.status_code == 400
    assert "raccourcissez" in answer.text


def test_a_document_moves_to_a_folder_of_that_spelling(filed, people, sign_in):
    filed("Soins", "premier")
    other = filed("", "second", by=people.staff)
    browser = sign_in(people.staff)
    address = reverse("library:edit", args=[other.pk])
    page = browser.get(address)
    assert '<option value="Soins">' in page.text
    browser.post(
        address,
        {
            "title": "Second",
            "category": other.category_id,
            "space": other.space_id,
            "folder": "SOINS",
        },
    )
    other.refresh_from_db()
    assert other.folder == "Soins"


def test_many_folders_cost_one_query(filed, people, sign_in, django_assert_num_queries):
    space = Space.objects.get(slug="ges")
    for n in range(3):
        filed(f"Dossier {n}", f"a{n}")
    with django_assert_num_queries(1):
        assert len(Level.of(Document.objects.filter(space=space), "").below) == 3


RENAME = reverse("library:folder_rename")


def at(space, folder):
    return f"{RENAME}?{urlencode({'espace': space.slug, 'dossier': folder})}"


def paths():
    return sorted(Document.everything.values_list("folder", flat=True))


@pytest.mark.parametrize(
    "case",
    [
        ("Soins", "Pratiques", ["Pratiques", "Pratiques/Plaies", "Soinsautres"]),
        ("Soins/Plaies", "Soins/Escarres", ["Soins", "Soins/Escarres", "Soinsautres"]),
        ("Soins/Plaies", "plaies", ["Soins", "Soinsautres", "plaies"]),
        ("Soins", "", ["", "Plaies", "Soinsautres"]),
        ("Soins", "Soins/Anciens", ["Soins/Anciens", "Soins/Anciens/Plaies"]),
        ("Soins", "soinsAUTRES", ["Soinsautres", "Soinsautres/Plaies"]),
        ("Soins", "soins", ["soins", "soins/Plaies", "Soinsautres"]),
        ("Soins", "Soins", ["Soins", "Soins/Plaies", "Soinsautres"]),
    ],
)
def test_a_folder_is_renamed_with_what_is_below(case, shelf, spaces, people, sign_in):
    old, given, after = case
    staff = sign_in(people.staff)
    answer = staff.post(at(spaces.ges, old), {"folder": given}, follow=True)
    assert answer.status_code == 200
    assert len(paths()) == 6
    assert set(after) <= set(paths())
    if old not in (given, "Soins/Plaies") and given.casefold() != old.casefold():
        assert old not in paths()


def test_what_is_in_the_trash_follows(shelf, spaces, people, sign_in):
    document = Document.objects.get(folder="Soins")
    staff = sign_in(people.staff)
    staff.post(reverse("library:delete", args=[document.pk]))
    staff.post(at(spaces.ges, "Soins/Plaies"), {"folder": "Soins/Escarres"})
    staff.post(at(spaces.ges, "Soins"), {"folder": "Pratiques"})
    document = Document.everything.get(pk=document.pk)
    assert document.folder == "Pratiques"


@pytest.mark.parametrize("given", ["a/" * 9, "x" * 81, "/".join(["y" * 70] * 4)])
def test_a_name_that_cannot_be_kept_is_refused(given, shelf, spaces, people, sign_in):
    before = paths()
    answer = sign_in(people.staff).post(at(spaces.ges, "Soins"), {"folder": given})
    assert answer.status_code == 422
    assert "raccourcissez" in answer.text
    assert paths() == before


def test_too_deep_once_moved_is_refused_whole(shelf, spaces, people, sign_in):
    before = paths()
    deep = "/".join("abcdefg")
    answer = sign_in(people.staff).post(at(spaces.ges, "Soins"), {"folder": deep})
    assert answer.status_code == 422
    assert paths() == before


def test_only_who_edits_the_space_renames(shelf, spaces, people, sign_in):
    there = f"{LIST}?espace=ges&dossier=Soins"
    assert "Renommer ce dossier" in sign_in(people.staff).get(there).text
    for who, status in ((people.member, 403), (people.outsider, 404)):
        person = sign_in(who)
        assert person.get(at(spaces.ges, "Soins")).status_code == status
        answer = person.post(at(spaces.ges, "Soins"), {"folder": "X"})
        assert answer.status_code == status
        assert "Renommer ce dossier" not in person.get(there).text
    assert sign_in(people.staff).get(at(spaces.ges, "Rien")).status_code == 404
    Space.objects.filter(pk=spaces.ges.pk).update(state="frozen")
    answer = sign_in(people.staff).post(at(spaces.ges, "Soins"), {"folder": "X"})
    assert answer.status_code == 403
    assert "X" not in paths()


def test_the_folder_is_a_field_of_the_admin(shelf, people, sign_in):
    document = Document.objects.get(folder="Soins")
    admin = sign_in(people.admin)
    address = reverse("wagtaildocs:edit", args=[document.pk])
    assert 'name="folder"' in admin.get(address).text
    given = {
        "title": document.title,
        "space": document.space_id,
        "category": document.category_id,
        "folder": " Soins \\ Nouveau/ ",
        "summary": "",
        "tags": "",
    }
    assert admin.post(address, given).status_code == 302
    document.refresh_from_db()
    assert document.folder == "Soins/Nouveau"
    answer = admin.post(address, {**given, "folder": "a/" * 9})
    assert "raccourcissez" in answer.text
