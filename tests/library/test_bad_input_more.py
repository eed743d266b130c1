"""Bad input that once broke something: a sentence, the right status, nothing lost."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from library.models import Category, Document, Reference
from library.names import clean_name, clean_title
from members.models import Member
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
PNG = b"\x89PNG\r\n\x1a\n"
SIGNATURES = {
    "a.png": PNG + bytes(30),
    "a.gif": b"GIF89a" + bytes(20),
    "a.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(10),
    "a.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(10),
    "bomb.png": PNG + b"\x00\x00\x00\rIHDR" + 2 * b"\x00\x00\xea\x60" + bytes(20),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_damaged_image_is_refused_in_the_admin_with_a_sentence(
    name: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    file = io.BytesIO(SIGNATURES[name])
    file.name = name
    answer = sign_in(people.staff).post(
        "/admin/images/add/", {"title": "x", "space": spaces.ges.pk, "file": file}
    )
    assert answer.status_code == 200
    assert "image" in answer.content.decode()


@pytest.mark.parametrize("name", ["lance.bat", "a.VBS", "a.hta", "a.url", "x.exe"])
def test_what_a_workstation_would_run_is_refused(
    name: str, people: People, spaces: Spaces, category: Category, sign_in: SignIn
) -> None:
    file = io.BytesIO("echo bonjour à tous".encode())
    file.name = name
    answer = sign_in(people.member).post(
        "/bibliotheque/ajouter/",
        {"space": spaces.ges.pk, "category": category.pk, "file": file},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 400
    assert "programme" in answer.json()["error"]
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\u200b\u200b", ""),
        ("\u202egnp.exe", "gnp.exe"),
        ("  Bilan\u00ad 2026 ", "Bilan 2026"),
        ("Tournée 👩\u200d⚕️", "Tournée 👩\u200d⚕️"),
        ("\u200d", ""),
    ],
)
def test_titles_hold_only_what_is_seen(given: str, kept: str) -> None:
    assert clean_title(given) == kept


def test_joined_emoji_stay_joined_in_a_name() -> None:
    assert clean_name("tournée 👩\u200d⚕️.pdf") == "tournée 👩\u200d⚕️.pdf"


def test_an_invisible_title_is_refused_and_the_old_one_stays(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    document = add_file(by=people.member, title="Protocole")
    answer = sign_in(people.member).post(
        f"{document.get_absolute_url()}modifier/",
        {
            "title": "\u200b\u200b",
            "category": document.category_id,
            "space": document.space_id,
        },
    )
    assert "ne se voit pas" in answer.content.decode()
    document.refresh_from_db()
    assert document.title == "Protocole"


@pytest.mark.parametrize(
    "path", ["/admin/users/", "/admin/pages/search/", "/admin/documents/"]
)
def test_a_very_long_search_in_the_admin_answers(
    path: str, people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.staff).get(path, {"q": "x" * 60_000})
    assert answer.status_code in (200, 302)


def test_too_many_files_at_once_says_how_many(
    people: People, sign_in: SignIn, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    files = []
    for number in range(4):
        file = io.BytesIO(b"texte")
        file.name = f"{number}.txt"
        files.append(file)
    answer = sign_in(people.member).post("/bibliotheque/ajouter/", {"file": files})
    assert answer.status_code == 413
    assert "3 au plus" in answer.content.decode()


def test_too_long_a_text_says_so(
    people: People, sign_in: SignIn, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = sign_in(people.member).post(
        "/charte/",
        "text=" + "x" * 2000,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 413
    assert "trop long" in answer.content.decode()


def test_an_import_does_not_follow_links_out_of_its_folder(
    people: People, spaces: Spaces, category: Category, tmp_path: Path, capsys: Any
) -> None:
    outside = tmp_path / "dehors.txt"
    outside.write_text("secret")
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "lien.txt").symlink_to(outside)
    (folder / "bon.txt").write_text("Protocole")
    place = {"space": "ges", "category": category.slug}
    with pytest.raises(CommandError):
        call_command("import_documents", str(folder), **place)
    assert "un lien vers un autre fichier" in capsys.readouterr().out
    assert [d.title for d in Document.objects.all()] == ["Bon"]


def test_a_file_that_holds_no_articles_is_told_once(
    people: People, spaces: Spaces, category: Category, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "LISEZMOI.md"
    file.write_text("# Titre\n" * 40)
    place = {"space": "ges", "category": category.slug}
    with pytest.raises(CommandError):
        call_command("import_references", str(file), **place)
    said = capsys.readouterr().out
    assert said.count("ne contient pas d’articles") == 1
    assert "Expecting" not in said
    assert not Reference.objects.exists()


def test_a_date_of_another_age_is_asked_again(
    people: People, spaces: Spaces, category: Category, sign_in: SignIn
) -> None:
    answer = sign_in(people.staff).post(
        "/bibliotheque/textes/proposer/",
        {"title": "Loi", "kind": "law", "date": "0001-01-01", "space": spaces.ges.pk},
    )
    assert "trop ancienne" in answer.content.decode()
