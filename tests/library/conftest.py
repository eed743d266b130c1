"""A care protocol, and the nurses whom it concerns."""

import pytest
from django.utils import timezone

from library.models import Protocol
from tests.library.protocols import DOCTOR, NURSE, trade
from tests.library.s3_server import both, line, s3  # noqa: F401


@pytest.fixture
def nurses(people):
    """`member`, `colleague` and `outsider` are nurses; `editor` is a doctor."""
    for one in (people.member, people.colleague, people.outsider, people.occasional):
        one.professions.add(trade(NURSE))
    people.editor.professions.add(trade(DOCTOR))


@pytest.fixture
def document(add_file, people, spaces):
    made = add_file("Resucrer", "a.txt", title="Hypoglycémie", by=people.staff)
    made.refresh_from_db()
    return made


@pytest.fixture
def protocol(document, nurses):
    made = Protocol.objects.create(document=document, asked_at=timezone.now())
    made.professions.add(trade(NURSE))
    return made
