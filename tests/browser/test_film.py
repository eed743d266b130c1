"""A film of the library is played from here, with its subtitles, under the policy."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

#: The browser films a square that changes colour, for half a second.
FILM = """async () => {
  const canvas = document.createElement("canvas");
  canvas.width = 320;
  canvas.height = 180;
  const drawing = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(20), {
    mimeType: "video/webm;codecs=vp8",
  });
  const parts = [];
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const ended = new Promise((done) => recorder.addEventListener("stop", done));
  recorder.start();
  for (let turn = 0; turn < 12; turn += 1) {
    drawing.fillStyle = turn % 2 ? "teal" : "olive";
    drawing.fillRect(0, 0, 320, 180);
    await new Promise((done) => setTimeout(done, 50));
  }
  recorder.stop();
  await ended;
  const data = await new Blob(parts).arrayBuffer();
  return btoa(String.fromCharCode(...new Uint8Array(data)));
}"""
SEEN = "film => film.readyState >= 2 && film.videoWidth"


def filmed(page: Page, folder: Path) -> Path:
    file = folder / "Le lavage des mains.webm"
    file.write_bytes(base64.b64decode(page.evaluate(FILM)))
    return file


@pytest.mark.parametrize("width", [360, 1280])
def test_a_film_is_added_and_played(visit: Visit, tmp_path: Path, width: int) -> None:
    page = visit("membre", width=width)
    film = filmed(page, tmp_path)
    page.goto("/bibliotheque/ajouter/")
    page.get_by_role("radio", name=re.compile("^GES")).check()
    page.get_by_label("Catégorie").select_option(label="Projet")
    page.locator("#id_file").set_input_files(str(film))
    page.get_by_role("button", name=re.compile("Ajouter")).last.click()
    page.get_by_role("link", name="Le lavage des mains").first.click()
    player = page.locator("video")
    expect(player).to_be_visible()
    player.evaluate("film => { film.muted = true; return film.play(); }")
    page.wait_for_function(f"({SEEN})(document.querySelector('video'))")
    assert page.evaluate(f"({SEEN})(document.querySelector('video'))") == 320
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_film_of_the_demonstration_is_played_with_the_keyboard(
    visit: Visit,
) -> None:
    """RGAA 4.11: to start and to stop it; its subtitles come with it."""
    page = visit("membre")
    page.goto("/sorties-d-hopital/la-sortie-d-hopital-pas-a-pas/")
    player = page.locator("video")
    expect(player).to_have_accessible_name("Une sortie d’hôpital en une minute")
    player.evaluate("film => { film.muted = true; }")
    player.focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.3")
    page.keyboard.press("Space")
    assert player.evaluate("film => film.paused")
    assert 40 < player.evaluate("film => film.duration") < 45
    page.wait_for_function(
        "() => document.querySelector('video').textTracks[0]?.cues?.length === 6"
    )
    spoken = page.locator("details", has_text="Ce qu’elle montre")
    spoken.locator("summary").click()
    expect(spoken).to_contain_text("appelle le cabinet libéral et la pharmacie")
