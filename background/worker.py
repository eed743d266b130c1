"""The worker: tasks of the database, and what must be done again and again.

django-tasks-db claims a task by writing the worker's name on its row. A worker that
is killed leaves its row RUNNING for ever: here each worker signs a row every few
seconds (`Beat`), and the tasks of one that no longer signs are given back.
"""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import FrameType

from django.db import OperationalError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult

from background import mail
from background.models import Beat

logger = logging.getLogger("maillage.worker")

SIGN_EVERY = 5.0  # seconds
DEAD_AFTER = timedelta(seconds=25)
#: A task that took this many workers down is not tried again.
MOST_ATTEMPTS = 5
#: Seconds that a stop waits for the task in hand; it is given back after that.
PATIENCE = 4.0
#: Seconds between two looks for mail.
POST_EVERY = 0.5


@dataclass(frozen=True)
class Loop:
    """Something done every `interval` seconds, as long as the worker lives."""

    name: str
    interval: float
    work: Callable[[], None]


loops: list[Loop] = []


def new_name() -> str:
    """A name that says the machine and the process: `host:pid:random`."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def sign(worker: str) -> None:
    Beat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def is_alive(beat: Beat) -> bool:
    """A process of this machine is asked for; one of another must have signed."""
    host, _, rest = beat.worker.partition(":")
    if host == socket.gethostname()[:30]:
        pid = rest.partition(":")[0]
        try:
            os.kill(int(pid), 0)
        except (ProcessLookupError, ValueError):
            return False
        except PermissionError:
            pass
    return beat.seen_at > timezone.now() - DEAD_AFTER


def give_back() -> int:
    """Make the tasks of dead workers ready again; return how many."""
    alive = {beat.worker for beat in Beat.objects.all() if is_alive(beat)}
    Beat.objects.exclude(worker__in=alive).delete()
    given = 0
    for row in DBTaskResult.objects.running():
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        with transaction.atomic():
            fresh = DBTaskResult.objects.running().filter(
                pk=row.pk, worker_ids=row.worker_ids
            )
            if len(row.worker_ids) >= MOST_ATTEMPTS:
                for lost in fresh:
                    lost.set_failed(RuntimeError("Every worker that took it died."))
            else:
                given += fresh.update(status=TaskResultStatus.READY)
    return given


class Worker(DatabaseWorker):
    """Runs tasks in the main thread, and each loop in a thread of its own."""

    def __init__(self, *, batch: bool, queues: list[str]) -> None:
        super().__init__(
            queue_names=queues,
            interval=0.3,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=new_name(),
            excluded_queue_names=[mail.QUEUE],  # it has its own thread
        )
        self.stopping = threading.Event()

    def run(self) -> None:
        sign(self.worker_id)
        give_back()
        house = [
            Loop("signe de vie", SIGN_EVERY, self.keep_house),
            Loop("courrier", POST_EVERY, self.post_mail),
            *loops,
        ]
        threads = [
            threading.Thread(target=self.repeat, args=[loop], name=loop.name)
            for loop in house
        ]
        for thread in threads:
            thread.daemon = True
            thread.start()
        try:
            self.run_tasks()
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(PATIENCE)
        if self.batch:  # what the last task left to the loops
            self.post_mail()
            for loop in loops:
                loop.work()
        Beat.objects.filter(worker=self.worker_id).delete()

    def run_tasks(self) -> None:
        """Run tasks until the stop, or until none is left.

        SQLite may be held by one long writer for longer than its timeout, PostgreSQL
        may restart: the worker waits and goes on.
        """
        while True:
            try:
                super().run()
                return
            except OperationalError:
                logger.exception("the database does not answer; trying again")
                close_old_connections()
                self.give_back_own(post=False)
                if self.batch or self.stopping.wait(1):
                    return

    def give_back_own(self, *, post: bool) -> None:
        """Make the task in hand ready again, when its end could not be written.

        `post` says which hand: that of the mail, or the other.
        """
        for row in DBTaskResult.objects.running():
            if (row.queue_name == mail.QUEUE) is not post:
                continue
            if row.worker_ids and row.worker_ids[-1] == self.worker_id:
                row.status = TaskResultStatus.READY
                row.save(update_fields=["status"])

    def keep_house(self) -> None:
        sign(self.worker_id)
        give_back()

    def post_mail(self) -> None:
        """Do the tasks of mail that wait: a long reading does not hold them up."""
        hand = DatabaseWorker(
            queue_names=[mail.QUEUE],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.worker_id,
            excluded_queue_names=[],
        )
        try:
            hand.run()
        except OperationalError:
            close_old_connections()
            self.give_back_own(post=True)
            raise

    def repeat(self, loop: Loop) -> None:
        """Do `loop` until the stop; an error is told and does not end it."""
        while True:
            try:
                close_old_connections()
                loop.work()
            except Exception:
                logger.exception("%s failed; it goes on", loop.name)
            if self.stopping.wait(loop.interval):
                break
        connection.close()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Stop at once, or after the task in hand if it is short.

        A task that is cut is found RUNNING without a worker, and given back.
        """
        self.stopping.set()
        self.running = False
        if not self.running_task:
            raise SystemExit(0)
        timer = threading.Timer(PATIENCE, os._exit, [0])
        timer.daemon = True
        timer.start()
