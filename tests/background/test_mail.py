"""Mail leaves from the worker; a server that is down or full is tried again."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as conf
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from background import mail
from background.worker import Worker

Work = Callable[[], None]
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Server(socketserver.ThreadingTCPServer):
    """Enough of SMTP: what it answers to an address is its local part, if a code."""

    allow_reuse_address = daemon_threads = True
    kept: list[str]


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 essai\r\n")
        while line := self.rfile.readline().decode().strip():
            word, given = line[:4].upper(), line
            if word == "DATA":
                self.wfile.write(b"354 ecrivez\r\n")
                text = []
                while (part := self.rfile.readline().decode()) != ".\r\n":
                    text.append(part)
                self.server.kept.append("".join(text))  # type: ignore[attr-defined]
                self.wfile.write(b"250 pris\r\n")
            elif word == "RCPT" and (code := given[9:12]).isdigit():
                self.wfile.write(f"{code} non\r\n".encode())
            elif word == "QUIT":
                self.wfile.write(b"221 au revoir\r\n")
                return
            else:
                self.wfile.write(b"250 oui\r\n")


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Talk) as server:
        server.kept = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield server
        server.shutdown()


def letter(to: str) -> None:
    mail.deliver.enqueue("Essai", "Bonjour", "<p>Bonjour</p>", to)


def waiting() -> list[Any]:
    return list(DBTaskResult.objects.filter(status="READY", queue_name=mail.QUEUE))


def test_a_mail_leaves_with_its_text_and_its_html(
    db: None, server: Server, work: Work
) -> None:
    letter("claire@test.example")
    work()
    (kept,) = server.kept
    assert "text/plain" in kept
    assert "text/html" in kept
    assert waiting() == []


def test_a_server_that_is_down_is_tried_again_later(
    db: None, settings: Settings, work: Work
) -> None:
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    letter("claire@test.example")
    work()
    (row,) = waiting()
    minutes = (row.run_after - timezone.now()).total_seconds() / 60
    assert 0.5 < minutes <= mail.WAITS[0]


def test_a_server_that_comes_back_gets_it(
    db: None, server: Server, settings: Settings, work: Work
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    letter("claire@test.example")
    work()
    settings.EMAIL_PORT = port
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        work()
    assert len(server.kept) == 1


@pytest.mark.parametrize(("code", "again"), [("451", 1), ("452", 1), ("550", 0)])
def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(
    db: None, server: Server, work: Work, code: str, again: int
) -> None:
    letter(f"{code}@test.example")
    work()
    assert server.kept == []
    assert len(waiting()) == again


def test_it_is_given_up_after_a_day(db: None) -> None:
    total = timedelta(minutes=sum(mail.WAITS))
    assert timedelta(hours=20) < total < timedelta(days=2)
    assert mail.next_try(len(mail.WAITS) - 1) is not None
    assert mail.next_try(len(mail.WAITS)) is None


def test_mail_is_left_to_its_own_thread_in_the_worker(db: None) -> None:
    """A code to sign in does not wait behind the reading of a long file."""
    worker = Worker(batch=True, queues=["*"])
    assert set(worker.excluded_queue_names) == {mail.QUEUE}


def test_every_letter_has_a_subject_a_text_and_a_page(db: None) -> None:
    folder = Path(conf.BASE_DIR) / "templates" / "emails"
    names = {p.name.removesuffix("_subject.txt") for p in folder.glob("*_subject.txt")}
    assert len(names) >= 5
    for name in names:
        for end in (".txt", ".html"):
            assert (folder / f"{name}{end}").exists(), name
    sent = mail.compose("sign_in_code", "a@test.example", {"code": "1234-5678"})
    assert "1234-5678" in str(sent.subject)
    assert "1234-5678" in sent.body
