"""Pages stay right and appear in time: review dates, history, schedule, review."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, PageLogEntry, TaskState, Workflow

from background import worker
from background.daily import jobs
from members.models import Member, Space
from members.months import in_months
from pages.models import ArticlePage, ContentPage, SectionPage
from pages.publishing import proposals, reviewing, scheduling
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def page(people: People, spaces: Spaces) -> ArticlePage:
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Sorties", slug="sorties-x", space=spaces.group)
    )
    made = section.add_child(
        instance=ArticlePage(title="La veille", slug="veille", owner=people.member)
    )
    made.save_revision(user=people.staff).publish(user=people.staff)
    return ArticlePage.objects.get(pk=made.pk)


def mails() -> list[tuple[str, str, str]]:
    """To, subject, text of each mail that waits."""
    rows = DBTaskResult.objects.filter(queue_name="mail").order_by("enqueued_at")
    return [(a[3], a[0], a[1]) for a in (row.args_kwargs["args"] for row in rows)]


def due(page: ArticlePage, day: date, **fields: object) -> None:
    ContentPage.objects.filter(pk=page.pk).update(review_on=day, **fields)


def test_one_click_says_that_a_page_still_holds(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    due(page, date(2020, 1, 1), review_months=6)
    draft = ArticlePage.objects.get(pk=page.pk)
    draft.title = "Plus tard"
    draft.save_revision(user=people.staff)
    where = reverse("pages:confirm", args=[page.pk])
    owner = sign_in(people.member)
    assert "Toujours valable" in owner.get(page.get_url()).content.decode()
    assert owner.get(where).status_code == 405
    assert sign_in(people.colleague).post(where).status_code == 403
    assert sign_in(people.outsider).post(where).status_code == 404
    assert owner.post(where, follow=True).status_code == 200
    today = timezone.localdate()
    held = ContentPage.objects.get(pk=page.pk)
    assert held.verified_on == today
    assert held.review_on == in_months(today, 6)
    assert held.title == "La veille"
    text = sign_in(people.colleague).get(page.get_url()).content.decode()
    assert "Vérifiée, toujours valable" in text
    assert "par Claire Morand" in text
    # The draft, once published, does not bring the old date back.
    held.get_latest_revision().publish(user=people.staff)
    assert ContentPage.objects.get(pk=page.pk).verified_on == today


def test_months_are_counted_as_people_do() -> None:
    assert in_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert in_months(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_one_mail_a_month_to_each_owner_with_all_his_pages(
    people: People, page: ArticlePage
) -> None:
    other = page.get_parent().add_child(
        instance=ArticlePage(title="Autre", slug="autre", owner=people.member)
    )
    later = page.get_parent().add_child(
        instance=ArticlePage(title="Plus tard", slug="plus-tard", owner=people.member)
    )
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=PARIS), tick=False):
        due(page, date(2027, 2, 1))
        due(other, date(2027, 3, 31))
        due(later, date(2027, 4, 1))
        assert reviewing.remind() == 1
        assert reviewing.remind() == 0
        ((to, subject, text),) = mails()
    assert to == people.member.email
    assert subject.startswith("2 pages ou documents à revoir · ")
    assert "La veille" in text
    assert "Autre" in text
    assert "Plus tard" not in text
    with time_machine.travel(datetime(2027, 4, 2, 9, tzinfo=PARIS), tick=False):
        assert reviewing.remind() == 1
    assert "pages à revoir" in {job.name for job in jobs}


@pytest.mark.parametrize("gone", ["none", "closed", "left"])
def test_without_an_owner_who_is_there_the_editors_are_asked(
    gone: str, people: People, page: ArticlePage
) -> None:
    due(page, date(2020, 1, 1))
    if gone == "none":
        due(page, date(2020, 1, 1), owner=None)
    elif gone == "closed":
        Member.objects.get_queryset().filter(pk=people.member.pk).update(
            is_active=False
        )
    else:
        people.member.memberships.all().delete()
    reviewing.remind()
    assert [to for to, _, _ in mails()] == [people.editor.email]


def test_the_link_of_the_mail_changes_nothing_until_the_button_is_pressed(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    due(page, date(2020, 1, 1))
    reviewing.remind()
    (link,) = re.findall(r"https?://\S+/pages/toujours-valable/\S+", mails()[0][2])
    path = "/" + link.split("/", 3)[3]
    stranger = sign_in(None)
    assert "toujours valable" in stranger.get(path).content.decode()
    assert ContentPage.objects.get(pk=page.pk).verified_on is None
    assert stranger.post(path).status_code == 200
    assert ContentPage.objects.get(pk=page.pk).verified_on == timezone.localdate()
    assert stranger.get(path[:-3] + "x/").status_code == 410
    people.member.memberships.all().delete()  # he has no say there any more
    assert stranger.post(path).status_code == 410
    with time_machine.travel(timezone.now() + timedelta(days=46)):
        assert stranger.get(path).status_code == 410


def test_a_frozen_space_is_neither_confirmed_nor_asked_about(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    due(page, date(2020, 1, 1))
    Space.objects.filter(pk=page.space_id).update(state="frozen")
    where = reverse("pages:confirm", args=[page.pk])
    answer = sign_in(people.member).post(where)
    assert answer.status_code == 403
    assert "figé" in answer.content.decode()
    assert reviewing.remind() == 0


def test_readers_see_what_was_published_and_nothing_of_drafts(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    for title, note, live in [
        ("Deux", "Le numéro a changé", True),
        ("Trois", "Un secret de brouillon", False),
    ]:
        page.title, page.change_note = title, note
        revision = page.save_revision(user=people.staff, log_action=True)
        if live:
            revision.publish(user=people.staff)
    reader = sign_in(people.colleague)
    for path in (page.get_url(), f"/pages/{page.pk}/historique/"):
        text = reader.get(path).content.decode()
        assert "Le numéro a changé" in text
        assert "par Sylvie Barge" in text
        assert "Un secret" not in text
        assert "Trois" not in text


def test_an_erased_member_is_an_ancien_membre_in_the_history(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    from members import leaving

    made = proposals.propose_correction(people.colleague, page, text="x")
    proposals.done(people.staff, made)
    leaving.anonymise(people.admin, people.colleague)
    text = sign_in(people.member).get(page.get_url()).content.decode()
    assert "sur une proposition d’Ancien membre" in text
    assert "Lise" not in text


def test_a_stranger_reads_the_history_of_a_public_page_without_names(
    people: People, spaces: Spaces, page: ArticlePage, sign_in: SignIn
) -> None:
    opened = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Ouvert", slug="ouvert-x", space=spaces.public)
    )
    opened.save_revision(user=people.staff).publish(user=people.staff)
    text = sign_in(None).get(opened.get_url()).content.decode()
    assert "Historique" in text
    assert "Sylvie" not in text
    assert "Signaler un problème" not in text
    assert "Dites-le à la coordination" in text
    inside = sign_in(people.outsider).get(opened.get_url()).content.decode()
    assert "par Sylvie Barge" in inside
    assert "Signaler un problème" in inside


def test_a_long_history_is_cut_and_costs_no_more(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    reader = sign_in(people.colleague)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get(page.get_url())
        return len(queries)

    cost()
    few = cost()
    assert "Tout l’historique" not in reader.get(page.get_url()).content.decode()
    entry = PageLogEntry.objects.filter(page=page, action="wagtail.publish").get()
    for _ in range(60):
        entry.pk, entry.uuid, entry.timestamp = None, None, timezone.now()
        entry._state.adding = True
        entry.save()
    assert cost() == few
    text = reader.get(page.get_url()).content.decode()
    assert text.count("<b>Mise à jour</b>") == 10
    assert "Tout l’historique" in text
    whole = reader.get(f"/pages/{page.pk}/historique/?page=2").content.decode()
    assert whole.count("<b>Mise à jour</b>") == 10
    assert whole.count("<b>Publiée</b>") == 1


def test_a_page_appears_and_goes_at_its_time(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    assert scheduling.look in {loop.work for loop in worker.loops}
    now = timezone.now()
    page.title = "Demain"
    page.go_live_at, page.expire_at = now + timedelta(hours=2), now + timedelta(hours=5)
    page.save_revision(user=people.staff).publish(user=people.staff)
    reader = sign_in(people.colleague)

    def title() -> str:
        return Page.objects.get(pk=page.pk).title

    with time_machine.travel(now + timedelta(hours=1)):
        scheduling.look()
        assert title() == "La veille"
    with time_machine.travel(now + timedelta(hours=3)):
        scheduling.look()
        assert title() == "Demain"
        scheduling.look()  # once only
    done = PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled")
    assert done.count() == 1
    assert reader.get(page.get_url()).status_code == 200
    with time_machine.travel(now + timedelta(hours=6)):
        scheduling.look()
    assert reader.get(page.get_url()).status_code == 404


def test_a_frozen_space_stops_only_its_own_pages(
    people: People, page: ArticlePage, spaces: Spaces
) -> None:
    now = timezone.now()
    elsewhere = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="GES", slug="ges-x", space=spaces.ges, live=False)
    )
    for hours, each in ((1, page), (2, elsewhere)):
        each.title, each.go_live_at = "Nouveau", now + timedelta(hours=hours)
        each.save_revision(user=people.staff).publish(user=people.staff)
    Space.objects.filter(pk=page.space_id).update(state="frozen")
    with time_machine.travel(now + timedelta(hours=3)):
        scheduling.look()
    assert Page.objects.get(pk=elsewhere.pk).live
    assert Page.objects.get(pk=page.pk).title == "La veille"
    Space.objects.filter(pk=page.space_id).update(state="open")
    with time_machine.travel(now + timedelta(hours=3)):
        scheduling.look()
    assert Page.objects.get(pk=page.pk).title == "Nouveau"


def write(
    people: People, page: ArticlePage, sign_in: SignIn, title: str, **more: str
) -> None:
    """Staff change the page in the admin."""
    form = {
        "title": title,
        "slug": page.slug,
        "summary": "",
        "body-count": "0",
        "change_note": "Plus court",
        "review_months": "12",
        "owner": str(page.owner_id),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }
    answer = sign_in(people.staff).post(f"/admin/pages/{page.pk}/edit/", form)
    assert answer.status_code == 302


def send(people: People, page: ArticlePage, sign_in: SignIn) -> TaskState:
    """… and send it to be read again."""
    write(people, page, sign_in, "La veille, relue", **{"action-submit": "1"})
    return TaskState.objects.get()


def test_a_page_sent_from_the_admin_is_read_and_published_by_an_editor(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Relecture"]
    state = send(people, page, sign_in)
    assert Page.objects.get(pk=page.pk).title == "La veille"
    ((to, subject, _),) = mails()
    assert to == people.editor.email
    assert subject.startswith("À relire\u202f: «\u202fLa veille, relue\u202f» · ")
    where = reverse("pages:review", args=[state.pk])
    for member in (people.member, people.colleague, people.outsider):
        assert sign_in(member).get(where).status_code == 404
        assert sign_in(member).post(where, {"action": "approve"}).status_code == 404
    editor = sign_in(people.editor)
    assert where in editor.get("/mon-espace/").content.decode()
    assert "La veille, relue" in editor.get(where).content.decode()
    assert editor.post(where, {"action": "reject", "word": ""}).status_code == 422
    given = {"action": "approve", "revision": str(state.revision_id), "word": "Bien."}
    editor.post(where, given)
    assert Page.objects.get(pk=page.pk).title == "La veille, relue"
    assert mails()[-1][0] == people.staff.email
    assert "Bien." in mails()[-1][2]
    assert editor.post(where, given, follow=True).status_code == 200
    assert PageLogEntry.objects.filter(page=page, user=people.editor).exists()


def test_a_page_that_changed_meanwhile_is_read_again_before_the_answer(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    state = send(people, page, sign_in)
    write(people, page, sign_in, "Encore autre chose")
    where = reverse("pages:review", args=[state.pk])
    given = {"action": "approve", "revision": str(state.revision_id)}
    answer = sign_in(people.editor).post(where, given)
    assert answer.status_code == 422
    assert "a été modifiée depuis" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).title == "La veille"


def test_a_page_is_sent_back_with_a_word(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    state = send(people, page, sign_in)
    where = reverse("pages:review", args=[state.pk])
    sign_in(people.editor).post(where, {"action": "reject", "word": "Trop court."})
    to, subject, text = mails()[-1]
    assert (to, "vous revient" in subject) == (people.staff.email, True)
    assert "Trop court." in text
    assert Page.objects.get(pk=page.pk).title == "La veille"
    assert "Trop court." in (
        sign_in(people.staff).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    )


def test_the_word_on_what_changes_is_asked_anew_after_each_publication(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    page.change_note = "Le numéro a changé"
    page.save_revision(user=people.staff).publish(user=people.staff)
    shown = sign_in(people.staff).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Ce qui change" in shown
    assert "Le numéro a changé" not in shown


def test_the_form_of_a_page_shows_what_members_propose_for_it(
    people: People, page: ArticlePage, sign_in: SignIn
) -> None:
    proposals.propose_correction(
        people.colleague, page, passage="<b>avant</b>", text="après"
    )
    shown = sign_in(people.staff).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Correction, de Lise Aubert" in shown
    assert "&lt;b&gt;avant&lt;/b&gt;" in shown
