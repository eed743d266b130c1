"""Put a mark at the foot of every page of a PDF: a program of its own.

    python -m library.protocols.stamp SOURCE TARGET < mark.json

The mark is `{"address": …, "lines": [first, then others]}`. A band is added under each
page, as it is seen (ISO 32000-2 § 7.7.3.3: /Rotate, /CropBox): nothing is covered. On
failure the last line of the standard error is one word: `encrypted`, `signed`,
`too_big` or `damaged`.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from library.protocols.qr import runs
from library.reading.confine import confine

MOST_PAGES = 2_000
#: Of an A4 page, in points; other widths in proportion.
A4_WIDTH, BAND = 595.0, 72.0
SMALLEST, LARGEST = 0.4, 8.0
HELVETICA, BOLD = "F1", "F2"


class CannotError(Exception):
    """Its argument is one of the words above."""


def code_of(address: str, side: float) -> str:
    """The code of `address` as rectangles, in a square of `side` points."""
    count, dark = runs(address)
    size = side / count
    drawn = [
        f"{x * size:.3f} {side - (line + 1) * size:.3f} {long * size:.3f} {size:.3f} re"
        for line, x, long in dark
    ]
    return "\n".join(drawn) + "\nf"


def text(words: str, font: str, size: float, x: float, y: float) -> bytes:
    literal = words.replace("\u202f", "\u00a0").encode("cp1252", "replace")
    for mark in (b"\\", b"(", b")"):
        literal = literal.replace(mark, b"\\" + mark)
    return b"BT /%s %.1f Tf %.2f %.2f Td (%s) Tj ET" % (
        font.encode(),
        size,
        x,
        y,
        literal,
    )


def band(pdf: Pdf, mark: dict[str, Any], width: float) -> pikepdf.Object:
    """The band as one form, `width` by BAND points, for all pages of that width."""
    side = BAND - 10
    parts = [
        b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
        f"1 g 0 0 {width:.2f} {BAND} re f 0 g".encode(),
        f"0.6 w 0.75 G 14 {BAND - 2} m {width - 14:.2f} {BAND - 2} l S".encode(),
        f"q 1 0 0 1 14 4 cm {code_of(mark['address'], side)} Q".encode(),
    ]
    y = BAND - 22
    for number, line in enumerate(mark["lines"]):
        font, size = (BOLD, 10.0) if number == 0 else (HELVETICA, 8.0)
        parts.append(text(line, font, size, side + 20, y))
        y -= 13
    parts.append(b"EMC")
    fonts = {
        f"/{name}": Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(base),
            Encoding=Name.WinAnsiEncoding,
        )
        for name, base in ((HELVETICA, "/Helvetica"), (BOLD, "/Helvetica-Bold"))
    }
    form = pdf.make_stream(b"\n".join(parts))
    form.Type, form.Subtype, form.FormType = Name.XObject, Name.Form, 1
    form.BBox = Array([0, 0, round(width, 2), BAND])
    form.Resources = Dictionary(Font=Dictionary(fonts))
    return form


def rotation(page: pikepdf.Page) -> int:
    """Degrees clockwise, as the page or one above it in the tree says."""
    node: Any = page.obj
    for _ in range(50):
        if "/Rotate" in node:
            return int(node.Rotate) % 360 // 90 * 90
        if "/Parent" not in node:
            break
        node = node.Parent
    return 0


def widened(box: list[float], turn: int, more: float) -> list[float]:
    """The box with room under what is seen."""
    x0, y0, x1, y1 = box
    return {
        0: [x0, y0 - more, x1, y1],
        90: [x0, y0, x1 + more, y1],
        180: [x0, y0, x1, y1 + more],
        270: [x0 - more, y0, x1, y1],
    }[turn]


def placed(box: list[float], turn: int, more: float) -> list[float]:
    """The matrix (without its scale) that puts the band there, upright when seen."""
    x0, y0, x1, y1 = box
    return {
        0: [1, 0, 0, 1, x0, y0 - more],
        90: [0, 1, -1, 0, x1 + more, y0],
        180: [-1, 0, 0, -1, x1, y1 + more],
        270: [0, -1, 1, 0, x0 - more, y1],
    }[turn]


def corners(box: Any) -> list[float]:
    """Left, bottom, right, top, whatever two corners are given (§ 7.9.5)."""
    x0, y0, x1, y1 = (float(value) for value in box)
    return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def mark_page(
    pdf: Pdf, page: pikepdf.Page, mark: dict[str, Any], bands: dict[float, Any]
) -> None:
    seen, whole = corners(page.cropbox), corners(page.mediabox)
    turn = rotation(page)
    across = seen[2] - seen[0] if turn % 180 == 0 else seen[3] - seen[1]
    if across <= 0:
        raise CannotError("damaged")
    scale = min(max(across / A4_WIDTH, SMALLEST), LARGEST)
    width = round(across / scale, 2)
    if width not in bands:
        bands[width] = band(pdf, mark, width)
    more = BAND * scale
    matrix = placed(seen, turn, more)
    drawn = " ".join(f"{value * scale:.4f}" for value in matrix[:4])
    drawn += f" {matrix[4]:.3f} {matrix[5]:.3f}"
    # What is drawn already keeps its own state.
    page.contents_add(b"q", prepend=True)
    name = page.add_resource(bands[width], Name.XObject)
    page.contents_add(f"Q\nq {drawn} cm {name} Do Q".encode())
    grown = widened(seen, turn, more)
    page.obj.CropBox = Array(grown)
    page.obj.MediaBox = Array(
        [
            min(whole[0], grown[0]),
            min(whole[1], grown[1]),
            max(whole[2], grown[2]),
            max(whole[3], grown[3]),
        ]
    )
    for name_of_box in ("/TrimBox", "/BleedBox", "/ArtBox"):
        if name_of_box in page.obj:
            del page.obj[name_of_box]


def stamp(source: str, target: str, mark: dict[str, Any]) -> None:
    """Raises CannotError."""
    try:
        with Pdf.open(source) as pdf:
            if pdf.is_encrypted:
                raise CannotError("encrypted")
            form = pdf.Root.get("/AcroForm")
            if "/Perms" in pdf.Root or (form and int(form.get("/SigFlags", 0)) & 1):
                raise CannotError("signed")
            if len(pdf.pages) > MOST_PAGES:
                raise CannotError("too_big")
            bands: dict[float, Any] = {}
            for page in pdf.pages:
                mark_page(pdf, page, mark, bands)
            pdf.save(target)
    except pikepdf.PasswordError as error:
        raise CannotError("encrypted") from error
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        RuntimeError,
    ) as error:
        raise CannotError("damaged") from error


def main() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (soft, soft))
    confine(Path(sys.argv[1]), Path(sys.argv[2]).parent)
    try:
        stamp(sys.argv[1], sys.argv[2], json.load(sys.stdin))
    except CannotError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
