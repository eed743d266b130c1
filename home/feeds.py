"""What is new in a space, for a reader of feeds (Atom, RFC 4287).

A reader of feeds has no session: the address itself says whose it is. It is worked out
of a nonce and of the secret of the site, so that neither alone gives it; a new nonce
ends the old address.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.feedgenerator import Atom1Feed

from home.models import FeedKey
from library.models import Document
from members.coming_in import charter
from members.models import Member, Space
from members.rights import User
from pages.models import ContentPage

MOST = 50
SALT = "home.feeds"
NONCE = 24  # signs of the nonce, in an address
#: What XML 1.0 § 2.2 does not take.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def renew(member: Member) -> None:
    """Give him an address, or a new one: the old one opens nothing any more."""
    nonce = secrets.token_hex(NONCE // 2)
    FeedKey.objects.update_or_create(member=member, defaults={"nonce": nonce})


def revoke(member: Member) -> None:
    """He has no address any more."""
    FeedKey.objects.filter(member=member).delete()


def token_of(member: Member) -> str:
    """What the address of his feeds holds; empty when he has none."""
    key = FeedKey.objects.filter(member=member).first()
    return signed(member.pk, key.nonce) if key else ""


def signed(pk: int, nonce: str) -> str:
    mark = salted_hmac(SALT, f"{pk}:{nonce}", algorithm="sha256").hexdigest()
    return f"{nonce}{mark[:40]}"


def owner(token: str) -> Member | None:
    """Whose address it is, if he could come in by the door today."""
    key = FeedKey.objects.filter(nonce=token[:NONCE]).select_related("member").first()
    if key is None or not constant_time_compare(
        signed(key.member_id, key.nonce), token
    ):
        return None
    member = key.member
    return member if member.is_active and charter.has_signed(member) else None


@dataclass(frozen=True)
class Entry:
    id: str
    title: str
    summary: str
    url: str
    published: datetime
    updated: datetime
    #: Its day, for a news.
    news_day: date | None = None

    @property
    def new_at(self) -> datetime:
        """A page is new again when it is published again; a document is so once."""
        return self.updated if "page/" in self.id else self.published


def entries(space: Space, user: User, request: HttpRequest) -> list[Entry]:
    """Published documents and pages of a space that `user` sees, newest first."""
    documents = (
        Document.objects.visible_to(user)
        .in_use()
        .filter(space=space)
        .order_by("-created_at")[:MOST]
    )
    pages = (
        ContentPage.objects.live()
        .visible_to(user)
        .filter(space=space, depth__gt=2, last_published_at__isnull=False)
        .defer("body")
        .for_rows()
        .order_by("-last_published_at")[:MOST]
    )
    found = [
        Entry(
            identifier("document", each.pk),
            each.title,
            each.summary,
            settings.SITE_ADDRESS + each.get_absolute_url(),
            each.created_at,
            each.changed_at,
        )
        for each in documents
    ]
    found += [
        Entry(
            identifier("page", each.pk),
            each.title,
            each.summary,
            settings.SITE_ADDRESS + (each.get_url(request) or "/"),
            each.first_published_at or each.last_published_at,
            each.last_published_at,
            each.news_day,
        )
        for each in pages
        if each.last_published_at
    ]
    return sorted(found, key=lambda entry: entry.new_at, reverse=True)[:MOST]


def identifier(kind: str, pk: int) -> str:
    """It stays when the page moves (RFC 4151: a name that no address has to hold)."""
    host = urlsplit(settings.SITE_ADDRESS).hostname
    return f"tag:{host},2026:{kind}/{pk}"


class Feed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """An empty feed has the date of its space, not that of the asking."""
        return super().latest_post_date() if self.items else self.feed["begun"]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Maillage")


def written(space: Space, user: User, request: HttpRequest) -> tuple[bytes, datetime]:
    """The feed of a space as `user` sees it, and when it last changed."""
    feed = Feed(
        title=plain(f"{space.name} · {settings.SITE_NAME}"),
        # Strangers read the feed of *Public*, and no page of a space.
        link=settings.SITE_ADDRESS
        + ("/" if space.is_public else reverse("members:space", args=[space.slug])),
        description=None,
        subtitle=plain(space.purpose) or None,
        author_name=settings.SITE_NAME,
        language="fr",
        feed_url=settings.SITE_ADDRESS + request.path,
        feed_guid=identifier("espace", space.pk),
        begun=space.created_at,
    )
    for entry in entries(space, user, request):
        categories: list[str | None] = ["Actualité"] if entry.news_day else []
        feed.add_item(
            title=plain(entry.title),
            link=entry.url,
            description=plain(entry.summary),
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=categories,
        )
    return feed.writeString("utf-8").encode(), feed.latest_post_date()


def plain(text: str) -> str:
    return CONTROLS.sub("", text)


def part(member: Member) -> dict[str, Any]:
    """For the copy of his data (GDPR, article 15); the address itself is a secret."""
    key = FeedKey.objects.filter(member=member).first()
    return {"adresse personnelle faite le": key.at if key else None}
