"""Giving a link, changing its end, taking it back: one function for each verb."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from background import mail
from library.door import passing
from library.models import Document, SharedLink
from library.models.sharing import KEPT
from library.permissions import may_change, may_share, may_take_back
from library.sharing.addresses import address_of
from members import journal
from members.french import in_words, quoted
from members.journal import Kind
from members.models import Member, Space
from members.refusals import Refused
from members.rights import require

#: As an invitation. The end can be put off, a link that nobody thinks of cannot stay.
BY_DEFAULT = timedelta(days=30)
#: As the place of an occasional member: once a year somebody says that it goes on.
LONGEST = timedelta(days=365)


def require_may_share(by: Member, document: Document) -> None:
    """Raise PermissionDenied, or Refused with the reason, unless `by` may give a link.

    The document is read afresh: it may have changed while the form was filled in.
    """
    now = Document.everything.select_related("space", "current").get(pk=document.pk)
    space = now.space
    require(may_change(by, now), space)
    if not space.allows_links:
        raise Refused(
            f"«\u202f{space.name}\u202f» ne permet pas de donner un lien à quelqu’un "
            "d’extérieur. Une personne qui l’anime peut le permettre, dans ses "
            "réglages."
        )
    if not may_share(by, now):
        raise Refused(
            "Un lien ne se donne que vers un document publié, vérifié et en service. "
            f"{quoted(now.title)} ne l’est pas."
        )


def give(
    by: Member,
    document: Document,
    *,
    for_whom: str,
    ends_on: date,
    email: str = "",
    word: str = "",
) -> SharedLink:
    """Make a link; with `email`, send it there with `word`, which is not kept.

    Raises PermissionDenied for who may not change the document, Refused when its
    space, or its state, allows no link.
    """
    with transaction.atomic():
        # One after the other: a space that forbids links stops all of them.
        Space.objects.select_for_update().get(pk=document.space_id)
        require_may_share(by, document)
        link = SharedLink.objects.create(
            document=document,
            given_by=by,
            for_whom=for_whom,
            ends_on=ends_on,
            email=email,
        )
        sent = ", envoyé par mail" if email else ""
        note(by, link, f"lien donné à {for_whom}{until(link)}{sent}")
        if email:
            send(link, word)
    return link


def change_end(by: Member, link: SharedLink, ends_on: date) -> None:
    """Put its end off, or bring it nearer; one that has ended opens again.

    Whoever could give the link to that document, and looks after this one.
    """
    require(may_take_back(by, link))
    with transaction.atomic():
        held = SharedLink.objects.select_for_update().get(pk=link.pk)
        if held.revoked_at is not None:
            raise Refused("Ce lien a été retiré\u202f: donnez-en un autre.")
        require_may_share(by, link.document)
        if held.ends_on == ends_on:
            return
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
        sent = ", dit par mail" if held.email else ""
        note(by, held, f"lien donné à {held.for_whom}, changé{until(held)}{sent}")
        if held.email:  # the day that the mail said is no more the right one
            send(held, is_changed=True)


def take_back(by: Member, link: SharedLink) -> None:
    """It opens nothing any more; also in a space that is closed. Twice does no harm."""
    require(may_take_back(by, link))
    with transaction.atomic():
        held = SharedLink.objects.select_for_update().get(pk=link.pk)
        if held.revoked_at is not None:
            return
        held.revoked_at, held.revoked_by = timezone.now(), by
        held.save(update_fields=["revoked_at", "revoked_by"])
        note(by, held, f"lien donné à {held.for_whom}, retiré")


def stop_all(by: Member, space: Space) -> None:
    """The space allows no link any more: those that are given are taken back for good,
    so that none comes to life by itself if links are allowed again.
    """
    given = SharedLink.objects.filter(document__space=space, revoked_at=None)
    lines = [
        f"lien donné à {link.for_whom}, retiré avec tous ceux de l’espace\u202f: "
        f"{quoted(link.document.title)}"
        for link in given.select_related("document").order_by("pk")
    ]
    given.update(revoked_at=timezone.now(), revoked_by=by)
    spaces = [space] * len(lines)
    journal.record_many(Kind.SHARED_LINK, lines, by=by, spaces=spaces)


def downloaded(request: HttpRequest, link: SharedLink, verb: str) -> None:
    """Count it, and write it in the journal."""
    version = link.document.current
    assert version is not None
    with transaction.atomic():
        same = SharedLink.objects.filter(pk=link.pk)
        same.update(downloads=F("downloads") + 1, last_download_at=timezone.now())
        journal.record(
            Kind.DOWNLOAD,
            f"{verb} par le lien donné à {link.for_whom}\u202f: "
            f"{passing.named(version)}",
            space=link.document.space,
            request=request,
        )


def forget() -> int:
    """The daily job: what is over for thirty days goes, with who it was for."""
    return SharedLink.objects.over().delete()[0]


def forget_those_of(member: Member) -> None:
    """His account is erased: they open nothing, and whom he knew is not kept."""
    SharedLink.objects.filter(given_by=member).delete()


def until(link: SharedLink) -> str:
    return f" jusqu’au {in_words(link.ends_on)}"


def note(by: Member, link: SharedLink, what: str) -> None:
    journal.record(
        Kind.SHARED_LINK,
        f"{what}\u202f: {quoted(link.document.title)}",
        by=by,
        space=link.document.space,
    )


def send(link: SharedLink, word: str = "", *, is_changed: bool = False) -> None:
    """The mail to the person, whose answer goes to who gives the link.

    `is_changed`: he has had one, and its last day is another now.
    """
    context = {
        "link": link,
        "word": word.strip(),
        "is_changed": is_changed,
        "address": address_of(link),
        "kept_days": KEPT.days,
    }
    headers = {"Reply-To": link.given_by.email}
    mail.post("shared_link", link.email, context, headers=headers)
