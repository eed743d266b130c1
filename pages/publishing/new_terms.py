"""A term that a member proposes for the glossary: kept, then made an entry of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.log_actions import log
from wagtail.models import Page

from members.models import Member
from members.refusals import Refused
from members.rights import require, require_open
from pages.publishing.models import Proposal, space_of
from pages.publishing.proposals import answer, held_waiting, keep
from pages.terms import Term

GLOSSARY = "Glossaire"
JUST_TAKEN = "Quelqu’un vient d’ajouter ce terme au glossaire. Vous pouvez refuser."


def propose_term(
    by: Member, *, short: str, long: str, explanation: str = "", reason: str = ""
) -> Proposal:
    """Ask the team of the Pays to add a term; everyone who is signed in may."""
    space = space_of(Page.objects.get(depth=2))
    require_open(space)
    return keep(
        Proposal(
            kind=Proposal.Kind.TERM,
            space=space,
            page_title=GLOSSARY,
            title=" ".join(short.split()),
            summary=" ".join(long.split()),
            text=explanation,
            reason=reason,
        ),
        by,
    )


def add_term(
    by: Member,
    proposal: Proposal,
    *,
    short: str,
    long: str,
    explanation: str = "",
    word: str = "",
) -> Term:
    """Make an entry of the glossary of it, as its reader has retouched it."""
    require(by.publishes_everywhere)
    try:
        with transaction.atomic():
            held = held_waiting(proposal)
            term = Term(short=short, long=long, explanation=explanation)
            term.full_clean()
            term.save()
            log(instance=term, action="wagtail.create", user=by, content_changed=True)
            held.term = term
            answer(by, held, Proposal.State.ACCEPTED, word)
    except (ValidationError, IntegrityError) as taken:
        raise Refused(JUST_TAKEN) from taken
    return term
