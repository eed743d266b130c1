"""A real site in processes of its own, and Debian's Chromium."""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import site as scratch
from home.demo.people import DEMO_SECRET

CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--disable-background-networking", "--disable-component-update"]
PASSWORD = "maillage-demo-2026"
#: The time step of the last code of each person: a code serves once.
ahead: dict[str, int] = {}
#: What the console says of a form that comes back with what is wrong.
INVALID = "status of 422"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What did not show in time is tried once more, and named at the end of the run.

    Four processes share two cores here: a step may wait for all the others. What is
    wrong on the page (axe, console, words) is never tried again.
    """
    late = ["TimeoutError", r"(Locator|Page) expected[\s\S]*Call log"]
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=late))


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of data of the site; its mails are written in `mail`."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(data: Path, demonstration: Path) -> Iterator[str]:
    """The demonstration, its web server and its worker; gives its address.

    On PostgreSQL and Redis where the tests are.
    """
    scratch.grown.update(services(data.parent.name))
    scratch.grown["MAILLAGE_PREVIEWS"] = "non"  # seconds of the worker for each file
    scratch.demonstration(data, demonstration)
    with scratch.web(data) as (port, _), scratch.worker(data):
        yield f"http://localhost:{port}"


def services(name: str) -> dict[str, str]:
    """The variables of the grown profile, with a database of its own; none without."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        return {}
    database = f"site_{re.sub(r'[^a-z0-9]', '_', name.lower())}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {database}")
        connection.execute(f"CREATE DATABASE {database}")
    given = {"DATABASE_URL": urlsplit(server)._replace(path=f"/{database}").geturl()}
    if redis := os.environ.get("REDIS_URL"):
        given["MAILLAGE_REDIS"] = redis
    return given


@pytest.fixture(scope="module")  # its event loop must not outlive these tests
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        sentence = "Il faut chromium : sudo apt-get install -y chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=QUIET, chromium_sandbox=False
        )
        yield browser
        browser.close()


Visit = Callable[..., Page]


def next_code(name: str) -> str:
    """A code of the demonstration's application that has not served yet.

    The clock may be two minutes ahead; past that, one waits as a person would.
    """
    step = max(int(time.time()) // 30, ahead.get(name, 0) + 1)
    while step > int(time.time()) // 30 + 4:
        time.sleep(1)
    ahead[name] = step
    return format_hotp_value(hotp_value(DEMO_SECRET, step))


def wait_for_hit(page: Page, word: str) -> None:
    """Ask for `word` until a passage has it: the worker may be busy with the others."""
    for _ in range(240):
        page.goto(f"/recherche/?q={word}")
        if page.locator(".hit .passage").count():
            return
        page.wait_for_timeout(500)
    pytest.fail(f"{word} was not found within two minutes")


@pytest.fixture(scope="session")
def kept() -> dict[tuple[str, str], list[Any]]:
    """The cookie of the session of each person, by site and name.

    A code serves once: the fifth sign-in of one of the staff waits half a minute.
    """
    return {}


@pytest.fixture
def visit(
    site: str, chromium: Browser, kept: dict[tuple[str, str], list[Any]]
) -> Iterator[Visit]:
    """Opens a window in which a person has signed in by the form; None is a stranger.

    A person comes back to the session that another test opened, if it still holds.

    Every error of the console or of a script fails the test at its end; a form that
    comes back with what is wrong is none, though the console says so, nor is what has
    one of the words of `known`.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_as(
        name: str | None,
        *,
        scripts: bool = True,
        width: int = 1280,
        known: tuple[str, ...] = (),
    ) -> Page:
        context = chromium.new_context(
            java_script_enabled=scripts,
            locale="fr-FR",
            base_url=site,
            viewport={"width": width, "height": 800},
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: (
                troubles.append(said.text)
                if said.type == "error"
                and not any(words in said.text for words in (INVALID, *known))
                else None
            ),
        )
        if name and (cookies := kept.pop((site, name), None)):
            context.add_cookies(cookies)
            page.goto("/mon-espace/")
            if page.url.endswith("/mon-espace/"):
                kept[site, name] = cookies
                return page
            context.clear_cookies()
        page.goto("/connexion/")
        if name is None:
            return page
        page.get_by_label("Adresse mail").fill(f"{name}@demo.example")
        page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/(mon-espace|verification)/$"))
        if page.url.endswith("/verification/"):
            page.get_by_label("Code").fill(next_code(name))
            page.keyboard.press("Enter")
            page.wait_for_url("**/mon-espace/")
        kept[site, name] = [
            cookie for cookie in context.cookies() if "session" in cookie["name"]
        ]
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert troubles == []
