"""The letters of the machine that stand in for the site's, until those have come."""

import re
from typing import NamedTuple

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SHEET = settings.BASE_DIR / "static" / "css" / "fonts.css"
FONTS = settings.BASE_DIR / "static" / "fonts"
#: The letters of Arial, as wide, that a viewer of PDF files comes with.
AS_ARIAL = settings.BASE_DIR / "static" / "vendor" / "pdfjs" / "standard_fonts"
#: What stands in, for what, and how heavy it is on a page.
STANDS_FOR = {
    "Sans": "source-sans-3-latin-wght-normal.woff2",
    "Serif": "source-serif-4-latin-wght-normal.woff2",
}
WORDS = """Quatre sorties sur dix ont lieu le vendredi. Une fois sur trois, l’infirmière
libérale apprend le retour par la famille. Le courrier arrive quand la première semaine,
la plus risquée, est passée. Pour elles, la sortie se prépare dès l’entrée, en 2026."""


class Face(NamedTuple):
    family: str
    bold: bool
    size: float
    ascent: float
    descent: float


def faces() -> list[Face]:
    found = []
    for text in SHEET.read_text().split("@font-face")[1:]:
        value = dict(re.findall(r"([a-z-]+):\s*([^;]+);", text))
        if "local(" not in value["src"]:
            continue
        assert value["line-gap-override"] == "0%"
        size, ascent, descent = (
            float(value[name].removesuffix("%")) / 100
            for name in ("size-adjust", "ascent-override", "descent-override")
        )
        family = value["font-family"].strip('"')
        bold = value["font-weight"] != "200 549"
        found.append(Face(family, bold, size, ascent, descent))
    return found


def width(font: TTFont) -> float:
    """How wide the words are, in letters as high as one."""
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    whole = sum(advances[glyphs[ord(each)]][0] for each in WORDS.replace("\n", " "))
    return float(whole / font["head"].unitsPerEm)


@pytest.mark.parametrize("face", faces(), ids=lambda f: f"{f.family} {f.bold}")
def test_what_stands_in_is_as_high(face: Face) -> None:
    font = TTFont(FONTS / STANDS_FOR[face.family.split()[0]])
    high, em = font["hhea"], font["head"].unitsPerEm
    assert high.lineGap == 0
    assert face.ascent * face.size == pytest.approx(high.ascent / em, abs=0.002)
    assert face.descent * face.size == pytest.approx(-high.descent / em, abs=0.002)


@pytest.mark.parametrize(
    ("bold", "weight", "file"),
    [
        (False, 400, "LiberationSans-Regular.ttf"),
        (True, 650, "LiberationSans-Bold.ttf"),
    ],
)
def test_what_stands_in_is_as_wide(bold: bool, weight: int, file: str) -> None:
    font = TTFont(FONTS / STANDS_FOR["Sans"])
    own = width(instantiateVariableFont(font, {"wght": weight}))
    (face,) = (f for f in faces() if f.family == "Sans on Arial" and f.bold is bold)
    assert face.size * width(TTFont(AS_ARIAL / file)) == pytest.approx(own, rel=0.01)


def test_every_letter_that_stands_in_is_asked_for() -> None:
    text = (SHEET.parent / "main.css").read_text()
    asked = {name for name in re.findall(r'"([^"]+)"', text) if " on " in name}
    assert asked == {face.family for face in faces()}
