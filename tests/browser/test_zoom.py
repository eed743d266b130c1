"""Each kind of page enlarged, spaced out, in few colours and without motion."""

import re
from itertools import islice

import pytest
from playwright.sync_api import Browser

from tests.browser import fits
from tests.browser.conftest import Visit
from tests.browser.walk import FEWEST, STARTS, every_kind

pytestmark = [pytest.mark.browser, pytest.mark.looks]
#: The most that a page may shift by itself; 0.1 is what is commonly called good.
SHIFT = 0.05
#: The most on a slow line, where the letters of the site come after its words.
SLOW_SHIFT = 0.01
#: 400 kb/s, and as many milliseconds before anything answers.
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
#: Questions before something goes: one of them is enough, they are all alike.
ALIKE = re.compile(r"/(supprimer|retirer|refuser|fusionner|confirmer)/|/etat/")
#: What a stranger sees of his own comes first; the rest is as for the others.
OF_A_STRANGER = 12


@pytest.mark.parametrize(("who", "width"), [("stranger", 360), ("pays", 1280)])
def test_nothing_is_lost_on_any_kind_of_page(
    visit: Visit, site: str, who: str, width: int
) -> None:
    page = visit(None if who == "stranger" else who, width=width)
    page.context.add_init_script(fits.WATCH_SHIFTS)
    looked_at: list[str] = []
    wrong: list[str] = []
    kinds = every_kind(page, STARTS[who], site, fine=False)
    for address in islice(kinds, OF_A_STRANGER if who == "stranger" else None):
        path = address.removeprefix(site)
        if ALIKE.search(path) and any(ALIKE.search(one) for one in looked_at):
            continue
        looked_at.append(path)
        shifted = page.evaluate("window.shifted")
        if shifted >= SHIFT:
            wrong.append(f"{path}: shifts by {shifted:.3f}")
        wrong += [f"{path}: {one}" for one in fits.troubles(page)]
    assert wrong == []
    assert len(looked_at) >= FEWEST[who], looked_at


@pytest.mark.parametrize(
    ("who", "paths"),
    [
        (None, ("/", "/actualites/")),
        (
            "membre",
            ("/mon-espace/", "/glossaire/", "/les-themes/les-sorties-d-hopital/"),
        ),
    ],
    ids=["stranger", "member"],
)
def test_nothing_moves_on_a_slow_line(
    visit: Visit, who: str | None, paths: tuple[str, ...]
) -> None:
    page = visit(who, width=360)
    page.add_init_script(fits.WATCH_SHIFTS)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send("Network.emulateNetworkConditions", SLOW)
    wrong = []
    for path in paths:
        page.goto(path)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(500)
        shifted = page.evaluate("window.shifted")
        if shifted > SLOW_SHIFT:
            wrong.append(f"{path}: shifts by {shifted:.3f}")
    assert wrong == []


BAD = """<style>
  .cut { width: 9ch; overflow: hidden; white-space: nowrap; }
  .over { margin-top: -2.3em; }
  .wide { width: 400ch; }
  .btn { border: 0; }
  .icon { forced-color-adjust: none; stroke: white; color: white; }
  .moves { transition: color 1s; }
</style>
<main>
  <p class="cut">Des mots qui ne tiennent pas</p>
  <p>Une ligne</p><p class="over">Une autre, par-dessus</p>
  <p class="wide">Plus large que la page</p>
  <a class="btn moves" href="#">Sans bord <svg class="icon"></svg></a>
</main>"""


def test_what_is_wrong_is_seen(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(BAD)
    found = " ".join(fits.troubles(page))
    for trouble in ("cut: p.cut", "over each other", "pixels wide", "no edge"):
        assert trouble in found
    assert "no icon" in found
    assert "moves: <a" in found
    page.close()


#: Letters as large as a reader sets them on a telephone, on its usual widths.
LARGE = [(width, size) for width in (320, 360, 412) for size in (150, 200)]
OUT_OF_THE_BAR = """() => [...document.querySelectorAll('.thumbs a')]
  .filter((link) => link.getBoundingClientRect().right > innerWidth + 1
    || link.scrollWidth > link.clientWidth + 1)
  .map((link) => link.textContent.trim())"""


def test_a_telephone_with_large_letters_scrolls_one_way_only(visit: Visit) -> None:
    page = visit("membre", width=360)
    wrong = []
    for path in (
        "/mon-espace/",
        "/les-themes/les-sorties-d-hopital/",
        "/le-groupement/questions-frequentes/",
    ):
        page.goto(path)
        for width, size in LARGE:
            page.set_viewport_size({"width": width, "height": 700})
            page.evaluate(fits.WEAR, f"html {{ font-size: {size}% !important; }}")
            found = page.evaluate(fits.CUT) + page.evaluate(OUT_OF_THE_BAR)
            wrong += [f"{path} at {width}, {size} %: {one}" for one in found]
    assert wrong == []


def test_a_title_without_a_space_keeps_to_the_width(visit: Visit) -> None:
    page = visit("membre", width=360)
    page.goto("/les-themes/les-sorties-d-hopital/")
    for name in page.locator(".around b").all():
        name.evaluate("(name) => { name.textContent = 'w'.repeat(250); }")
    assert page.locator(".around b").count()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
