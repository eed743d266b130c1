"""Comments between editors: who is written to of what is said about a page."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import PageSubscription

from members.french import quoted
from members.models import Member
from members.rights import User
from members.spaces import letters
from pages.models import ContentPage

#: Of what is said, so many letters stand in the mail.
LONGEST = 2_000


def tell(view: Any, changes: dict[str, Any]) -> None:
    """One mail to each, by the worker: Wagtail's keeps who saves waiting, and is sent
    to who asked for it only.
    """
    said = words_of(changes)
    page = ContentPage.objects.select_related("space").filter(pk=view.page.pk).first()
    if not said or page is None:
        return
    by = view.request.user
    letters.write(
        [person for person in concerned(page, changes) if person != by],
        f"{by} commente {quoted(view.page.title)}",
        f"{by} commente la page {quoted(view.page.title)}, dans l’espace "
        f"{letters.named(page.space)}.",
        word="\n\n".join(said)[:LONGEST],
        action="Lire et répondre",
        address=reverse("wagtailadmin_pages:edit", args=[page.pk]),
    )


def words_of(changes: dict[str, Any]) -> list[str]:
    """What is new: comments, answers, and what is settled."""
    said = [comment.text for comment in changes["new_comments"]]
    for comment, replies in changes["new_replies"]:
        said += [f"En réponse à {quoted(comment.text)}\u202f:"]
        said += [reply.text for reply in replies]
    said += [f"Réglé\u202f: {comment.text}" for comment in changes["resolved_comments"]]
    return said


def concerned(page: ContentPage, changes: dict[str, Any]) -> list[Member]:
    """The owner of the page, who follows its comments, who speaks in these threads."""
    threads = [comment.pk for comment, _ in changes["new_replies"]]
    threads += [comment.pk for comment in changes["resolved_comments"]]
    follow = PageSubscription.objects.filter(page=page, comment_notifications=True)
    found = Member.objects.filter(
        Q(pk=page.owner_id)
        | Q(pk__in=follow.values("user"))
        | Q(wagtail_admin_comments__in=threads)
        | Q(comment_replies__comment__in=threads),
        is_active=True,
    )
    return [person for person in found.distinct() if enters(person, page)]


def enters(person: User, page: ContentPage) -> bool:
    """Does the link of the mail open for him?"""
    return person.has_perm("wagtailadmin.access_admin") and page.is_visible_to(person)


def take_place_of_wagtails_mails() -> None:
    EditView.send_commenting_notifications = tell
