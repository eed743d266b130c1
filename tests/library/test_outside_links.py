"""Links that lead out of the site: found, asked for, and told to who can mend them."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page

from library.models import LinkRound, OutsideLink, Reference
from library.outside import asking, checking, gathering
from members.models import Member
from pages.models import ContentPage, SectionPage
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
State = OutsideLink.State
REPORT = "/bibliotheque/liens/"


class Site(BaseHTTPRequestHandler):
    """A site that answers by what its addresses ask."""

    asked: list[tuple[str, str]] = []
    agents: set[str] = set()

    def do_HEAD(self) -> None:
        type(self).asked.append((self.command, self.path))
        type(self).agents.add(self.headers["User-Agent"])
        what = self.path.strip("/")
        if what == "slow":
            time.sleep(1)
        if what == "no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif what == "moved":
            self.send_response(301)
            self.send_header("Location", "/200")
        elif what == "for-a-while":
            self.send_response(302)
            self.send_header("Location", "/200")
        elif what == "circle":
            self.send_response(302)
            self.send_header("Location", "/circle")
        elif what == "to-a-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
        else:
            self.send_response(int(what.partition("?")[0] or 200))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - http.server's name

    def log_message(self, *args: object) -> None:
        pass


def serving(server: ThreadingHTTPServer) -> Iterator[str]:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    settings.LINKS_MAY_BE_PRIVATE = True
    Site.asked.clear()
    for host in serving(ThreadingHTTPServer(("127.0.0.1", 0), Site)):
        yield f"http://{host}"


@pytest.fixture
def unknown_certificate(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """A site whose certificate nobody vouches for."""
    settings.LINKS_MAY_BE_PRIVATE = True
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "site.pem").write_bytes(private + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "site.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    for host in serving(server):
        yield f"https://{host}"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "PAUSE", 0.0)


# Asking


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("200", State.FINE),
        ("no-head", State.FINE),
        ("for-a-while", State.FINE),
        ("404", State.GONE),
        ("410", State.GONE),
        ("500", State.BROKEN),
        ("503", State.BROKEN),
        ("circle", State.BROKEN),
        ("403", State.REFUSED),
        ("429", State.REFUSED),
        ("to-a-file", State.FORBIDDEN),
    ],
)
def test_what_a_site_answers_is_understood(site: str, path: str, state: str):
    assert asking.ask(f"{site}/{path}") == asking.Answer(state)
    assert Site.agents == {"Maillage (+http://localhost:8000; liens)"}


def test_a_page_that_moved_for_good_says_where(site: str):
    found = asking.ask(f"{site}/moved")
    assert found == asking.Answer(State.MOVED, f"{site}/200")


def test_a_site_that_does_not_answer_in_time(
    site: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    assert asking.ask(f"{site}/slow").state == State.SLOW


def test_a_certificate_that_nobody_vouches_for(unknown_certificate: str):
    assert asking.ask(f"{unknown_certificate}/200").state == State.INSECURE


@pytest.mark.parametrize(
    "address", ["http://nulle-part.invalid/", "http://127.0.0.1:9/", "http://é..fr/"]
)
def test_a_site_that_is_not_there(address: str, settings: Settings):
    settings.LINKS_MAY_BE_PRIVATE = True
    assert asking.ask(address).state == State.UNREACHABLE


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "2130706433",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "224.0.0.1",
    ],
)
def test_no_machine_of_a_private_network_is_asked(
    host: str, site: str, settings: Settings
):
    settings.LINKS_MAY_BE_PRIVATE = False
    port = site.rpartition(":")[2]
    found = asking.ask(f"http://{host}:{port}/200")
    assert found.state in (State.FORBIDDEN, State.UNREACHABLE)
    assert Site.asked == []


def test_a_redirect_does_not_lead_to_a_private_network(
    site: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    """The first step is let through; the second is looked at as the first was."""
    looked = []

    def first_only(address: str) -> bool:
        looked.append(address)
        return len(looked) == 1

    settings.LINKS_MAY_BE_PRIVATE = False
    monkeypatch.setattr(asking, "is_public", first_only)
    assert asking.ask(f"{site}/moved").state == State.FORBIDDEN
    assert [path for _, path in Site.asked] == ["/moved"]


# Gathering


def page_with(spaces: Spaces, space: str, *blocks: tuple[str, object]) -> ContentPage:
    body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    front = Page.objects.get(depth=2)
    return front.add_child(
        instance=SectionPage(
            title=f"Page {space}", space=getattr(spaces, space), body=body
        )
    )


def linked(address: str) -> tuple[str, object]:
    return "rich_text", f'<p><a href="{address}">Voir</a> et http://mot.example</p>'


def test_links_are_found_in_every_block_and_in_official_texts(spaces: Spaces):
    page = page_with(
        spaces,
        "ges",
        linked("https://a.example/x?un=1&amp;deux=2#partie"),
        ("video", {"title": "V", "url": "https://video.example/1", "summary": "S"}),
        (
            "questions",
            {
                "title": "Q",
                "questions": [
                    {
                        "question": "?",
                        "answer": '<p><a href="http://b.example">b</a></p>',
                    }
                ],
            },
        ),
        ("rich_text", '<p><a href="mailto:x@y.example">m</a></p>'),
    )
    Reference.objects.create(
        space=spaces.ges, title="Loi", kind="law", url="https://loi.example/"
    )
    gathering.gather()
    found = set(OutsideLink.objects.values_list("address", flat=True))
    assert found == {
        "https://a.example/x?un=1&deux=2",
        "https://video.example/1",
        "http://b.example",
        "https://loi.example/",
    }
    page.unpublish()
    gathering.gather()
    assert [str(link) for link in OutsideLink.objects.all()] == ["https://loi.example/"]


# The round


def check(work: Work) -> None:
    gathering.gather()
    checking.begin()
    work()


def test_a_round_tells_what_is_broken_and_since_when(
    site: str, spaces: Spaces, work: Work
):
    page_with(spaces, "ges", linked(f"{site}/404"), linked(f"{site}/200"))
    check(work)
    broken = OutsideLink.objects.get(state=State.GONE)
    assert broken.address == f"{site}/404" and broken.since is not None
    assert OutsideLink.objects.get(state=State.FINE).since is None
    check(work)
    assert OutsideLink.objects.get(state=State.GONE).since == broken.since
    OutsideLink.objects.filter(pk=broken.pk).update(address=f"{site}/200?encore")
    checking.begin()
    work()
    assert OutsideLink.objects.get(pk=broken.pk).since is None


def test_when_nothing_at_all_is_reached_nothing_is_concluded(
    site: str, spaces: Spaces, work: Work, sign_in: SignIn, people: People
):
    page_with(spaces, "ges", linked(f"{site}/200"))
    check(work)
    OutsideLink.objects.update(address="http://127.0.0.1:9/")
    checking.begin()
    work()
    assert OutsideLink.objects.get().state == State.FINE
    assert LinkRound.objects.get().is_offline
    shown = sign_in(people.staff).get(REPORT).content.decode()
    assert "n’a rien pu joindre" in shown and "injoignable" not in shown
    # Nothing is concluded, and nothing else is said.
    assert "répondent" not in shown and "d’avant n’avait rien trouvé" in shown
    OutsideLink.objects.update(checked_at=None)
    shown = sign_in(people.staff).get(REPORT).content.decode()
    assert "d’avant" not in shown and "encore été vérifié" not in shown


def test_a_round_is_made_each_week_and_again_after_one_that_reached_nothing(
    db: None, work: Work
):
    checking.look()
    work()
    first = LinkRound.objects.get()
    assert first.ended_at is not None
    checking.look()
    assert LinkRound.objects.get() == first
    LinkRound.objects.update(started_at=timezone.now() - timedelta(days=7))
    checking.look()
    second = LinkRound.objects.get()
    assert second != first
    LinkRound.objects.update(ended_at=timezone.now(), is_offline=True)
    checking.look()
    assert LinkRound.objects.get() != second


def test_a_round_is_cut_in_pieces(
    site: str, spaces: Spaces, work: Work, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(checking, "PIECE", 0.0001)
    page_with(spaces, "ges", *[linked(f"{site}/200?{n}") for n in range(4)])
    check(work)
    assert OutsideLink.objects.filter(state=State.FINE).count() == 4
    assert LinkRound.objects.get().ended_at is not None


# The report


def test_each_editor_reads_of_the_links_that_he_can_mend(
    site: str, spaces: Spaces, work: Work, sign_in: SignIn, people: People
):
    page_with(spaces, "ges", linked(f"{site}/404"), linked(f"{site}/moved"))
    page_with(spaces, "group", linked(f"{site}/500"))
    check(work)
    shown = sign_in(people.staff).get(REPORT).content.decode()
    for told in (
        "/404",
        "Page introuvable",
        "Site en panne",
        "depuis le",
        "Page ges",
        "Page group",
        "Nouvelle adresse",
    ):
        assert told in shown, told
    shown = sign_in(people.editor).get(REPORT).content.decode()
    assert "/500" in shown and "Page group" in shown
    assert "/404" not in shown and "Page ges" not in shown


def test_a_long_report_costs_as_many_queries_as_a_short_one(
    spaces: Spaces, sign_in: SignIn, people: People
):
    def broken(number: int) -> None:
        page_with(spaces, "ges", linked(f"https://{number}.example/"))
        gathering.gather()
        OutsideLink.objects.update(state=State.GONE, since=timezone.now())

    client = sign_in(people.staff)

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(REPORT).status_code == 200
        return len(asked)

    broken(0)
    count()
    few = count()
    for number in range(1, 8):
        broken(number)
    assert count() == few
