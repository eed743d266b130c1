"""A worker that dies loses nothing: its task is given to another."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from background.models import Beat
from background.worker import MOST_ATTEMPTS, give_back, new_name, sign
from library.tasks import read_version

Row = Any  # a row of DBTaskResult, which has no types

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def taken(db: None) -> Row:
    """A task that a worker of this machine has taken, and that worker is dead."""
    row = DBTaskResult.objects.get(pk=read_version.enqueue(0).id)
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    row.claim(new_name().replace(f":{os.getpid()}:", f":{child.pid}:"))
    return row


def test_the_task_of_a_dead_worker_is_given_back(taken: Row) -> None:
    sign(taken.worker_ids[-1])
    assert give_back() == 1
    taken.refresh_from_db()
    assert taken.status == TaskResultStatus.READY
    assert not Beat.objects.exists()


def test_the_task_of_a_living_worker_is_left_to_it(taken: Row) -> None:
    taken.claim(new_name())
    sign(taken.worker_ids[-1])
    assert give_back() == 0


def test_a_worker_of_another_machine_is_dead_when_it_no_longer_signs(
    taken: Row,
) -> None:
    taken.claim("ailleurs:1:abcd")
    Beat.objects.create(worker="ailleurs:1:abcd", seen_at=timezone.now())
    assert give_back() == 0
    Beat.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    assert give_back() == 1


def test_a_task_that_takes_every_worker_down_is_not_tried_for_ever(
    taken: Row,
) -> None:
    taken.worker_ids = ["ailleurs:1:abcd"] * MOST_ATTEMPTS
    taken.save()
    assert give_back() == 0
    taken.refresh_from_db()
    assert taken.status == TaskResultStatus.FAILED


SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.core.files.base import ContentFile
from library.actions import add_document
from library.models import Category
from members.models import Member, Space
by = Member.objects.create_superuser("a@test.example", "x" * 20)
space, _ = Space.objects.get_or_create(
    slug="ges", defaults={"name": "GES", "initials": "GE"}
)
category, _ = Category.objects.get_or_create(slug="projet", defaults={"name": "Projet"})
text = "\\f".join(f"Page {n}, chaufferie" for n in range(1, 5000))
add_document(by=by, space=space, category=category,
             file=ContentFile(text.encode(), name="long.txt"), name="long.txt")
"""
STATE = """
import django; django.setup()
from library.models import Version, Extract
version = Version.objects.get()
print(version.state, Extract.objects.count())
"""


@pytest.mark.slow
def test_a_file_is_read_once_after_its_worker_was_killed_in_the_middle(
    tmp_path: Path,
) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "MAILLAGE_PROFILE": "demo",
        "MAILLAGE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }

    def python(code: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def worker() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "worker"], env=environment, cwd=ROOT
        )

    python(SETUP)
    first = worker()
    for _ in range(200):
        state, count = python(STATE).split()
        if int(count):
            break
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.wait()
    state, count = python(STATE).split()
    assert state == "reading"
    assert 0 < int(count) < 4999
    second = worker()
    try:
        for _ in range(60):
            state, count = python(STATE).split()
            if state == "read":
                break
            time.sleep(0.5)
        assert (state, count) == ("read", "4999")
    finally:
        second.terminate()
        second.wait(15)
    assert second.returncode == 0
