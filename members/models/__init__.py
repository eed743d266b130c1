"""Who is who, and who belongs where: a module for each noun."""

# In the order in which they need each other: the last lives in spaces, by the one door.
# ruff: noqa: I001
from members.models.in_commune import InCommune
from members.models.people import RPPS_TAKEN, Member, Profession
from members.models.spaces import Membership, Space, SpaceQuerySet
from members.models.space_requests import SpaceRequest
from members.models.coming_in import (
    Charter,
    Invitation,
    InvitedTo,
    PeopleFile,
    Signature,
)
from members.models.demands import JoinRequest
from members.models.journal import JournalEntry
from members.models.directory import (
    Absence,
    Contact,
    FormerStructure,
    Practice,
    Structure,
)

__all__ = [
    "RPPS_TAKEN",
    "Absence",
    "Charter",
    "Contact",
    "FormerStructure",
    "InCommune",
    "Invitation",
    "InvitedTo",
    "JoinRequest",
    "JournalEntry",
    "Member",
    "Membership",
    "PeopleFile",
    "Practice",
    "Profession",
    "Signature",
    "Space",
    "SpaceQuerySet",
    "SpaceRequest",
    "Structure",
]
