"""Folders of documents, from the command line."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from pytest_django import Settings

from library.importing import Result, files_of, import_files
from library.models import Category, Document, Version
from tests.people import People, Spaces


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "à importer"
    (place / "2026" / "réunions").mkdir(parents=True)
    (place / ".git").mkdir()
    (place / "b.txt").write_text("Le tour de garde")
    (place / "a.txt").write_text("La conduite à tenir")
    (place / "2026" / "réunions" / "compte rendu.txt").write_text("Les décisions")
    (place / ".git" / "config").write_text("caché")
    (place / ".DS_Store").write_text("caché")
    (place / "Thumbs.db").write_text("caché")
    (place / "~$a.docx").write_text("verrou")
    return place


def run(folder: Path, *more: str) -> str:
    out = io.StringIO()
    call_command(
        "import_documents",
        str(folder),
        *("--space", "ges", "--category", "projet", *more),
        stdout=out,
    )
    return out.getvalue()


def test_it_walks_in_order_and_leaves_hidden_files(folder: Path) -> None:
    found = [str(path.relative_to(folder)) for path in files_of(folder)]
    assert found == ["2026/réunions/compte rendu.txt", "a.txt", "b.txt"]


def test_it_imports_a_whole_folder(
    folder: Path, people: People, spaces: Spaces
) -> None:
    assert "3 fichiers importés, 0 déjà là, 0 refusé." in run(folder)
    document = Document.objects.get(title="Compte rendu")
    assert document.space == spaces.ges
    assert document.category.slug == "projet"
    assert document.uploaded_by_user == people.admin
    assert document.status == Document.Status.PUBLISHED


def test_it_is_safe_to_repeat(folder: Path, people: People, spaces: Spaces) -> None:
    run(folder)
    assert "0 fichier importé, 3 déjà là, 0 refusé." in run(folder)
    assert Version.objects.count() == 3


def test_the_same_content_twice_in_the_folder_is_one_document(
    folder: Path, people: People, spaces: Spaces
) -> None:
    (folder / "copie de a.txt").write_text("La conduite à tenir")
    assert "3 fichiers importés, 1 déjà là, 0 refusé." in run(folder)


def test_it_goes_on_where_it_was_stopped(
    folder: Path, people: People, spaces: Spaces, category: Category
) -> None:
    outcomes = import_files(
        files_of(folder),
        folder=folder,
        by=people.admin,
        space=spaces.ges,
        category=category,
    )
    next(outcomes)
    outcomes.close()  # as a kill would, after the first file
    assert Document.objects.count() == 1
    assert "2 fichiers importés, 1 déjà là, 0 refusé." in run(folder)


def test_a_file_that_fails_costs_that_file_alone(
    folder: Path,
    people: People,
    spaces: Spaces,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.MAX_FILE = 1024**2
    (folder / "aa vide.txt").touch()
    (folder / "ab programme.pdf").write_bytes(b"MZ\x90\0\x03\0\0\0\x04\0\0\0")
    (folder / "ac gros.txt").write_bytes(b"a" * (1024**2 + 1))
    (folder / "ad rompu.txt").symlink_to(folder / "nulle part")
    out = io.StringIO()
    with pytest.raises(CommandError, match="4 fichiers refusés") as stopped:
        call_command(
            "import_documents",
            str(folder),
            "--space=ges",
            "--category=projet",
            stdout=out,
        )
    assert stopped.value.returncode == 1
    told = out.getvalue()
    assert "3 fichiers importés, 0 déjà là, 4 refusés." in told
    assert "aa vide.txt\u202f: Ce fichier est vide." in told
    assert "ab programme.pdf\u202f: Ce fichier est un programme" in told
    assert "la limite est de 1\u202fMo." in told
    assert "ad rompu.txt" in told


def test_an_accident_nobody_foresaw_is_told_too(
    folder: Path, people: People, spaces: Spaces
) -> None:
    store = FileSystemStorage.save
    lightning = iter([True, False, False])

    def strike(*given: Any, **named: Any) -> str:
        if next(lightning):
            raise RuntimeError("la foudre")
        return store(*given, **named)

    with (
        mock.patch.object(FileSystemStorage, "save", strike),
        pytest.raises(CommandError, match="1 fichier refusé"),
    ):
        run(folder)
    assert Document.objects.count() == 2


def test_names_of_any_bytes_are_taken(
    tmp_path: Path, people: People, spaces: Spaces
) -> None:
    place = tmp_path / "noms"
    place.mkdir()
    Path(os.fsdecode(os.fsencode(place) + b"/\xe9t\xe9.txt")).write_text("latin-1")
    (place / "🩺 fiche.txt").write_text("emoji")
    assert "2 fichiers importés" in run(place)
    assert Document.objects.filter(title="🩺 fiche").exists()


def test_someone_may_be_named_as_the_author(
    folder: Path, people: People, spaces: Spaces
) -> None:
    run(folder, "--as", "MEMBER@test.example")
    authors = Document.objects.values_list("uploaded_by_user", flat=True)
    assert set(authors) == {people.member.pk}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--space=gess"], "ges, public"),
        (["--category=projets"], "pratiques-metier, projet, annuaire"),
        (["--as=personne@test.example"], "Personne n’a de compte ouvert"),
        (["--as=outsider@test.example"], "ne peut rien déposer dans l’espace"),
    ],
)
def test_a_wrong_word_is_answered_by_a_sentence(
    folder: Path, people: People, spaces: Spaces, arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(folder, *arguments)
    assert sentence in str(refused.value).replace("enfant, ", "")
    assert not Document.objects.exists()


def test_a_folder_that_is_not_there_is_said(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Il n’y a pas de dossier"):
        run(tmp_path / "nulle part")


def test_without_administrator_it_says_what_to_do(
    folder: Path, people: People, spaces: Spaces
) -> None:
    type(people.admin).objects.update(is_superuser=False, role="permanent")
    with pytest.raises(CommandError, match="createsuperuser"):
        run(folder)


def test_it_waits_until_all_is_read(
    folder: Path, people: People, spaces: Spaces, work: Callable[[], None]
) -> None:
    with mock.patch("time.sleep", lambda seconds: work()):
        told = run(folder, "--wait")
    assert "a.txt\u202f: lu, 20\xa0octets" in told
    assert Version.objects.filter(state=Version.State.READ).count() == 3


def test_it_does_not_wait_for_a_worker_that_never_comes(
    folder: Path, people: People, spaces: Spaces, settings: Settings
) -> None:
    settings.READ_SECONDS = -60
    with (
        mock.patch("time.sleep"),
        pytest.raises(CommandError, match=r"manage\.py worker"),
    ):
        run(folder, "--wait")


def test_results_are_given_one_by_one(
    folder: Path, people: People, spaces: Spaces, category: Category
) -> None:
    outcomes = import_files(
        files_of(folder),
        folder=folder,
        by=people.outsider,
        space=spaces.ges,
        category=category,
    )
    first = next(outcomes)
    assert first.result is Result.REFUSED
    assert "ne peut rien déposer" in first.reason
