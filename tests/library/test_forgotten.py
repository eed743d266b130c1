"""Nothing stays « en attente » for ever."""

from collections.abc import Callable

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from library.forgotten import MOST_FAILURES, ask_again
from library.models import Version
from library.tasks import read_version
from tests.conftest import AddFile


def test_a_version_whose_task_was_lost_is_read_all_the_same(
    add_file: AddFile, work: Callable[[], None]
) -> None:
    version = add_file().current
    assert version is not None
    DBTaskResult.objects.all().delete()
    assert ask_again() == 1
    work()
    version.refresh_from_db()
    assert version.state == Version.State.READ


def test_a_version_that_still_waits_is_left_alone(add_file: AddFile) -> None:
    add_file()
    assert ask_again() == 0


def test_a_reading_that_fails_again_and_again_is_told(add_file: AddFile) -> None:
    version = add_file().current
    assert version is not None
    DBTaskResult.objects.all().delete()
    for _ in range(MOST_FAILURES):
        read_version.enqueue(version.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert ask_again() == 0
    version.refresh_from_db()
    assert version.state == Version.State.UNREADABLE
    assert version.explanation
