"""What *Mon espace* shows of what a person proposed for pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from members.models import Member
from pages.publishing.models import Proposal

#: How long an answer stays there; the list of all keeps it.
LATELY = timedelta(days=30)


def everything(user: Member) -> Any:
    """All that the person proposed, wherever the pages are now."""
    found = Proposal.objects.visible_to(user).filter(author=user).for_lists()
    return found.telling_space(user).order_by("-made_at", "-pk")


def mine(user: Member) -> Any:
    """What waits, what was refused lately, and what was accepted lately."""
    lately = timezone.now() - LATELY
    return everything(user).filter(
        Q(state=Proposal.State.PROPOSED) | Q(answered_at__gt=lately)
    )
