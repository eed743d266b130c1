"""A person as a card that telephones and mail programs take.

vCard 3.0 (RFC 2426): Outlook does not take 4.0.
"""

from __future__ import annotations

import re
from base64 import b64encode
from urllib.parse import urljoin

from django.conf import settings

from members import communes
from members.directory.phones import tel_uri
from members.directory.photos import photo_bytes
from members.models import Contact, Member, Structure
from members.models.in_commune import InCommune

#: A line has at most so many octets, its end apart (RFC 2425 § 5.8.1).
LONGEST = 75


def escaped(text: str) -> str:
    """A text value (§ 4): backslash, comma, semicolon and end of line escaped."""
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def folded(line: str) -> str:
    """A line cut at 75 octets, never inside a character (RFC 2425 § 5.8.1)."""
    pieces, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > LONGEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += width
    return "\r\n".join(pieces)


def vcard(person: Member | Contact, *, phone: str) -> str:
    """The card of a person; `phone` is empty when the reader may not see it."""
    url = urljoin(f"{settings.SITE_ADDRESS}/", person.get_absolute_url())
    professions = [profession.name for profession in person.professions.all()]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Maillage//Annuaire//FR",
        f"UID:{url}",
        f"FN:{escaped(person.get_full_name())}",
        f"N:{escaped(person.last_name)};{escaped(person.first_name)};;;",
    ]
    lines += [f"TITLE:{escaped(name)}" for name in professions]
    for structure, place in places(person):
        if structure:
            lines.append(f"ORG:{escaped(structure.name)}")
        if place.commune_name:
            lines.append(f"ADR;TYPE=WORK:{address(structure, place)}")
    if person.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{escaped(person.email)}")
    if phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{tel_uri(phone).removeprefix('tel:')}")
    if person.concerns:
        lines.append(f"NOTE:{escaped(person.concerns)}")
    if isinstance(person, Member) and (photo := photo_bytes(person)):
        lines.append(f"PHOTO;ENCODING=b;TYPE=JPEG:{b64encode(photo).decode()}")
    lines += [f"URL:{url}", "END:VCARD"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def address(structure: Structure | None, place: InCommune) -> str:
    """Post box, extended, street, locality, region, postcode, country (§ 3.2.1).

    The department and the postcode tell a commune from those of the same name.
    """
    commune = communes.of_code(place.commune_code)
    postcodes = commune.postcodes if commune else ()
    parts = [
        structure.street if structure else "",
        place.commune_name,
        commune.department if commune else "",
        postcodes[0] if len(postcodes) == 1 else "",
        "",
    ]
    return ";".join(["", "", *map(escaped, parts)])


def places(person: Member | Contact) -> list[tuple[Structure | None, InCommune]]:
    """The structure, and what says the commune, of each place of a person."""
    if isinstance(person, Contact):
        return [(person.structure, person)]
    return [(practice.structure, practice) for practice in person.practices.all()]
