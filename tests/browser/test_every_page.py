"""Every kind of page, found by following links: axe, both themes, narrow and wide.

A kind is a view and, for pages of the tree, its template. The walk finds by itself
whatever a link leads to: a new page is looked at without a line here.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.browser.conftest import Visit

#: Wagtail's own screens, files, and what a visit would change or end.
LEFT_ALONE = re.compile(
    r"^/(admin|static|media|documents|_util)/|/deconnexion/|\.(vcf|csv|ics|pdf|atom|txt|zip)$"
    r"|/(copie|fichier|telecharger)/?$"
)
MOST_OF_A_KIND = 1
#: Fewer kinds than these: the walk has lost its way.
FEWEST = {"stranger": 8, "membre": 25, "pays": 45}
THEMES: list[tuple[Literal["light", "dark"], int]] = [("light", 320), ("dark", 1280)]


def kind_of(address: str) -> str:
    """The name of the view; for pages of the tree, what they are too."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return "nothing"
    name = found.view_name or str(found.route)
    if name == "wagtail_serve":
        parts = urlsplit(address).path.strip("/").split("/")
        return f"{name} {'/'.join(parts[:2])}"
    return name


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    return [str(href) for href in found]


def every_kind(page: Page, starts: list[str], site: str) -> Iterator[str]:
    """Goes to a page of each kind that links lead to, and gives its address."""
    waiting = [urljoin(site, start) for start in starts]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    kinds: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address)
        if kinds.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        try:
            answer = page.goto(address)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            kinds[kind] = MOST_OF_A_KIND
            continue
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue
        if page.url != address and kind_of(page.url) != kind:  # it leads elsewhere
            address = page.url
            kind = kind_of(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        yield address
        for link in links(page):
            href = link.split("#")[0]
            parts = urlsplit(href)
            path = parts.path
            if not href.startswith(site) or LEFT_ALONE.search(path):
                continue
            shape = (path, tuple(sorted(re.findall(r"(\w+)=", parts.query))))
            if shape not in seen:
                seen.add(shape)
                waiting.append(href)


@pytest.fixture
def look(site: str) -> Callable[[Page], list[str]]:
    """What is wrong with the page that stands open, in both themes."""

    def wrong(page: Page) -> list[str]:
        found = []
        path = page.url.removeprefix(site)
        for theme, width in THEMES:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.wait_for_timeout(300)  # the colours have changed
            for violation in Axe().run(page).response["violations"]:
                where = violation["nodes"][0]["target"]
                found.append(f"{path} {theme}: {violation['id']} {where}")
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                found.append(f"{path}: {across} pixels wide on a screen of {width}")
        if page.locator("h1").count() != 1:
            found.append(f"{path}: {page.locator('h1').count()} h1")
        return found

    return wrong


@pytest.mark.parametrize(
    ("who", "starts"),
    [
        ("stranger", ["/", "/connexion/", "/rejoindre/"]),
        ("membre", ["/mon-espace/", "/menu/"]),
        ("pays", ["/mon-espace/", "/menu/", "/composants/"]),
    ],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    visit: Visit,
    site: str,
    look: Callable[[Page], list[str]],
    who: str,
    starts: list[str],
) -> None:
    page = visit(None if who == "stranger" else who)
    looked_at, wrong = [], []
    for address in every_kind(page, starts, site):
        looked_at.append(address)
        wrong += look(page)
    assert wrong == []
    assert len(looked_at) >= FEWEST[who], looked_at


@pytest.mark.parametrize("path", ["/n-existe-pas/", "/bibliotheque/999999/"])
def test_what_does_not_exist_is_a_page_like_the_others(
    visit: Visit, look: Callable[[Page], list[str]], path: str
) -> None:
    page = visit("membre")
    page.goto("/mon-espace/")
    answer = page.request.get(path)
    assert answer.status == 404
    page.set_content(answer.text())
    assert look(page) == []
