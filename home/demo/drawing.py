"""Portraits drawn by the demonstration: nobody's face."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

SIDE = 240
#: Background, coat, skin, hair.
COLOURS = {
    1: ("#d9e8e2", "#0b5d57", "#e8b995", "#4a2c1a"),
    2: ("#efe1d3", "#7a3e9d", "#c98f68", "#1f1a17"),
    3: ("#dfe6f1", "#2b4c7e", "#f0cdb0", "#a5632e"),
}


def portrait(number: int) -> "ContentFile[bytes]":
    """A bust in flat colours, as a PNG file."""
    paper, coat, skin, hair = COLOURS[number]
    image = Image.new("RGB", (SIDE, SIDE), paper)
    draw = ImageDraw.Draw(image)
    if number != 3:  # hair that falls behind the shoulders
        draw.rounded_rectangle((66, 56, 174, 190), 54, fill=hair)
    draw.ellipse((30, 164, 210, 360), fill=coat)
    draw.rounded_rectangle((100, 130, 140, 188), 20, fill=skin)
    draw.ellipse((78, 56, 162, 160), fill=skin)
    draw.pieslice((74, 44, 166, 150), 180, 360, fill=hair)
    draw.polygon([(96, 172), (144, 172), (120, 206)], fill="#ffffff")
    made = BytesIO()
    image.save(made, "PNG")
    return ContentFile(made.getvalue(), name="portrait.png")
