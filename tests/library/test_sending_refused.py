"""Files in pieces: what is refused, with which status, and in which words."""

import random
import re
from pathlib import Path

import pytest

from library.models import Document, Upload
from library.sending import receiving
from tests.library.numbers import groups, nir
from tests.library.tus import TEXT, TUS, URL, Sender, left, metadata

STATIC = Path(__file__).resolve().parents[2] / "static" / "js"


@pytest.fixture
def sender(people, spaces, category, sign_in):
    return Sender(sign_in(people.member), spaces.ges, category)


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("virus.exe", TEXT, 400, "programme"),
        ("vide.txt", b"", 400, "vide"),
    ],
)
def test_what_is_refused_on_its_name_or_its_size_is_not_sent(
    name, content, status, words, sender
):
    answer = sender.begin(content, name)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert not Upload.objects.exists()


def test_what_is_refused_on_its_bytes_says_why(sender):
    told = sender.whole(b"MZ\x90\x00" + b"\x00" * 500, "notice.pdf")
    assert told.status_code == 400
    assert "programme" in told.json()["error"]
    assert not Document.objects.exists()
    assert not left()


def test_a_file_over_the_limit_is_refused_before_it_is_sent(sender, settings):
    settings.MAX_FILE = 1_000
    answer = sender.begin()
    assert answer.status_code == 413
    assert "1" in answer.json()["error"]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"upload-offset": "4"}, 409),
        ({"upload-offset": "x"}, 400),
        ({"upload-offset": "-1"}, 400),
        ({"tus-resumable": "0.2.2"}, 412),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(changed, status, sender):
    url = sender.begin()["Location"]
    answer = sender.piece(url, 0, TEXT, **changed)
    assert answer.status_code == status
    assert "recommencez" in answer.json()["error"]
    assert sender.offset(url) == 0


def test_more_bytes_than_were_announced_are_refused(sender):
    url = sender.begin(TEXT[:100])["Location"]
    assert sender.piece(url, 0, TEXT).status_code == 413
    assert sender.offset(url) == 0


def test_another_type_than_that_of_the_protocol_is_refused(sender):
    url = sender.begin()["Location"]
    answer = sender.browser.patch(
        url, TEXT, content_type="text/plain", headers={**TUS, "upload-offset": "0"}
    )
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"upload-length": "douze"}, "recommencez"),
        ({"upload-length": "9" * 40}, "recommencez"),
        ({"upload-length": "12", "upload-metadata": "filename *"}, "recommencez"),
        ({"upload-length": "12", "upload-metadata": "a YQ==,a YQ=="}, "recommencez"),
        ({"upload-length": "12", "upload-metadata": "a " + "Y" * 9_000}, "recommencez"),
        (
            {"upload-length": "12", "upload-metadata": metadata(filename="a.txt")},
            "espa",
        ),
    ],
)
def test_a_beginning_that_is_nonsense_is_refused(headers, words, sender):
    answer = sender.browser.post(URL, headers={**TUS, **headers})
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_a_category_that_is_gone_is_told(sender):
    answer = sender.begin(category="999999")
    assert answer.status_code == 400
    assert "catégorie" in answer.json()["error"]


def test_a_folder_too_deep_or_that_names_a_patient_is_refused(sender):
    assert sender.begin(folder="/".join("abcdefghij")).status_code == 400
    number = " ".join(groups(nir(random.Random(1))))
    answer = sender.begin(folder=f"Soins/{number}")
    assert answer.status_code == 400
    assert not Upload.objects.exists()


def test_a_full_disk_is_told_and_what_came_stays(sender, monkeypatch):
    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT[:4_000])
    monkeypatch.setattr(receiving, "SPARE", 1 << 60)
    answer = sender.piece(url, 4_000, TEXT[4_000:])
    assert answer.status_code == 507
    assert "place" in answer.json()["error"]
    assert sender.begin().status_code == 507
    assert sender.offset(url) == 4_000


def test_uploads_without_end_are_bounded(sender, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_OPEN", 1)
    sender.begin()
    answer = sender.begin()
    assert answer.status_code == 429
    assert "commencés" in answer.json()["error"]


def test_no_script_of_sending_knows_an_address_by_heart():
    """The form says them: the site may stand elsewhere."""
    scripts = [*(STATIC / "upload").glob("*.js"), STATIC / "drop-here.js"]
    found = [
        (script.name, words)
        for script in scripts
        for words in re.findall(r"[\"'`]/[a-z][^\"'`]*/", script.read_text())
    ]
    assert len(scripts) > 5
    assert found == []
