"""What is held of a person's proposals, for the copy of his data."""

from typing import Any

from members.models import Member
from pages.publishing.models import Proposal


def proposals(member: Member) -> list[dict[str, Any]]:
    found = Proposal.objects.filter(author=member).select_related("space")
    return [
        {
            "sorte": proposal.get_kind_display(),
            "page": proposal.page_title,
            "espace": proposal.space.name,
            "problème": proposal.get_problem_display(),
            "titre": proposal.title,
            "chapeau": proposal.summary,
            "passage": proposal.passage,
            "texte": proposal.text,
            "pourquoi": proposal.reason,
            "le": proposal.made_at,
            "état": proposal.outcome,
            "réponse": proposal.answer,
        }
        for proposal in found.order_by("pk")
    ]
