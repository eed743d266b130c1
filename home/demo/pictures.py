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
    "maison.png": "La maison de santé de Saint-Prix",
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


def maison() -> Image.Image:
    """The front of a low health house: big windows, a green cross, two trees."""
    image = Image.new("RGB", (WIDE, HIGH), SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((-200, 470, 1000, 1300), fill=HILL)
    draw.ellipse((700, 430, 2100, 1300), fill="#6d9c8d")
    draw.rectangle((0, 700, WIDE, HIGH), fill="#c9d8b6")
    draw.polygon([(690, 900), (990, 900), (890, 700), (790, 700)], fill=PAPER)
    for x in (170, 1440):
        draw.rectangle((x - 14, 520, x + 14, 705), fill="#5b4636")
        for dx, dy, r in ((-60, 470, 85), (55, 480, 80), (0, 400, 95)):
            draw.ellipse((x + dx - r, dy - r, x + dx + r, dy + r), fill="#4d7a5b")
    draw.rectangle((330, 430, 1280, 705), fill="#fbfaf6")
    draw.polygon([(290, 440), (1320, 440), (1240, 360), (370, 360)], fill=ROOF)
    for left in (380, 540, 1000, 1140):
        draw.rectangle((left, 490, left + 110, 620), fill="#a9cbd3")
        draw.line((left + 55, 490, left + 55, 620), fill="#fbfaf6", width=8)
    draw.rectangle((720, 470, 940, 705), fill="#a9cbd3")
    draw.line((830, 470, 830, 705), fill="#fbfaf6", width=10)
    draw.rectangle((700, 448, 960, 470), fill=GREEN)
    draw.rectangle((818, 250, 842, 340), fill=GREEN)
    draw.rectangle((785, 283, 875, 307), fill=GREEN)
    for x, coat in ((640, "#7a3e9d"), (690, "#2b4c7e"), (1040, "#8a2449")):
        draw.ellipse((x - 14, 640, x + 14, 668), fill="#4a2c1a")
        draw.rounded_rectangle((x - 20, 668, x + 20, 760), 14, fill=coat)
    return image


DRAWN = {"bourg.png": bourg, "seance.png": seance, "maison.png": maison}
#: In the space of the whole group, but for those that everyone sees.
SPACES = {"maison.png": "public"}


def ensure_picture(name: str) -> Picture:
    """The image of this name, drawn when it is missing."""
    known = Picture.objects.filter(title=TITLES[name]).first()
    if known is not None:
        return known
    made = BytesIO()
    DRAWN[name]().save(made, "PNG", optimize=True)
    made.seek(0)
    return Picture.objects.create(
        title=TITLES[name],
        space=Space.objects.get(slug=SPACES.get(name, "ges")),
        file=ImageFile(made, name=name),
    )
