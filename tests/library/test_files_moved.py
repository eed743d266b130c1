"""Files moved from the folder to S3 and back: compared, resumed, never lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection

from library import moving
from library.models import Version
from library.storage import StoreDown
from members.models import Member
from tests.library.s3_server import bucket, keys, use

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def moved(*options: str) -> str:
    said = StringIO()
    call_command("move_files", *options, stdout=said)
    return said.getvalue()


def folder() -> list[str]:
    local: Any = storages["local"]
    return sorted(each.name for each in local.walk())


def test_there_and_back_with_every_file_compared(both, add_file, settings):
    documents = [add_file(f"Conduite {n}.", f"c{n}.txt") for n in range(3)]
    before = {d.current.file.name: d.current.file.read() for d in documents}
    assert "il reste 3 fichiers" in moved("--to", "s3", "--dry-run")
    assert keys() == []
    assert "3 fichiers copiés et comparés" in moved("--to", "s3")
    assert sorted(keys()) == sorted(before) == folder()
    with pytest.raises(CommandError, match="Le site écrit encore"):
        moved("--to", "s3", "--delete-source")
    use("s3", both, settings)
    late = add_file("Déposé après.", "d.txt")  # goes to S3 itself
    said = moved("--to", "s3", "--delete-source")
    assert "1 fichier copié et comparé, 3 y étaient déjà, sur 4" in said
    assert "3 fichiers supprimés" in said
    assert folder() == []
    for name, content in before.items():
        assert default_storage.open(name).read() == content
    moved("--to", "local")
    use("local", both, settings)
    assert moved("--to", "local", "--delete-source")
    assert keys() == []
    assert Version.objects.get(document=late).file.read() == "Déposé après.".encode()
    assert len(folder()) == 4


def test_a_file_that_is_no_more_what_was_given_does_not_pass(both, add_file, settings):
    good, bad = add_file("Bon.", "a.txt"), add_file("Mauvais.", "b.txt")
    gone = add_file("Parti.", "c.txt")
    Path(bad.current.file.path).write_bytes(b"Autre...")
    Path(gone.current.file.path).unlink()
    said = StringIO()
    with pytest.raises(CommandError, match="2 fichiers ne sont pas passés"):
        call_command("move_files", "--to", "s3", stdout=said)
    assert keys() == [good.current.file.name]
    assert f"{bad.current.file.name}\u202f: son contenu a changé" in said.getvalue()
    assert f"{gone.current.file.name}\u202f: il n’est nulle part" in said.getvalue()
    use("s3", both, settings)
    with pytest.raises(CommandError):
        moved("--to", "s3", "--delete-source")
    assert good.current.file.name in folder()  # nothing goes while one has not passed


def test_a_copy_that_is_not_the_same_is_made_again(both, add_file):
    document = add_file("Bon.", "a.txt")
    name = document.current.file.name
    aside = Path(document.current.file.path).with_name("x")
    aside.write_bytes(b"Faux")
    bucket().put(name, aside)  # of the same length
    aside.unlink()
    moved("--to", "s3")
    assert bucket().open(name).read() == b"Bon."


def test_a_document_deleted_meanwhile_does_not_stay_behind(both, add_file, monkeypatch):
    document = add_file("Parti.", "a.txt")
    put = type(bucket()).put

    def deleted_just_then(self, name, path):
        put(self, name, path)
        document.delete()

    monkeypatch.setattr(type(bucket()), "put", deleted_just_then)
    moved("--to", "s3")
    assert keys() == []


def test_s3_goes_away_in_the_middle_and_the_same_command_goes_on(both, add_file):
    for n in range(3):
        add_file(f"Conduite {n}. " + "Un axolotl dort. " * 20_000, f"c{n}.txt")
    both.up = 500_000
    with pytest.raises(CommandError, match="Relancez la même commande"):
        moved("--to", "s3")
    both.mend()
    bucket().wire.until = 0.0
    there = len(keys())
    assert 0 < there < 3
    said = moved("--to", "s3")
    assert "sur 3" in said
    assert len(keys()) == 3
    assert "3 y étaient déjà" in moved("--to", "s3")
    both.is_down = True
    with pytest.raises(CommandError, match="rien n’a bougé"):
        moved("--to", "s3")


def test_without_s3_it_says_what_to_write():
    with pytest.raises(CommandError, match="MAILLAGE_S3_ENDPOINT"):
        moved("--to", "s3")


@pytest.fixture
def crowd(tmp_path):
    """Photos of two hundred people, that another process sees: their rows are not in
    the transaction of the test.
    """
    if connection.vendor != "postgresql":
        pytest.skip("Une base que deux processus voient : script/test --grown.")
    place = tmp_path / "var" / "media" / "photos"
    place.mkdir(parents=True)
    people = []
    for n in range(200):
        (place / f"{n:032x}.jpg").write_bytes(b"%d" % n * 1000)
        people.append(Member(email=f"p{n}@crowd.example", photo=f"photos/{n:032x}.jpg"))
    apart(lambda: Member.objects.bulk_create(people))
    yield tmp_path / "var"
    apart(lambda: Member.objects.filter(email__endswith="@crowd.example").delete())


def apart(deed) -> None:
    """By a connection of its own, which a thread has."""

    def do() -> None:
        deed()
        connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    thread.join()


@pytest.mark.slow
def test_killed_it_goes_on_where_it_was(line, crowd):
    """`manage.py move_files` as a process of its own, and SIGKILL in its middle."""
    known = connection.settings_dict
    database = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**known)
    environment = {
        "PATH": os.environ["PATH"],
        "MAILLAGE_PROFILE": "demo",
        "MAILLAGE_DATA": str(crowd),
        "DATABASE_URL": database,
        "MAILLAGE_S3_ENDPOINT": line.address,
        "MAILLAGE_S3_BUCKET": "files",
        "MAILLAGE_S3_ACCESS_KEY": "services",
        "MAILLAGE_S3_SECRET_KEY": "services-secret",
        "MAILLAGE_S3_PREFIX": uuid4().hex,
    }

    def begun() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "move_files", "--to", "s3"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    first = begun()
    ledger = crowd / "moved-files.sqlite3"
    until = time.monotonic() + 60
    while time.monotonic() < until and passed(ledger) < 20:
        time.sleep(0.02)
    first.kill()
    first.communicate()
    done = passed(ledger)
    assert 20 <= done < 200
    again = begun()
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0
    assert f"{200 - done} fichiers copiés et comparés, {done} y étaient déjà" in said


def passed(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    with sqlite3.connect(ledger) as lines:
        try:
            return int(lines.execute("SELECT count(*) FROM passed").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def test_a_store_that_does_not_answer_is_not_a_file_that_is_lost(both, add_file):
    add_file("Bon.", "a.txt")
    both.is_down = True
    with pytest.raises(StoreDown):
        moving.is_there(bucket(), "x", "", 0)
