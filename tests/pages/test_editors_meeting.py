"""Two editors and one page, without scripts: told, locked out, written to, on time."""

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from members.models import Member
from pages.models import ArticlePage, SectionPage
from pages.publishing import scheduling
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def page(spaces: Spaces, people: People) -> ArticlePage:
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Le groupe", slug="groupe", space=spaces.ges)
    )
    made = ArticlePage(title="Bilan", slug="bilan", owner=people.staff)
    section.add_child(instance=made)
    made.save_revision(user=people.staff).publish()
    return ArticlePage.objects.get()


def path(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def form(page: ArticlePage, **given: Any) -> dict[str, Any]:
    """What the browser sends of the form as it is opened now."""
    newest = ArticlePage.objects.get(pk=page.pk).get_latest_revision()
    return nested_form_data(
        {
            "title": "Bilan",
            "slug": "bilan",
            "summary": "",
            "tags": "",
            "review_months": "12",
            "body": streamfield([]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "loaded_revision_id": str(newest.pk),
            "loaded_revision_created_at": newest.created_at.isoformat(),
            **given,
        }
    )


def summary(page: Page) -> str:
    found: ArticlePage = ArticlePage.objects.get(pk=page.pk)
    return str(found.get_latest_revision_as_object().summary)


def test_who_saves_last_is_told_and_loses_nothing(
    page: ArticlePage, people: People, sign_in: SignIn
) -> None:
    first, second = sign_in(people.staff), sign_in(people.admin)
    hers, his = form(page, summary="Le sien"), form(page, summary="Le mien")
    assert second.post(path(page), his).status_code == 302
    answer = first.post(path(page), hers)
    assert answer.status_code == 200
    said = html.unescape(answer.content.decode())
    assert "Josette Girard a enregistré cette page à" in said
    assert ">\nLe sien</textarea>" in said
    assert summary(page) == "Le mien"
    # Saved once more, it is meant: the form knows the other one now.
    assert first.post(path(page), form(page, summary="Le sien")).status_code == 302
    assert summary(page) == "Le sien"
    kept = {str(each.content["summary"]) for each in page.revisions.all()}
    assert kept == {"", "Le mien", "Le sien"}


def test_what_one_saved_oneself_is_no_surprise(
    page: ArticlePage, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    opened = form(page, summary="Deux")
    assert client.post(path(page), form(page, summary="Un")).status_code == 302
    assert client.post(path(page), opened).status_code == 302
    assert summary(page) == "Deux"


def test_a_locked_page_is_not_written_and_says_by_whom(
    page: ArticlePage, people: People, sign_in: SignIn
) -> None:
    staff, admin = sign_in(people.staff), sign_in(people.admin)
    given = form(page, summary="Trop tard")
    assert admin.post(f"/admin/pages/{page.pk}/lock/").status_code == 302
    answer = staff.post(path(page), given)
    assert answer.status_code == 200
    said = html.unescape(answer.content.decode())
    assert "Josette Girard" in said
    assert "verrouillé" in said
    assert "Trop tard" in said  # what was typed is there to be copied
    assert summary(page) == ""
    assert admin.post(f"/admin/pages/{page.pk}/unlock/").status_code == 302
    assert staff.post(path(page), given).status_code == 302
    assert summary(page) == "Trop tard"


def comment(text: str) -> dict[str, str]:
    return {
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-text": text,
        "comments-0-contentpath": "summary",
        "comments-0-position": "",
        "comments-0-deleted": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }


def test_a_comment_is_written_to_the_owner_in_french_with_its_link(
    page: ArticlePage,
    people: People,
    sign_in: SignIn,
    work: Callable[[], None],
) -> None:
    given = form(page, **comment("Est-ce <b>toujours</b> vrai\u202f?"))
    assert sign_in(people.admin).post(path(page), given).status_code == 302
    work()
    (sent,) = mail.outbox
    assert isinstance(sent, EmailMultiAlternatives)
    assert sent.to == [people.staff.email]
    assert "Josette Girard commente «\u202fBilan\u202f»" in sent.subject
    assert "«\u202fEst-ce <b>toujours</b> vrai\u202f?\u202f»" in str(sent.body)
    assert "<b>toujours" not in str(sent.alternatives[0][0])
    assert f"{path(page)}\n" in str(sent.body)
    answer = sign_in(people.staff).get(path(page))
    assert answer.status_code == 200
    assert "toujours" in answer.content.decode()


def test_a_comment_is_not_written_to_who_may_not_follow_its_link(
    page: ArticlePage, people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    ArticlePage.objects.update(owner=people.member)
    given = form(page, owner=str(people.member.pk), **comment("À revoir"))
    assert sign_in(people.admin).post(path(page), given).status_code == 302
    work()
    assert mail.outbox == []


def test_a_date_given_in_the_form_is_kept_by_the_worker(
    page: ArticlePage, people: People, sign_in: SignIn
) -> None:
    now = timezone.now()
    at = timezone.localtime(now + timedelta(hours=2))
    given = form(
        page,
        summary="De demain",
        go_live_at=f"{at:%d/%m/%Y %H:%M}",
        **{"action-publish": "action-publish"},
    )
    assert sign_in(people.staff).post(path(page), given).status_code == 302
    reader = sign_in(people.colleague)
    scheduling.look()
    assert "De demain" not in reader.get(page.get_url()).content.decode()
    with time_machine.travel(now + timedelta(hours=3)):
        scheduling.look()
    assert "De demain" in reader.get(page.get_url()).content.decode()


def test_a_date_that_is_over_is_refused_in_words(
    page: ArticlePage, people: People, sign_in: SignIn
) -> None:
    over = form(page, go_live_at="01/01/2020 10:00")
    said = sign_in(people.staff).post(path(page), over)
    assert said.status_code == 200
    assert "Cette date est passée." in html.unescape(said.content.decode())
    given = form(page, go_live_at="02/02/2030 08:00", expire_at="01/02/2030 08:00")
    answer = sign_in(people.staff).post(path(page), given)
    assert answer.status_code == 200
    assert "02/02/2030" in answer.content.decode()
    assert "expiration" in html.unescape(answer.content.decode())
