"""Draw a file: a program of its own, which meets bytes that anybody may have written.

    python -m library.previews.drawing SOURCE FOLDER KIND

Writes in FOLDER, which is private: `preview.pdf` for the formats that are turned into
PDF, `thumbnail.webp`, and `drawn.json`, {"pages": how many the PDF has, "texts": [text
of each, for those that were turned], "marks": [[bookmark, its page]]}. On failure the
last line of the standard error is one word: `encrypted`, `too_big`, `damaged`,
`timeout` or `tool_missing`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from library.previews.kinds import FILTERS, MOST_PAGES, PICTURES, SCANS, TURNED
from library.reading.confine import confine
from library.reading.errors import Unreadable

#: Of a small image, in pixels of the screen's finest: two for one.
WIDTH, HEIGHT = 480, 640
MOST_PIXELS = 80_000_000
SCAN_SIDE = 3_508  # A4 at 300 dpi, its long side
DPI = 200  # of a scan that does not say its own
WORDS = {"encrypted": "encrypted", "too_big": "too_big", "timeout": "timeout"}


class CannotError(Exception):
    """Its argument is one of the words above."""


def options(kind: str) -> str:
    """The filter of LibreOffice and its options (its help, « PDF export »)."""
    wanted = {
        "UseTaggedPDF": ("boolean", "true"),
        "ExportFormFields": ("boolean", "false"),
        "ExportBookmarks": ("boolean", "true"),
        "ReduceImageResolution": ("boolean", "true"),
        "MaxImageResolution": ("long", "150"),
        "PageRange": ("string", f"1-{MOST_PAGES}"),
    }
    given = {name: {"type": t, "value": v} for name, (t, v) in wanted.items()}
    return f"{FILTERS[kind]}:{json.dumps(given, separators=(',', ':'))}"


def turned(source: Path, folder: Path, kind: str) -> Path:
    """The file as PDF, `preview.pdf` of the folder."""
    target = folder / "preview.pdf"
    if kind in SCANS:
        return scan(source, target)
    from library.reading.legacy import convert

    try:
        made = convert(source, folder, kind, "pdf", options(kind))
    except Unreadable as error:
        sys.stderr.write(f"{error.trace}\n")
        tool = "tool_missing" if error.code == "tool_missing" else "damaged"
        raise CannotError(WORDS.get(error.code, tool)) from error
    made.rename(target)
    return target


def scan(source: Path, target: Path) -> Path:
    """The pages of a fax or of a scan, each at its own size."""
    from PIL import Image, ImageOps

    def pages(image: Any) -> Iterator[Any]:
        for number in range(min(image.n_frames, MOST_PAGES)):
            image.seek(number)
            if image.width * image.height > MOST_PIXELS:
                raise CannotError("too_big")
            upright = ImageOps.exif_transpose(image)
            plain = upright if upright.mode in {"1", "L"} else upright.convert("RGB")
            plain.thumbnail((SCAN_SIDE, SCAN_SIDE))
            yield plain

    with Image.open(source, formats=["TIFF"]) as image:
        dpi = [float(value) for value in image.info.get("dpi", ()) if float(value) > 30]
        drawn = pages(image)
        first = next(drawn)
        # What is made smaller keeps its size on paper, nearly.
        resolution = min(dpi[0] if dpi else DPI, 300.0)
        first.save(
            target, "PDF", save_all=True, append_images=drawn, resolution=resolution
        )
    return target


def thumbnail_of_picture(source: Path, target: Path) -> None:
    from PIL import Image, ImageOps

    with Image.open(source) as image:
        if image.width * image.height > MOST_PIXELS:
            raise CannotError("too_big")
        image.draft("RGB", (WIDTH * 2, HEIGHT * 2))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((WIDTH, HEIGHT))
    on_white = Image.new("RGBA", upright.size, "white")
    on_white.alpha_composite(upright)
    on_white.convert("RGB").save(target, "WEBP", quality=80)


def thumbnail_of_page(pdf: Any, target: Path) -> None:
    page = pdf[0]
    across, down = page.get_size()
    if across <= 0 or down <= 0:
        raise CannotError("damaged")
    scale = min(WIDTH / across, HEIGHT / down)
    image = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    image.save(target, "WEBP", quality=80)


def texts(pdf: Any) -> list[str]:
    found = []
    for page in pdf:
        text = page.get_textpage()
        found.append(text.get_text_range())
        text.close()
        page.close()
    return found


def marks(pdf: Any) -> list[tuple[str, int]]:
    """The first bookmarks of a PDF: of a sheet, its name and its first page, from 1."""
    found = []
    for mark in pdf.get_toc(max_depth=1):
        place = mark.get_dest()
        index = place.get_index() if place is not None else None
        if index is not None:
            found.append((mark.get_title(), index + 1))
    return found


def draw(source: Path, folder: Path, kind: str) -> None:
    """Raises CannotError."""
    drawn: dict[str, object] = {"pages": 0, "texts": [], "marks": []}
    small = folder / "thumbnail.webp"
    if kind in PICTURES:
        thumbnail_of_picture(source, small)
    if kind in TURNED or kind == "pdf":
        import pypdfium2

        path = turned(source, folder, kind) if kind in TURNED else source
        pdf = pypdfium2.PdfDocument(path)
        if not len(pdf):
            raise CannotError("damaged")
        drawn["pages"] = len(pdf)
        if kind in FILTERS:
            drawn["texts"] = texts(pdf)
            drawn["marks"] = marks(pdf)
        if not small.exists():
            thumbnail_of_page(pdf, small)
    (folder / "drawn.json").write_text(json.dumps(drawn))


def word_for(error: Exception) -> str:
    """What is said of an error: those of Pillow and pdfium are many."""
    if isinstance(error, CannotError):
        return str(error)
    if "Password" in str(error) or "password" in str(error):
        return "encrypted"
    bomb = type(error).__name__ == "DecompressionBombError"
    return "too_big" if bomb or isinstance(error, MemoryError) else "damaged"


def main() -> int:
    source, folder, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    confine(source, folder)
    try:
        draw(source, folder, kind)
    except Exception as error:  # Pillow's plugins raise what they like
        sys.stderr.write(f"{error!r}\n{word_for(error)}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
