"""The pages of the demonstration, from the texts of the folder beside."""

import json
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from wagtail.models import PageLogEntry

from home.demo.markup import Targets, Text, blocks, read_texts, rich_text
from home.demo.people import at
from home.demo.pictures import ensure_picture
from home.models import FrontPage
from library.models import Document, Reference
from members.models import Member, Space
from pages.models import (
    ArticlePage,
    ContentPage,
    FaqPage,
    NewsPage,
    SectionPage,
    ThemePage,
)

TEXTS = Path(__file__).parent / "texts"
FRONT = ("accueil",)
KINDS: dict[str, type[ContentPage]] = {
    "section": SectionPage,
    "theme": ThemePage,
    "article": ArticlePage,
    "news": NewsPage,
    "faq": FaqPage,
}


@transaction.atomic
def ensure_pages(
    documents: dict[str, Document], references: dict[str, Reference]
) -> int:
    """Add the pages that are missing; return how many.

    Pages are made first and written afterwards, so that they may link to each other.
    """
    front = FrontPage.objects.get()
    found: dict[tuple[str, ...], ContentPage] = {(): front}
    fresh: list[tuple[Text, ContentPage]] = []
    for text in read_texts(TEXTS):
        if text.place == FRONT:
            if front.latest_revision_id is None and not front.body:
                fresh.append((text, front))
            continue
        parent = found.get(text.place[:-1])
        if parent is None:  # its place was moved or taken away: leave it so
            continue
        known = ContentPage.objects.child_of(parent).filter(slug=text.place[-1]).first()
        found[text.place] = known or new_page(text, parent)
        if known is None:
            fresh.append((text, found[text.place]))
    targets = Targets(
        page=lambda slug: next(
            p.pk for place, p in found.items() if place[-1:] == (slug,)
        ),
        document=lambda name: documents[name].pk,
        reference=lambda key: references[key].pk,
        member=lambda name: Member.objects.get(email=at(name)).pk,
        picture=lambda name: ensure_picture(name).pk,
    )
    for text, page in fresh:
        write(page, text, targets)
        for name in text.head.get("documents", "").split():
            documents[name].themes.add(page)
    return len(fresh)


def new_page(text: Text, parent: ContentPage) -> ContentPage:
    page = KINDS[text.head["kind"]](
        title=text.head["title"], slug=text.place[-1], owner=owner(text)
    )
    if "space" in text.head:
        page.space = Space.objects.get(slug=text.head["space"])
    parent.add_child(instance=page)
    return page


def owner(text: Text) -> Member | None:
    return Member.objects.filter(email=at(text.head.get("owner", "pays"))).first()


def introduce(page: FrontPage, text: Text, targets: Targets) -> None:
    """Who the group is, in the place of a body, and whom to write to."""
    page.who = rich_text(text.body, targets)
    page.body = "[]"
    for name in ("name", "role", "phone", "email", "when"):
        setattr(page, f"contact_{name}", text.head[f"contact-{name}"])


def tell(page: NewsPage, text: Text, targets: Targets) -> None:
    """What a news has besides: its day, how long it is on the front, its picture."""
    today = timezone.localdate()
    page.day = today + timedelta(int(text.head["day"]))
    if "front" in text.head:
        page.front_until = today + timedelta(int(text.head["front"]))
    if "picture" in text.head:
        page.picture_id = targets.picture(text.head["picture"])
        page.picture_alt = text.head["alt"]


def write(page: ContentPage, text: Text, targets: Targets) -> None:
    """Give a page its words and its dates, and publish it."""
    now, today = timezone.now(), timezone.localdate()
    page.title = text.head["title"]
    page.summary = text.head.get("summary", "")
    page.body = json.dumps(blocks(text.body, targets))
    if "verified" in text.head:
        page.verified_on = today + timedelta(int(text.head["verified"]))
    if "review" in text.head:
        page.review_on = today + timedelta(int(text.head["review"]))
    if isinstance(page, FrontPage):
        introduce(page, text, targets)
    if isinstance(page, NewsPage):
        tell(page, text, targets)
    page.owner = owner(text)
    page.tags.set([tag for tag in text.head.get("tags", "").split(", ") if tag])
    revision = page.save_revision(user=page.owner)
    revision.publish(user=page.owner, skip_permission_checks=True)
    day = now + timedelta(int(text.head.get("published", "-30")))
    ContentPage.objects.filter(pk=page.pk).update(
        first_published_at=day, last_published_at=day
    )
    PageLogEntry.objects.filter(page_id=page.pk).update(timestamp=day)
