"""A page that was sent back: its author learns by whom and why, on the site."""

from collections.abc import Callable

from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import TaskState

from home.waiting import for_member
from members.models import Member
from pages.models import ArticlePage
from tests.pages.telling import section_in, soup
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
WORD = "«\u202fTrop court.\u202f»"


def test_the_word_stands_first_on_the_site_and_above_the_form(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    page = section_in(spaces.group).add_child(
        instance=ArticlePage(title="La veille", slug="veille", owner=people.member)
    )
    page.save_revision(user=people.staff).publish(user=people.staff)
    staff, by = sign_in(people.staff), people.editor.get_full_name()
    form = {
        "title": "La veille, relue",
        "slug": "veille",
        "summary": "",
        "body-count": "0",
        "review_months": "12",
        "owner": str(people.member.pk),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert staff.post(edit, form).status_code == 302
    panel = soup(staff, edit).get_text(" ")
    assert "À reprendre" not in panel
    state = TaskState.objects.get()
    sign_in(people.editor).post(
        reverse("pages:review", args=[state.pk]),
        {"action": "reject", "word": "Trop court."},
    )
    first = for_member(people.staff, RequestFactory().get("/"))[0]
    assert (first.label, first.says) == ("À reprendre", WORD)
    assert (first.who, first.url) == (f"renvoyée par {by}", edit)
    for path in ("/mon-espace/", "/admin/"):
        shown = soup(staff, path).get_text(" ")
        assert WORD in shown and by in shown, path
    shown_form = soup(staff, edit)
    bar = shown_form.select_one(".messages .warning")
    assert bar is not None
    assert f"renvoyée par {by}\u202f: {WORD}" in bar.get_text()
    words = shown_form.get_text(" ")
    assert "À reprendre" in words and "En cours de modération" not in words
    dialog = (
        shown_form.select_one("template[data-w-teleport-target-value]") or shown_form
    )
    assert f"Renvoyée par {by}" in str(shown_form), str(dialog)[:200]
    assert f"par {people.staff.get_full_name()}\n" not in words
    assert " ago" not in str(shown_form)
    # Of one step, it is sent again or begins again: the same, under one name.
    assert "Renvoyer en relecture" in words
    assert "Recommencer la relecture" not in words
    past = soup(staff, reverse("wagtailadmin_pages:workflow_history", args=[page.pk]))
    told = past.get_text()
    history = soup(staff, reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Commentaire\u202f: Trop court." in history.get_text()
    assert "Commentaire:" not in told + history.get_text()
