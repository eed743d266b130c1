"""What *Mon espace* shows: what waits for a person, what became of what he proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from members.models import Member
from pages.publishing import reviewing, workflow
from pages.publishing.models import Proposal

MOST = 8
#: How long an answer stays there; the list of all keeps it.
LATELY = timedelta(days=30)


def for_dashboard(user: Any) -> dict[str, Any]:
    if not isinstance(user, Member):
        return {}
    answerable = Proposal.objects.answerable_by(user).waiting().for_lists()
    return {
        "page_proposed": answerable.exclude(author=user).order_by("made_at")[:MOST],
        "page_proposals": mine(user)[:MOST],
        "page_reviews": workflow.reviews_of(user, MOST),
        "pages_due": reviewing.due_of(user)[:MOST],
    }


def mine(user: Member) -> Any:
    """What waits, what was refused lately, and what was accepted lately."""
    lately = timezone.now() - LATELY
    return (
        Proposal.objects.visible_to(user)
        .filter(author=user)
        .filter(Q(state=Proposal.State.PROPOSED) | Q(answered_at__gt=lately))
        .for_lists()
        .order_by("-made_at")
    )
