"""Pages stay right: who answers for one says so by a click, and is asked each month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Revision

from background import mail
from members.models import Member, Space
from members.months import end_of_month, in_months
from members.rights import may_edit, require, require_open
from members.spaces import letters
from pages.publishing.models import ReviewReminder
from pages.publishing.rights import may_confirm

if TYPE_CHECKING:
    from pages.models import ContentPage

T = TypeVar("T")
SALT = "pages.publishing.reviewing"
#: How long the links of the mail may be used: until the next one has come.
VALID = timedelta(days=45)
HOUR = 8


def confirm(by: Member, page: ContentPage) -> ContentPage:
    """« Toujours valable »: verified today, to be looked at again in so many months."""
    from pages.models import ContentPage

    with transaction.atomic():
        held = ContentPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
        require_open(held.space)
        require(may_confirm(by, held))
        today = timezone.localdate()
        held.verified_on = today
        held.review_on = in_months(today, held.review_months)
        ContentPage.objects.filter(pk=held.pk).update(
            verified_on=held.verified_on, review_on=held.review_on
        )
        keep_in_drafts(held)
        log(instance=held.specific, action="pages.verify", user=by)
    return held


def keep_in_drafts(page: ContentPage) -> None:
    """A draft begun before, once published, must not bring the old dates back."""
    scheduled = page.revisions.filter(approved_go_live_at__isnull=False)
    latest = page.revisions.filter(pk=page.latest_revision_id)
    revision: Revision
    for revision in latest | scheduled:
        revision.content["verified_on"] = str(page.verified_on)
        revision.content["review_on"] = str(page.review_on)
        revision.save(update_fields=["content"])


def due_pages() -> Any:
    """Published pages of open spaces, late or due before the month ends."""
    from pages.models import ContentPage

    last = end_of_month(timezone.localdate())
    return (
        ContentPage.objects.live()
        .filter(review_on__lte=last, space__state=Space.State.OPEN)
        .select_related("space", "owner")
        .order_by("review_on", "path")
    )


def due_of(user: Member) -> Any:
    """Those that `user` owns, and sees."""
    return due_pages().visible_to(user).filter(owner=user)


@dataclass(frozen=True)
class Line:
    """A thing in the mail: its addresses in the site, to read it and to confirm it."""

    title: str
    review_on: date
    path: str
    confirm_path: str

    @property
    def is_late(self) -> bool:
        return self.review_on < timezone.localdate()

    @property
    def url(self) -> str:
        return urljoin(f"{settings.SITE_ADDRESS}/", self.path)

    @property
    def link(self) -> str:
        return urljoin(f"{settings.SITE_ADDRESS}/", self.confirm_path)


Giver = Callable[[], Mapping[Member, Sequence[Line]]]


def whom_to_tell(
    things: Iterable[T], owner_of: Callable[[T], Member | None]
) -> dict[Member, list[T]]:
    """The owner who sees his thing, else those who keep its `space`."""
    found: dict[Member, list[T]] = defaultdict(list)
    keepers: dict[int, list[Member]] = {}
    seen: dict[int, set[int]] = {}
    for thing in things:
        owner, space = owner_of(thing), cast(Any, thing).space
        if owner is not None and owner.is_active:
            if owner.pk not in seen:
                spaces = Space.objects.visible_to(owner).values_list("pk", flat=True)
                seen[owner.pk] = set(spaces)
            if space.pk in seen[owner.pk]:
                found[owner].append(thing)
                continue
        if space.pk not in keepers:
            keepers[space.pk] = letters.keepers(space)
        for person in keepers[space.pk]:
            found[person].append(thing)
    return found


def pages_by_person() -> dict[Member, list[Line]]:
    """Pages to look at again, by who is told of them."""

    def line(person: Member, page: ContentPage) -> Line:
        link = reverse("pages:confirm_by_mail", args=[token_of(person, page)])
        assert page.review_on is not None
        return Line(page.title, page.review_on, page.get_url() or "/", link)

    told = whom_to_tell(due_pages(), lambda page: page.owner)
    return {
        person: [line(person, page) for page in pages] for person, pages in told.items()
    }


#: What is due, by person: the pages here, the things of the apps above.
givers: list[Giver] = [pages_by_person]


def remind() -> int:
    """The daily job: one mail a month to each who has pages to look at again.

    Each day, so that a month begun with the worker stopped is not lost; returns how
    many mails left.
    """
    month = timezone.localdate().replace(day=1)
    told = 0
    due: dict[Member, list[Line]] = defaultdict(list)
    for give in givers:
        for person, lines in give().items():
            due[person] += lines
    for person, lines in due.items():
        with transaction.atomic():
            # Once only, should two workers do the job: the mail goes with the mark.
            ReviewReminder.objects.get_or_create(
                member=person, defaults={"month": date(2000, 1, 1)}
            )
            mine = ReviewReminder.objects.filter(member=person, month__lt=month)
            if mine.update(month=month):
                write(person, sorted(lines, key=lambda line: line.review_on))
                told += 1
    return told


def write(person: Member, lines: list[Line]) -> None:
    context = {
        "member": person,
        "late": [line for line in lines if line.is_late],
        "soon": [line for line in lines if not line.is_late],
        "count": len(lines),
        "only": lines[0].title,
    }
    mail.post("pages_to_review", person.email, context)


def token_of(person: Member, thing: Model, salt: str = SALT) -> str:
    """What a link of the mail holds: who, and which thing; signed and dated.

    `salt` is that of its kind: a link of one serves for no other.
    """
    return signing.dumps([person.pk, thing.pk], salt=salt)


def read_token(token: str, salt: str = SALT) -> tuple[Member | None, int]:
    """Who, and the key of what; nobody when it is over, altered or of another kind."""
    try:
        person_key, key = signing.loads(token, salt=salt, max_age=VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None, 0
    return Member.objects.listed().filter(pk=person_key).first(), key


@dataclass(frozen=True)
class Link:
    """The link of a mail: whose, of which page, and the day on which it was written."""

    person: Member
    page: ContentPage
    written_on: date

    @property
    def withdrawn(self) -> Withdrawn | None:
        """Who took the page out of publication, and when; None while it is read."""
        if self.page.live:
            return None
        out = ("wagtail.unpublish", "wagtail.unpublish.scheduled")
        done = PageLogEntry.objects.filter(page_id=self.page.pk, action__in=out)
        last = done.select_related("user").order_by("-timestamp").first()
        if last is None:
            return Withdrawn()
        return Withdrawn(last.timestamp, last.user, last.user_id == self.person.pk)

    @property
    def opens_draft(self) -> bool:
        """Who edits a space opens its drafts in the admin only if he may enter it."""
        enters: bool = self.person.has_perm("wagtailadmin.access_admin")
        return enters and may_edit(self.person, self.page.space)

    @property
    def served(self) -> Served | None:
        """What was done of the page since the mail; None when it is still to do."""
        page = self.page
        if page.verified_on is None or page.verified_on < self.written_on:
            return None
        if page.is_review_due:
            return None
        done = PageLogEntry.objects.filter(page_id=page.pk, action="pages.verify")
        last = done.order_by("-timestamp").first()
        if last is None or timezone.localdate(last.timestamp) != page.verified_on:
            return Served(page.verified_on)
        by_self = last.user_id == self.person.pk
        return Served(page.verified_on, last.timestamp, by_self)


@dataclass(frozen=True)
class Served:
    """When the page was verified: the moment too, when a button did it."""

    on: date
    at: datetime | None = None
    by_self: bool = False


@dataclass(frozen=True)
class Withdrawn:
    """When it stopped being read, and by whom (nobody: at the date that was given)."""

    at: datetime | None = None
    by: Member | None = None
    by_self: bool = False


def of_token(token: str) -> Link | None:
    """What a link is for; None when it is over, altered, or when its person may not
    confirm that page any more.
    """
    from pages.models import ContentPage

    person, page_key = read_token(token)
    page = ContentPage.objects.filter(pk=page_key).select_related("space").first()
    if person is None or page is None or not may_confirm(person, page):
        return None
    written = signing.b62_decode(token.rsplit(":", 2)[1])
    return Link(person, page, timezone.localdate(datetime.fromtimestamp(written, UTC)))
