"""The address a person signs in with: that of `Member`, and no other.

allauth has a table of addresses beside; it stays empty, so that an address that staff
changed opens nothing more.
"""

from __future__ import annotations

from django.http import HttpRequest

from members.models import Member
from members.signing_in import mails, records, sessions


def change_address(request: HttpRequest, member: Member, to: str) -> None:
    """Give a person the address that he has proved to be his; tell the old one.

    Raises IntegrityError when somebody else has it.
    """
    before = member.email
    member.email = to
    member.save(update_fields=["email"])
    sentence = (
        f"Adresse de connexion changée\u202f: {before}, désormais {member.email}."
    )
    records.changed(request, member, sentence)
    mails.tell_of_change(request, member, "members/address_changed", {"to": before})
    sessions.close_others(request, member)
