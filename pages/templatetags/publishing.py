"""What may be done with the page that is read, and what happened to it."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from members.models import Member
from members.rights import may_edit
from pages.models import ArticlePage, FaqPage, NewsPage
from pages.publishing import history
from pages.publishing.models import Proposal
from pages.publishing.rights import may_confirm, may_propose, takes

register = template.Library()


@register.inclusion_tag("pages/_beside_actions.html", takes_context=True)
def beside_actions(context: dict[str, Any]) -> dict[str, Any]:
    """The buttons beside a page: propose, signal, confirm; none in a preview."""
    page, request = context["page"], context.get("request")
    user = getattr(request, "user", None) or AnonymousUser()
    kept = {"page": page, "user": user, "perms": context.get("perms")}
    if page.pk is None or getattr(request, "is_preview", False):
        return kept | {"preview": True}
    proposes = may_propose(user, page.space)
    waiting = 0
    if isinstance(user, Member) and page.space.is_open:
        about = Proposal.objects.answerable_by(user).waiting().filter(page=page.pk)
        waiting = about.exclude(author=user).count()
    return kept | {
        "reports": isinstance(user, Member) and page.space.is_open,
        "proposes": proposes,
        "proposes_page": proposes and takes(page, ArticlePage),
        "proposes_news": proposes and takes(page, NewsPage),
        "asks": page.specific_class is FaqPage,
        "confirms": may_confirm(user, page),
        "edits": may_edit(user, page.space),
        "waiting": waiting,
        "organisation": context.get("organisation", ""),
    }


@register.inclusion_tag("pages/_history.html", takes_context=True)
def short_history(context: dict[str, Any]) -> dict[str, Any]:
    """The last lines of the history of a published page."""
    page, request = context["page"], context.get("request")
    user = getattr(request, "user", None) or AnonymousUser()
    if page.pk is None or not page.live or getattr(request, "is_preview", False):
        return {"lines": []}
    lines, more = history.newest(page, user)
    return {"lines": lines, "more": more and isinstance(user, Member), "page": page}
