"""A real clamd (script/services), and its faults: down, late, too long a file."""

from __future__ import annotations

import io
import json
import os
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from library import forgotten
from library.door import antivirus, passing
from library.models import Document, Version
from library.tasks import read_version
from members.models import Member
from tests.conftest import AddFile
from tests.library import samples
from tests.people import People

HOW = (
    "Il faut ClamAV : « script/services start /tmp/services clamd », puis donnez "
    "CLAMD, que dit /tmp/services/clamd/env."
)
INFECTED = b"maillage: un virus pour les essais\n"
#: More than the clamd of the tests takes (StreamMaxLength).
TOO_LONG = b"Un axolotl.\n" * 300_000
Work = Callable[[], None]
SignIn = Callable[[Member | None], Any]


@pytest.fixture
def clamd(settings: Settings) -> tuple[str, int]:
    """Its address, given to the site."""
    found = os.environ.get("CLAMD", "")
    if not found and os.environ.get("CI"):
        pytest.fail(HOW)
    if not found:
        pytest.skip(HOW)
    host, _, port = found.rpartition(":")
    settings.CLAMD = (host, int(port))
    return host, int(port)


@pytest.fixture
def nowhere(settings: Settings) -> None:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.CLAMD = probe.getsockname()


def zipped(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dedans.txt", data)
    return made.getvalue()


@pytest.mark.parametrize("wrapped", [bytes, zipped])
def test_a_virus_is_named(clamd: Any, wrapped: Callable[[bytes], bytes]) -> None:
    assert antivirus.scan(io.BytesIO(wrapped(INFECTED))).virus == "Maillage.Tests"


def test_what_is_sound_passes(clamd: Any) -> None:
    assert antivirus.scan(io.BytesIO(b"Un axolotl.")) == antivirus.Answer()
    assert antivirus.scan(io.BytesIO(b"")) == antivirus.Answer()


def test_its_answer_is_heard_when_it_hangs_up_on_a_long_file(clamd: Any) -> None:
    assert antivirus.scan(io.BytesIO(TOO_LONG)).reason == "unscanned"


def test_what_it_says_of_macros_is_no_virus() -> None:
    said = antivirus.named("Heuristics.OLE2.ContainsMacros.VBA")
    assert (said.virus, said.reason) == ("", "macro")


def test_an_infected_file_goes_to_nobody(
    clamd: Any, add_file: AddFile, people: People, sign_in: SignIn, work: Work
) -> None:
    document = add_file(INFECTED, "essai.txt", title="Essai", at_door=True)
    work()
    document.refresh_from_db()
    version = document.current
    assert version
    assert version.reasons == [
        {"code": "virus", "page": None, "text": "Maillage.Tests"}
    ]
    assert not version.extracts.exists()
    for person, status in ((people.member, 403), (people.staff, 403)):
        client = sign_in(person)
        answer = client.get(document.url)
        assert answer.status_code == status
        assert "Un virus a été reconnu" in answer.content.decode()
        page = client.get(document.get_absolute_url()).content.decode()
        assert "Virus reconnu par l’antivirus (Maillage.Tests)" in page
        assert "Télécharger" not in page
        assert "fausse alerte" not in page
        address = f"{document.get_absolute_url()}versions/1/"
        assert client.get(address).status_code == 403
    answer = sign_in(people.staff).post(
        f"{address}laisser-passer/", {"word": "Si."}, follow=True
    )
    assert "Un virus ne se laisse pas passer" in answer.content.decode()
    with pytest.raises(ValueError, match="held"):
        passing.release(people.staff, version, "Si.")
    told = {to: str(one.body) for one in mail.outbox for to in one.to}
    assert "Ne l’ouvrez pas" in told[people.member.email]
    assert sign_in(people.colleague).get(document.url).status_code == 404


def test_a_file_too_long_for_it_is_held(
    clamd: Any, add_file: AddFile, people: People, work: Work
) -> None:
    document = add_file(TOO_LONG, "long.txt", at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert [reason["code"] for reason in document.current.reasons] == ["unscanned"]
    passing.release(people.staff, document.current, "Vérifié sur mon poste.")
    assert Document.objects.visible_to(people.colleague).get() == document


def test_while_it_is_down_files_wait_and_nothing_passes(  # noqa: PLR0917 - pytest's
    nowhere: None,
    add_file: AddFile,
    people: People,
    sign_in: SignIn,
    work: Work,
    settings: Settings,
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", title="Fiche", at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert (document.at_door, document.current.state) == (True, "waiting")
    page = sign_in(people.member).get(document.get_absolute_url()).content.decode()
    assert "L’antivirus du site ne répond pas" in page
    assert sign_in(people.colleague).get(document.url).status_code == 404
    # Asked again for as long as it takes; it is never given up.
    for _ in range(forgotten.MOST_FAILURES + 2):
        assert forgotten.ask_again() == 1
        work()
    document.current.refresh_from_db()
    assert document.current.state == "waiting"
    settings.CLAMD = None  # as it does when clamd is there again
    forgotten.ask_again()
    work()
    document.refresh_from_db()
    assert not document.at_door
    assert "axolotl" in document.current.extracts.get().text


@pytest.fixture
def mute(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A daemon that takes everything, and says nothing."""
    monkeypatch.setattr(antivirus, "SILENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = server.getsockname()
        taken: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    taken.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield
        for one in taken:
            one.close()


def test_one_that_never_answers_is_down(
    mute: None, add_file: AddFile, work: Work
) -> None:
    document = add_file("Un axolotl.", "fiche.txt", at_door=True)
    work()
    document.refresh_from_db()
    assert document.current
    assert (document.at_door, document.current.problem) == (True, "antivirus")


@pytest.mark.parametrize("said", [b"", b"UNKNOWN COMMAND\0", b"stream: ERROR\0"])
def test_an_odd_answer_lets_nothing_through(said: bytes, settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMD = server.getsockname()

        def answer() -> None:
            with server.accept()[0] as one:
                while not one.recv(4096).endswith(b"\0\0\0\0"):
                    pass
                one.sendall(said)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(antivirus.AntivirusDown):
            antivirus.scan(io.BytesIO(b"Un axolotl."))
        thread.join(5)


def test_a_file_whose_reading_crashed_does_not_pass_unseen(
    nowhere: None, add_file: AddFile, settings: Settings
) -> None:
    version = add_file("Un axolotl.", "fiche.txt", at_door=True).current
    assert version
    DBTaskResult.objects.all().delete()
    for _ in range(forgotten.MOST_FAILURES):
        read_version.enqueue(version.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    forgotten.ask_again()
    version.refresh_from_db()
    assert (version.state, version.door) == ("unreadable", Version.Door.WAITING)


def test_check_file_says_it(clamd: Any, tmp_path: Path) -> None:
    file = tmp_path / "essai.txt"
    file.write_bytes(INFECTED)
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_file", str(file), "--json", stdout=said)
    answer = json.loads(said.getvalue())
    assert answer["held"] is True
    assert answer["reasons"][0]["code"] == "virus"


def test_check_file_says_that_it_is_down(nowhere: None, tmp_path: Path) -> None:
    file = tmp_path / "sain.docx"
    file.write_bytes(samples.docx(samples.paragraphs("Bonjour")))
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_file", str(file), "--json", stdout=said)
    answer = json.loads(said.getvalue())
    assert (answer["held"], answer["pages"]) == (False, 1)
    assert "L’antivirus ne répond pas" in answer["problem"]
