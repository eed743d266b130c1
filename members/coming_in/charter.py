"""The *Charte de fonctionnement*: its versions, and who has accepted which."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from members import journal
from members.models import Charter, Member, Signature


def in_force() -> Charter | None:
    return Charter.objects.order_by("-version").first()


def version_in_force() -> int:
    """The number of the charter in force; 0 when there is none."""
    newest = Charter.objects.order_by("-version").values_list("version", flat=True)
    return newest.first() or 0


def changes_since(version: int | None) -> list[str]:
    """What changed since the one that was read, the oldest first; None: it is read."""
    if version is None:
        return []
    newer = Charter.objects.filter(version__gt=version).exclude(changes="")
    return list(newer.order_by("version").values_list("changes", flat=True))


def missed_by(member: Member) -> list[Charter]:
    """The versions that came since the one he accepted last, the newest first.

    Those that say what changes, without their text; none for who accepted none.
    """
    last = member.signatures.aggregate(last=Max("charter__version"))["last"]
    if last is None:
        return []
    newer = Charter.objects.filter(version__gt=last).exclude(changes="")
    return list(newer.order_by("-version").defer("text"))


def has_signed(member: Member) -> bool:
    """Has he accepted the charter in force? True when there is none."""
    his = Signature.objects.filter(member=member, charter=OuterRef("pk"))
    newest = Charter.objects.order_by("-version").annotate(signed=Exists(his))
    signed = newest.values_list("signed", flat=True).first()
    return signed is None or bool(signed)


def replaced() -> QuerySet[Charter]:
    """The versions that are in force no more, the latest first, without their text."""
    newest = Charter.objects.aggregate(last=Max("version"))["last"] or 0
    older = Charter.objects.filter(version__lt=newest)
    return older.order_by("-version").defer("text")


def who_accepted(
    charter: Charter | None,
) -> tuple[QuerySet[Member], QuerySet[Member]]:
    """Those of an open account who have accepted `charter`, and those who have not.

    Each with `signed_at`, and `last_version`: the newest that he has accepted.
    """
    his = Signature.objects.filter(member=OuterRef("pk"), charter=charter)
    people = Member.objects.listed().annotate(
        signed_at=Subquery(his.values("signed_at")[:1]),
        last_version=Max("signatures__charter__version"),
    )
    people = people.order_by("last_name", "first_name", "pk")
    accepted = people.filter(signed_at__isnull=False)
    return accepted, people.filter(signed_at__isnull=True)


def sign(member: Member, charter: Charter, request: HttpRequest | None = None) -> None:
    """Keep that `member` accepts `charter`; twice is once."""
    with transaction.atomic():
        _, new = Signature.objects.get_or_create(charter=charter, member=member)
        if new:
            journal.record(
                journal.Kind.CHARTER,
                f"charte acceptée, version {charter.version}",
                by=member,
                about=member,
                request=request,
            )


class ReplacedError(ValueError):
    """Another version came into force since the one that was being rewritten."""


def publish(by: Member, text: str, changes: str, since: int | None = None) -> Charter:
    """Put a new version in force: everyone is asked to accept it at his next visit.

    `since` is the number of the version that `text` was written from. Raises
    ReplacedError when it is in force no more.
    """
    if not by.publishes_everywhere:
        raise PermissionDenied
    with transaction.atomic():
        # One at a time: the second reads what the first has written.
        newest = Charter.objects.select_for_update().order_by("-version").first()
        last = newest.version if newest else 0
        if since is not None and since != last:
            raise ReplacedError
        charter = Charter.objects.create(
            version=last + 1, text=text, changes=changes, published_by=by
        )
        journal.record(
            journal.Kind.CHARTER, f"charte publiée, version {charter.version}", by=by
        )
    return charter
