"""What people do with spaces: one function for each verb.

Each checks the right (or raises `members.refusals.Refused`, with a sentence), does it,
writes the journal and tells whom it must, in one transaction.
"""

from members.spaces.life import change_space, create_space, set_state
from members.spaces.people import (
    add_people,
    add_person,
    change_person,
    enter,
    join,
    leave,
    manages,
    remove_person,
    require_manager,
)
from members.spaces.requests import accept, ask, refuse, withdraw

__all__ = [
    "accept",
    "add_people",
    "add_person",
    "ask",
    "change_person",
    "change_space",
    "create_space",
    "enter",
    "join",
    "leave",
    "manages",
    "refuse",
    "remove_person",
    "require_manager",
    "set_state",
    "withdraw",
]
