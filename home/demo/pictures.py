"""Images of the demonstration's pages: drawn here, of nobody and nowhere."""

from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from library.models import Picture
from members.models import Space

WIDE, HIGH = 1600, 900
PAPER, INK, GREEN, SKY, HILL, ROOF = (
    "#f2efe7",
    "#1c2527",
    "#0b5d57",
    "#d9e8e2",
    "#8db3a6",
    "#9a4a12",
)
#: Name, and its title in the library of images.
TITLES = {
    "bourg.png": "Un bourg et ses collines",
    "seance.png": "Une séance autour d’une table",
}


def bourg() -> Image.Image:
    """Hills, a road, a health house with its cross."""
    image = Image.new("RGB", (WIDE, HIGH), SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((1180, 90, 1330, 240), fill="#f0c277")
    draw.ellipse((-300, 380, 900, 1300), fill=HILL)
    draw.ellipse((600, 430, 2000, 1400), fill="#6d9c8d")
    draw.polygon([(720, 900), (900, 900), (830, 640), (800, 640)], fill=PAPER)
    for left, top, width, wall in (
        (260, 560, 220, "#fbfaf6"),
        (520, 520, 280, "#ffffff"),
        (900, 540, 240, "#fbfaf6"),
        (1180, 580, 200, "#f2efe7"),
    ):
        draw.rectangle((left, top, left + width, top + 190), fill=wall)
        peak = (left + width // 2, top - 110)
        draw.polygon([(left - 24, top), peak, (left + width + 24, top)], fill=ROOF)
        draw.rectangle((left + 30, top + 50, left + 80, top + 105), fill=SKY)
        draw.rectangle(
            (left + width - 80, top + 80, left + width - 35, top + 190), fill=INK
        )
    draw.rectangle((646, 560, 674, 640), fill=GREEN)
    draw.rectangle((620, 586, 700, 614), fill=GREEN)
    return image


def seance() -> Image.Image:
    """Six people around a table, seen from above."""
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((480, 290, 1120, 610), 150, fill="#c98f68")
    places = [(560, 170), (800, 140), (1040, 170), (560, 730), (800, 760), (1040, 730)]
    coats = [GREEN, "#7a3e9d", "#2b4c7e", "#8a2449", GREEN, ROOF]
    for (x, y), coat in zip(places, coats, strict=True):
        draw.ellipse((x - 95, y - 60, x + 95, y + 60), fill=coat)
        draw.ellipse((x - 42, y - 42, x + 42, y + 42), fill="#4a2c1a")
    for x, y in ((610, 370), (830, 350), (980, 480), (700, 500)):
        draw.rectangle((x, y, x + 80, y + 56), fill="#ffffff", outline=INK)
    return image


DRAWN = {"bourg.png": bourg, "seance.png": seance}


def ensure_picture(name: str) -> Picture:
    """The image of this name, drawn when it is missing; it is the whole group’s."""
    known = Picture.objects.filter(title=TITLES[name]).first()
    if known is not None:
        return known
    made = BytesIO()
    DRAWN[name]().save(made, "PNG", optimize=True)
    made.seek(0)
    return Picture.objects.create(
        title=TITLES[name],
        space=Space.objects.get(slug="ges"),
        file=ImageFile(made, name=name),
    )
