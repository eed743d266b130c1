"""The real web server against long and endless requests."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from bench import site as scratch

pytestmark = [pytest.mark.slow, pytest.mark.own]

MIB = 1024 * 1024
BLOCK = b"a" * 65_536
THREADS = 6  # of script/gunicorn.conf.py
HEAD_SECONDS = 10


@dataclass(frozen=True)
class Site:
    port: int
    pid: int
    cookie: str

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=40)

    def ask(self, *parts: bytes) -> tuple[int, str]:
        """Send these bytes as far as the server takes them: status, text of answer."""
        answer = b""
        with self.connect() as wire:
            try:
                for part in parts:
                    wire.sendall(part)
            except OSError:  # it has answered, and listens no more
                pass
            try:
                while block := wire.recv(65_536):
                    answer += block
            except ConnectionResetError:
                pass
        head, _, body = answer.partition(b"\r\n\r\n")
        return int(head.split()[1]), body.decode()

    def get(self, target: str) -> tuple[int, str]:
        return self.ask(f"GET {target} HTTP/1.1\r\n".encode(), self.headers, b"\r\n")

    @property
    def headers(self) -> bytes:
        cookie = f"Cookie: sessionid={self.cookie}\r\n"
        return f"Host: localhost\r\nConnection: close\r\n{cookie}".encode()

    def growth(self) -> "Growth":
        return Growth(self.pid)


class Growth:
    """The most that the memory of the web server has grown by, meanwhile, in bytes."""

    def __init__(self, master: int) -> None:
        (self.pid,) = scratch.descendants(master)
        # 5 forgets the highest so far: proc_pid_clear_refs(5).
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        self.before = self.highest()

    def highest(self) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) * 1024

    def most(self) -> int:
        return self.highest() - self.before


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, demonstration: Path
) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    scratch.demonstration(data, demonstration)
    scratch.manage(data, "rebuild_index")
    with scratch.web(data) as (port, pid):
        yield Site(port, pid, sign_in(port))


def sign_in(port: int) -> str:
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    address = f"http://localhost:{port}/connexion/"
    form = browser.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form).group(1)
    given = {"login": "membre@demo.example", "password": "maillage-demo-2026"}
    browser.open(address, urlencode(given | {"csrfmiddlewaretoken": token}).encode())
    return next(str(c.value) for c in jar if c.name == "sessionid")


@pytest.mark.parametrize("letter", ["a", "é", "€", "🩺"])
def test_a_question_of_ten_thousand_characters_is_answered(
    site: Site, letter: str
) -> None:
    growth = site.growth()
    status, page = site.get(f"/recherche/?q={quote(letter * 10_000)}")
    assert status == 200
    assert "<h1" in page
    assert growth.most() < 30 * MIB


def test_a_stranger_who_asks_it_is_sent_to_the_sign_in(site: Site) -> None:
    line = f"GET /recherche/?q={quote('é' * 10_000)} HTTP/1.1\r\n".encode()
    assert site.ask(line, b"Host: localhost\r\nConnection: close\r\n\r\n")[0] == 302


@pytest.mark.parametrize("letter", ["a", "é"])
def test_a_longer_one_is_refused_in_french(site: Site, letter: str) -> None:
    status, page = site.get(f"/recherche/?q={quote(letter * 200_000)}")
    assert status == 414
    assert "Cette adresse est trop longue" in page


@pytest.mark.parametrize("end", [b"", b" HTTP/1.1\r\nHost: localhost\r\n\r\n"])
def test_a_line_of_fifty_megabytes_takes_no_memory(site: Site, end: bytes) -> None:
    growth = site.growth()
    status, page = site.ask(b"GET /recherche/?q=", *[BLOCK] * 800, end)
    assert status == 414
    assert "Cette adresse est trop longue" in page
    assert growth.most() < 5 * MIB


@pytest.mark.parametrize("headers", [[BLOCK] * 800, [b"a" * 8000 + b"\r\nX: "] * 6500])
def test_headers_of_fifty_megabytes_take_no_memory(
    site: Site, headers: list[bytes]
) -> None:
    growth = site.growth()
    status, page = site.ask(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ", *headers)
    assert status == 431
    assert "Effacez les cookies" in page
    assert growth.most() < 10 * MIB


def test_what_is_no_request_is_refused_in_french(site: Site) -> None:
    status, page = site.get("/recherche/?q=santé")
    assert status == 400
    assert "n’a pas pu être comprise" in page


def test_requests_that_never_end_give_their_threads_back(site: Site) -> None:
    heads = [b"G", b"GET /recherche/?q=a", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A"]
    slow = [site.connect() for _ in range(THREADS)]
    for number, wire in enumerate(slow):
        wire.sendall(heads[number % len(heads)])
    time.sleep(0.5)
    started = time.monotonic()
    assert site.get("/connexion/")[0] == 302
    assert time.monotonic() - started < HEAD_SECONDS + 3
    for wire in slow:
        assert wire.recv(1) == b""
        wire.close()


def test_an_upload_may_take_longer_than_a_head(site: Site) -> None:
    body = b"csrfmiddlewaretoken=a&login=a"
    length = f"Content-Length: {len(body)}\r\n".encode()
    form = b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with site.connect() as wire:
        wire.sendall(b"POST /connexion/ HTTP/1.1\r\n" + site.headers + length + form)
        time.sleep(HEAD_SECONDS + 2)
        wire.sendall(body)
        assert wire.recv(100).split()[1] == b"403"


def test_a_setting_that_cannot_be_used_stops_the_start(tmp_path: Path) -> None:
    command = ["-m", "gunicorn", "config.wsgi", "--config", "script/gunicorn.conf.py"]
    run = subprocess.run(
        [sys.executable, *command, "--bind", f"127.0.0.1:{scratch.free_port()}"],
        cwd=scratch.ROOT,
        env=scratch.environment(tmp_path) | {"MAILLAGE_OCR": "peut-être"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert run.returncode != 0
    assert run.stderr.count("MAILLAGE_OCR") == run.stderr.count("peut-être") == 1
