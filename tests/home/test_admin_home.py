"""The home page of Wagtail's admin: our colours, and what waits for the person."""

import re
from collections.abc import Callable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from library.models import Document
from members.models import Member, SpaceRequest
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
AddFile = Callable[..., Document]


def test_it_tells_what_waits(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    assert "Rien ne vous attend." in browser.get("/admin/").content.decode()
    add_file("A", "a.txt", space=spaces.group, by=people.member, title="Fiche")
    SpaceRequest.objects.create(
        space=spaces.ges, member=people.outsider, word="Je viens d’arriver"
    )
    page = browser.get("/admin/").content.decode()
    assert "Fiche" in page
    assert "«\u202fJe viens d’arriver\u202f»" in page
    assert "Rien ne vous attend." not in page


def test_the_admin_has_the_accent_of_the_site(people: People, sign_in: SignIn) -> None:
    page = sign_in(people.staff).get("/admin/").content.decode()
    assert re.search(r'<link rel="stylesheet" href="[^"]*css/admin[^"]*\.css">', page)
    found = finders.find("css/admin.css")
    assert isinstance(found, str)
    style = Path(found).read_text()
    hue = re.search(r"--w-color-primary-hue: ([\d.]+)", style)
    assert hue is not None
    # --accent of main.css, #0b5d57, as a hue in degrees.
    red, green, blue = 0x0B, 0x5D, 0x57
    assert float(hue[1]) == round(60 * (2 + (blue - red) / (green - red)), 1)
