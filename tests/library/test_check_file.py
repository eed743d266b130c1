"""`manage.py check_file`: what the door says of a file, whatever its format."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.library import samples
from tests.library.numbers import groups
from tests.library.samples import tesseract  # noqa: F401 - a fixture
from tests.library.test_door_numbers import SPECIMEN

SPACED = " ".join(groups(SPECIMEN))
MASK = "2 69 •• •• ••• ••• ••"
MAIL = f"""From: a@demo.example
To: b@demo.example
Subject: Sortie
Content-Type: text/plain; charset=utf-8

Bonjour, il s'agit de {SPACED}, merci.
"""


@pytest.fixture
def ask(tmp_path: Path) -> Any:
    def check(data: bytes, name: str, *options: str) -> tuple[str, int]:
        file = tmp_path / name
        file.write_bytes(data)
        said, status = StringIO(), 0
        try:
            call_command("check_file", str(file), *options, stdout=said)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return said.getvalue(), status

    return check


def as_json(ask: Any, data: bytes, name: str) -> dict[str, Any]:
    said, status = ask(data, name, "--json")
    answer: dict[str, Any] = json.loads(said)
    assert status == (1 if answer["held"] else 2 if answer["problem"] else 0)
    assert SPECIMEN not in said
    assert SPACED not in said
    return answer


@pytest.mark.parametrize(
    ("data", "name", "page"),
    [
        (samples.pdf("La sortie.", f"Mme D., {SPACED}."), "lettre.pdf", 2),
        (samples.docx(samples.paragraphs("Bonjour", f"n° {SPACED}")), "l.docx", 1),
        (samples.rtf(f"Patiente {SPECIMEN}"), "lettre.rtf", 1),
        (f"Dossier;NIR\n12;{SPECIMEN}\n".encode(), "dossiers.csv", 1),
        (MAIL.encode(), "message.eml", 1),
    ],
)
def test_a_number_is_found_in_every_format(
    ask: Any, data: bytes, name: str, page: int
) -> None:
    if name.endswith("rtf"):
        samples.need("soffice", "libreoffice-writer-nogui")
    answer = as_json(ask, data, name)
    assert answer["held"] is True
    assert answer["reasons"] == [{"code": "nir", "page": page, "text": MASK}]


@pytest.mark.usefixtures("tesseract")
def test_a_number_is_found_in_a_scanned_page(ask: Any) -> None:
    data = samples.scanned_pdf("Fiche de liaison", f"Patiente : {SPACED}")
    answer = as_json(ask, data, "scan.pdf")
    assert [reason["code"] for reason in answer["reasons"]] == ["nir"]
    assert answer["reasons"][0]["page"] == 2


def test_a_file_that_nobody_can_look_into_is_held(ask: Any) -> None:
    answer = as_json(ask, samples.pdf("Secret", password="x"), "secret.pdf")
    assert answer["reasons"] == [{"code": "encrypted", "page": None, "text": ""}]
    assert "protégé par un mot de passe" in answer["problem"]


def test_what_names_nobody_passes(ask: Any) -> None:
    answer = as_json(ask, samples.pdf("Protocole d’hypoglycémie"), "protocole.pdf")
    assert answer == {
        "held": False,
        "reasons": [],
        "pages": 1,
        "unread": [],
        "problem": "",
    }


def test_what_could_not_be_read_is_not_said_to_be_clean(ask: Any) -> None:
    answer = as_json(ask, b"%PDF-1.7\nabc", "abime.pdf")
    assert answer["held"] is False
    assert "abîmé" in answer["problem"]


def test_it_is_said_in_french_too(ask: Any) -> None:
    said, status = ask(samples.pdf(f"Mme D., {SPACED}."), "lettre.pdf")
    assert said.replace("\u202f", " ") == (
        f"Page 1 : numéro de sécurité sociale {MASK}.\n"
    )
    assert status == 1
    assert ask(b"Rien de tel.", "note.txt") == ("Rien trouvé.\n", 0)


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="pas de fichier à cette adresse"):
        call_command("check_file", str(tmp_path / "rien.pdf"))
