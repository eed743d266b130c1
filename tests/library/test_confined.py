"""A program that opens somebody's file reaches that file, and nothing else."""

import os
import socket
import subprocess
import sys

import pypdfium2
import pytest
from PIL import Image

from library.previews.making import draw
from library.reading.isolation import ROOT
from tests.library.samples import soffice

__all__ = ["soffice"]

TRY = """
import socket, sys
from pathlib import Path
from library.reading.confine import confine
source, folder, secret, port = sys.argv[1:]
print(confine(Path(source), Path(folder)))
print(Path(source).read_text())
(Path(folder) / "made").write_text("x")
for deed in (
    lambda: Path(secret).read_text(),
    lambda: Path(secret).write_text("changed"),
    lambda: list(Path(secret).parent.iterdir()),
    lambda: Path(source).write_text("changed"),
    lambda: (Path(secret).parent / "new").write_text("x"),
    lambda: Path("manage.py").read_text(),
    lambda: Path("site/config/settings.py").read_text(),
    lambda: socket.create_connection(("127.0.0.1", int(port)), 1),
):
    try:
        deed()
    except PermissionError:
        print("refused")
    else:
        print("DONE")
"""


@pytest.fixture
def elsewhere(tmp_path):
    """A file of somebody else, beside that which is opened and the private folder."""
    secret = tmp_path / "media" / "secret.png"
    secret.parent.mkdir()
    Image.new("RGB", (300, 300), (255, 0, 0)).save(secret)
    (tmp_path / "apart").mkdir()
    return secret


@pytest.fixture(autouse=True)
def landlock(tmp_path, elsewhere):
    """Skips, or fails where CI=true, on a kernel that cannot."""
    if attempt(tmp_path, elsewhere, 9)[0] != "True":
        message = "Landlock manque à ce noyau\u202f: il faut Linux 5.13 ou plus."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def attempt(tmp_path, elsewhere, port):
    source = tmp_path / "source.txt"
    source.write_text("Le texte")
    given = [source, tmp_path / "apart", elsewhere, port]
    run = subprocess.run(
        [sys.executable, "-c", TRY, *map(str, given)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )
    return run.stdout.splitlines() or [run.stderr]


def test_it_reads_its_file_and_writes_in_its_folder_alone(tmp_path, elsewhere):
    with socket.create_server(("127.0.0.1", 0)) as server:
        said = attempt(tmp_path, elsewhere, server.getsockname()[1])
    assert said[:2] == ["True", "Le texte"]
    assert said[2:] == ["refused"] * 8
    assert Image.open(elsewhere).size == (300, 300)


def test_a_text_does_not_show_an_image_of_this_machine(soffice, tmp_path, elsewhere):
    """LibreOffice puts it there, were it not kept from it."""
    source = tmp_path / "lettre.rtf"
    field = f'INCLUDEPICTURE "{elsewhere.as_uri()}" \\\\d'
    source.write_text(r"{\rtf1{\field{\*\fldinst " + field + r"}{\fldrslt ?}} Bonjour}")
    drawn = draw(source, tmp_path / "apart", "rtf")
    page = pypdfium2.PdfDocument(drawn.pdf)[0]
    assert "Bonjour" in page.get_textpage().get_text_range()
    seen = page.render(scale=0.5).to_pil().convert("RGB")
    colours = {colour for _, colour in seen.getcolors(1 << 24)}
    assert (255, 0, 0) not in colours
