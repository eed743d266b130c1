"""The link of the review mail, opened again: it is done already, and since when."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageLogEntry

from members.french import hour
from members.models import Member
from pages.models import ArticlePage, ContentPage
from pages.publishing import reviewing
from tests.pages.telling import section_in, soup_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
ASKS, DONE = "Oui, toujours valable", "C’est déjà fait"


@pytest.fixture
def page(people: People, spaces: Spaces) -> ContentPage:
    made = section_in(spaces.group).add_child(
        instance=ArticlePage(
            title="La veille",
            slug="veille",
            owner=people.member,
            review_on=date(2020, 1, 1),
        )
    )
    return ContentPage.objects.get(pk=made.pk)


def link(person: Member, page: ContentPage) -> str:
    token = reviewing.token_of(person, page)
    return reverse("pages:confirm_by_mail", args=[token])


def read(client: Client, path: str, *, press: bool = False) -> str:
    answer = client.post(path) if press else client.get(path)
    assert answer.status_code == 200
    main = soup_of(answer.content).main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_it_says_when_and_that_it_was_oneself(
    client: Client, people: People, page: ContentPage
) -> None:
    path = link(people.member, page)
    assert ASKS in read(client, path)
    assert "Merci" in read(client, path, press=True)
    entry = PageLogEntry.objects.get(action="pages.verify")
    for press in (False, True):  # the page loaded again sends the form again
        said = read(client, path, press=press)
        assert DONE in said
        assert ASKS not in said
        moment = " ".join(hour(entry.timestamp).split())
        assert f"vérifiée par vous aujourd’hui , à {moment}." in said
    assert PageLogEntry.objects.filter(action="pages.verify").count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        said = read(client, path)
        assert DONE in said
        assert "aujourd’hui" not in said


def test_another_has_done_it_meanwhile(
    client: Client, people: People, page: ContentPage
) -> None:
    path = link(people.member, page)
    reviewing.confirm(people.editor, page)
    said = read(client, path)
    assert DONE in said
    assert "par vous" not in said
    assert "Anne" not in said  # the link opens without a sign-in


def test_it_was_written_in_the_form_of_the_page(
    client: Client, people: People, page: ContentPage
) -> None:
    path = link(people.member, page)
    today = timezone.localdate()
    ContentPage.objects.filter(pk=page.pk).update(verified_on=today, review_on=None)
    said = read(client, path)
    assert DONE in said
    assert ", à" not in said


def test_what_was_done_before_the_mail_is_asked_again(
    client: Client, people: People, page: ContentPage
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    ContentPage.objects.filter(pk=page.pk).update(verified_on=yesterday)
    assert ASKS in read(client, link(people.member, page))


def test_a_page_that_is_due_once_more_is_asked_again(
    client: Client, people: People, page: ContentPage
) -> None:
    path = link(people.member, page)
    ContentPage.objects.filter(pk=page.pk).update(review_months=1)
    read(client, path, press=True)
    with time_machine.travel(timezone.now() + timedelta(days=35)):
        assert ASKS in read(client, path)
        assert "Merci" in read(client, path, press=True)


def test_a_page_that_is_published_no_more_is_said_so(
    client: Client, people: People, page: ContentPage, sign_in: SignIn
) -> None:
    path = link(people.member, page)
    UnpublishPageAction(page, user=people.editor).execute(skip_permission_checks=True)
    for press in (False, True):
        said = read(client, path, press=press)
        assert "n’est plus publiée" in said
        assert "aujourd’hui" in said
        assert ASKS not in said
        assert "Anne" not in said  # the link opens without a sign-in
    assert people.editor.get_full_name() in read(sign_in(people.member), path)
    mine = client.get(link(people.editor, page)).content.decode()
    assert "par vous" in mine
    assert "/edit/" not in mine  # he has no admin to open it in
    staff = client.get(link(people.staff, page)).content.decode()
    assert f"/pages/{page.pk}/edit/" in staff
    assert client.get(link(people.outsider, page)).status_code == 410
    page.refresh_from_db()
    assert page.verified_on is None
