"""What an editor is told: the links of his pages and texts that no longer answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from library.models import Reference
from library.models.links import LinkUse, OutsideLink
from library.outside.checking import FAILING
from members.models import Member
from pages.hidden_links import Lost, lost_in
from pages.models import ContentPage

#: Lines of the report; once some are mended, the others come.
MOST = 200


@dataclass(frozen=True)
class Line:
    link: OutsideLink
    pages: list[ContentPage]
    references: list[Reference]


def lines(member: Member, states: list[str]) -> list[Line]:
    """Links in one of these states that stand where `member` may change them."""
    pages = ContentPage.objects.live().visible_to(member).editable_by(member)
    texts = Reference.objects.visible_to(member).editable_by(member)
    uses = (
        LinkUse.objects.filter(link__state__in=states)
        .filter(Q(page__in=pages.values("pk")) | Q(reference__in=texts.values("pk")))
        .select_related("link", "page__space", "reference__space")
        .defer("page__body", "reference__text")
        .order_by("link__since", "link__pk", "pk")[: MOST * 5]
    )
    found: dict[int, Line] = {}
    for use in uses:
        line = found.setdefault(use.link_id, Line(use.link, [], []))
        if use.page is not None:
            line.pages.append(use.page)
        if use.reference is not None:
            line.references.append(use.reference)
    return list(found.values())[:MOST]


def lost(member: Member) -> list[tuple[ContentPage, list[Lost]]]:
    """His pages whose links lead to a page or a document of the site that is gone."""
    pages = ContentPage.objects.live().visible_to(member).editable_by(member)
    return lost_in(pages.select_related("space").order_by("path"))[:MOST]


def context(member: Member) -> dict[str, Any]:
    return {
        "broken": lines(member, list(FAILING)),
        "lost": lost(member),
        "moved": lines(member, [OutsideLink.State.MOVED]),
    }
