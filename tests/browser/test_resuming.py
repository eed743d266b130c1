"""Files over a line that breaks: they go on where they were cut, and are listed."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.grown]

OFFLINE = "ERR_INTERNET_DISCONNECTED"


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """7 MB of words that no other test has: three pieces and a half."""
    chance = random.Random(str(tmp_path))
    path = tmp_path / "registre.txt"
    words = (f"mot{chance.randrange(10**6)} de la page {n}\n" for n in range(270_000))
    path.write_text("".join(words))
    return path


def line(page: Page) -> Callable[..., None]:
    """Makes the network of a page slow (bytes a second), dead, or as it was."""
    tools: Any = page.context.new_cdp_session(page)
    tools.send("Network.enable")

    def set_to(upload: float = -1, dead: bool = False) -> None:
        tools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": dead,
                "latency": 5,
                "downloadThroughput": -1,
                "uploadThroughput": upload,
            },
        )

    return set_to


def requests(page: Page, method: str) -> list[Request]:
    """What the page asks from now on by this method."""
    found: list[Request] = []

    def hear(request: Request) -> None:
        if request.method == method:
            found.append(request)

    page.on("request", hear)
    return found


def ready(page: Page) -> None:
    page.goto("/bibliotheque/ajouter/?espace=ges")
    page.get_by_label("Catégorie").select_option(label="Projet")


def add(page: Page) -> None:
    page.get_by_role("button", name="Ajouter", exact=True).click()


def share(page: Page) -> int:
    found = re.search(r"(\d+)\u00a0%", page.locator("[data-says]").first.inner_text())
    return int(found[1]) if found else 0


def cut(page: Page, file: Path) -> Callable[..., None]:
    """Send half a file, then lose the network; gives the hand on it."""
    set_to = line(page)
    ready(page)
    set_to(upload=1_500_000)
    page.locator("#id_file").set_input_files(file)
    add(page)
    expect(page.locator("[data-says]")).to_contain_text(
        re.compile(r"[4-9]\d\u00a0%"), timeout=30_000
    )
    set_to(dead=True)
    expect(page.locator("[data-says]")).to_contain_text(
        "La connexion est coupée", timeout=15_000
    )
    return set_to


def test_what_was_cut_goes_on_by_itself_when_the_line_is_back(
    visit: Visit, long_file: Path
) -> None:
    page = visit("membre", known=[OFFLINE])
    set_to = cut(page, long_file)
    assert share(page) >= 40
    pieces = requests(page, "PATCH")
    set_to()
    expect(page.locator("[data-end]")).to_have_text(
        "C’est fini\u202f: 1 fichier ajouté.", timeout=30_000
    )
    # Nothing goes from the start again.
    assert int(pieces[0].headers["upload-offset"]) >= 2 * 1024 * 1024


def test_after_the_page_was_closed_the_same_file_goes_on(
    visit: Visit, long_file: Path
) -> None:
    page = visit("membre", known=[OFFLINE])
    set_to = cut(page, long_file)
    page.on("dialog", lambda dialog: dialog.accept())
    set_to(upload=1)  # back, too late to send the rest
    ready(page)
    set_to()
    told = page.get_by_role("region", name="Un envoi s’est arrêté en chemin")
    expect(told).to_contain_text("registre.txt")
    page.locator("#id_file").set_input_files(long_file)
    expect(told).to_be_hidden()
    expect(page.locator("[data-says]")).to_contain_text("Reprendra à")
    begun = requests(page, "POST")
    add(page)
    expect(page.locator("[data-end]")).to_have_text(
        "C’est fini\u202f: 1 fichier ajouté.", timeout=30_000
    )
    assert not begun  # it was not begun anew


def test_one_stops_goes_on_and_gives_up(visit: Visit, long_file: Path) -> None:
    page = visit("membre")
    ready(page)
    set_to = line(page)
    set_to(upload=700_000)
    page.locator("#id_file").set_input_files(long_file)
    add(page)
    row = page.locator(".file")
    expect(row.locator("[data-says]")).to_contain_text(
        re.compile(r"[1-9]\d\u00a0%"), timeout=30_000
    )
    row.get_by_role("button", name="Pause").click()
    expect(row.locator("[data-says]")).to_contain_text("En pause")
    row.get_by_role("button", name="Reprendre").click()
    expect(row.locator("[data-says]")).to_contain_text("Envoi")
    with page.expect_response(lambda r: r.request.method == "DELETE") as gone:
        row.get_by_role("button", name="Annuler").click()
    assert gone.value.status == 204
    expect(row).to_have_count(0)
    set_to()
    ready(page)
    expect(page.get_by_text("s’est arrêté en chemin")).to_have_count(0)


def test_what_is_there_already_is_not_sent(visit: Visit, tmp_path: Path) -> None:
    page = visit("membre")
    file = tmp_path / "deja.txt"
    file.write_text(f"Un contenu déjà là, {tmp_path}")
    sent = requests(page, "PATCH")
    for told in ("1 fichier ajouté", "1 déjà là"):
        ready(page)
        page.locator("#id_file").set_input_files(file)
        add(page)
        expect(page.locator("[data-end]")).to_contain_text(told)
    assert len(sent) == 1


def test_a_folder_keeps_its_tree(visit: Visit, tmp_path: Path) -> None:
    root = tmp_path / "Classeur"
    (root / "Plaies").mkdir(parents=True)
    for name in ("a.txt", "Plaies/b.txt", ".DS_Store"):
        (root / name).write_text(f"Texte de {name}, {tmp_path}")
    page = visit("membre")
    ready(page)
    page.locator("#id_tree").set_input_files(root)
    expect(page.locator("[data-aside]")).to_have_text(
        "1 fichier du système laissé de côté."
    )
    add(page)
    expect(page.locator("[data-end]")).to_contain_text("2 fichiers ajoutés")
    page.goto("/bibliotheque/?espace=ges")
    page.get_by_role("navigation", name="Dossiers").get_by_text("Classeur").click()
    page.get_by_role("navigation", name="Dossiers").get_by_text("Plaies").click()
    expect(page.locator(".list h3")).to_have_text(["B"])


DROP = """async ([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  const target = document.querySelector("[data-drop-here]");
  for (const type of ["dragenter", "dragover", "drop"]) {
    const given = { bubbles: true, cancelable: true, dataTransfer: carried };
    target.dispatchEvent(new DragEvent(type, given));
  }
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_file_dropped_on_a_list_goes_where_the_list_is(
    visit: Visit, width: int, tmp_path: Path
) -> None:
    page = visit("membre", width=width)
    page.goto("/bibliotheque/?espace=ges&categorie=projet")
    page.evaluate(DROP, [f"glisse-{width}.txt", f"Déposé ici, {tmp_path}"])
    dialog = page.get_by_role("dialog", name="Ajouter des documents")
    expect(dialog.get_by_role("radio", name=re.compile("^GES"))).to_be_checked()
    expect(dialog.get_by_label("Catégorie")).to_have_value(re.compile(r"\d+"))
    dialog.get_by_role("button", name="Ajouter", exact=True).click()
    expect(dialog.locator("[data-end]")).to_contain_text("1 fichier ajouté")
    dialog.get_by_role("button", name="Fermer").click()
    expect(page.locator(".list h3").first).to_have_text(f"Glisse {width}")


def test_pieces_are_as_large_as_the_line_is_quick(visit: Visit) -> None:
    page = visit("membre")
    page.goto("/mon-espace/")
    sizes = page.evaluate(
        """async () => {
          const { FIRST, next } = await import("/static/js/upload/pace.js");
          const walk = (size, times) => times.map((t) => (size = next(size, t)));
          return [FIRST, walk(FIRST, [200, 200, 200, 200]), walk(FIRST, [5000]),
            walk(FIRST, [30000, 30000, 30000])];
        }"""
    )
    mega = 1024 * 1024
    assert sizes == [
        2 * mega,
        [4 * mega, 8 * mega, 16 * mega, 16 * mega],
        [2 * mega],
        [mega, mega / 2, mega / 2],
    ]
