"""Members propose corrections and pages, signal problems, and follow what becomes."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.rich_text import RichText

from members.models import Member, Membership, Space
from members.refusals import Refused, SpaceClosed
from pages.models import ArticlePage, ContentPage, Proposal, SectionPage
from pages.publishing import proposals
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
BODY = (
    "<p>Prévenir l’infirmière <b>la veille</b> avant 15\u00a0h, au cabinet.</p>"
    "<p>Le numéro est le 04 65 71 00 01.</p>"
)


@pytest.fixture
def page(people: People, spaces: Spaces) -> ContentPage:
    """Published in the group, whose people propose; its owner is the member."""
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Sorties", slug="sorties-x", space=spaces.group)
    )
    made = section.add_child(
        instance=ArticlePage(
            title="La veille",
            slug="veille",
            owner=people.member,
            body=[("rich_text", RichText(BODY))],
        )
    )
    made.save_revision(user=people.staff).publish(user=people.staff)
    return ContentPage.objects.get(pk=made.pk)


def mails() -> list[tuple[str, str]]:
    rows = DBTaskResult.objects.filter(queue_name="mail").order_by("enqueued_at")
    return [(row.args_kwargs["args"][3], row.args_kwargs["args"][0]) for row in rows]


def correct(people: People, page: ContentPage, **given: str) -> Proposal:
    given = {"passage": "04 65 71 00 01", "text": "04 65 71 00 02"} | given
    return proposals.propose_correction(people.colleague, page, **given)


def test_a_correction_is_proposed_from_the_page_and_told_to_its_editors(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    browser = sign_in(people.colleague)
    form = f"/pages/{page.pk}/corriger/"
    assert form in browser.get(page.get_url()).content.decode()
    answer = browser.post(form, {"text": " "})
    assert answer.status_code == 422
    assert "Écrivez ce qu’il faudrait lire." in answer.content.decode()
    given = {"passage": "le 04 65 71 00 01", "text": "le 15", "reason": "Appelé hier"}
    answer = browser.post(form, given, follow=True)
    assert "votre correction est proposée" in answer.content.decode()
    browser.post(form, given)  # the button pressed twice
    assert Proposal.objects.count() == 1
    assert [to for to, _ in mails()] == [people.editor.email]


def test_an_occasional_reader_proposes_and_a_space_that_is_only_read_takes_none(
    people: People, page: ContentPage, spaces: Spaces, sign_in: SignIn
) -> None:
    form = f"/pages/{page.pk}/corriger/"
    assert sign_in(people.occasional).get(form).status_code == 200
    Space.objects.filter(pk=spaces.group.pk).update(contribution="read")
    page = ContentPage.objects.get(pk=page.pk)
    assert sign_in(people.occasional).get(form).status_code == 403
    assert sign_in(people.editor).get(form).status_code == 200
    with pytest.raises(PermissionDenied):
        proposals.propose_correction(people.occasional, page, text="Non")
    text = sign_in(people.occasional).get(page.get_url()).content.decode()
    assert "Proposer une correction" not in text
    assert "Signaler un problème" in text


def test_who_sees_a_proposal(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = correct(people, page)
    for who, member in people.all().items():
        wanted = 200 if who in {"colleague", "editor", "staff", "admin"} else 404
        got = sign_in(member).get(made.get_absolute_url()).status_code
        assert got == wanted, who
    assert sign_in(None).get(made.get_absolute_url()).status_code == 302


def test_an_editor_corrects_by_one_button_and_the_author_is_thanked(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = correct(people, page)
    browser = sign_in(people.editor)
    assert (
        "Corriger et publier" in browser.get(made.get_absolute_url()).content.decode()
    )
    browser.post(made.get_absolute_url(), {"action": "correct", "word": "Merci !"})
    now = ArticlePage.objects.get(pk=page.pk)
    assert "04 65 71 00 02" in str(now.body)
    assert "00 01" not in str(now.body)
    assert "<b>la veille</b>" in str(now.body)
    made.refresh_from_db()
    assert (made.state, made.answered_by) == ("accepted", people.editor)
    assert mails()[-1][0] == people.colleague.email
    text = browser.get(page.get_url()).content.decode()
    assert "sur une proposition de Lise Aubert" in text


@pytest.mark.parametrize(
    ("passage", "why"),
    [
        ("infirmière la veille", "cut by bold letters"),
        ("un passage qui n’y est pas", "not there"),
        ("le", "there many times"),
        ("<p>", "a tag, not words"),
        ("", "nothing"),
    ],
)
def test_a_passage_that_is_not_there_once_is_left_to_a_hand(
    passage: str, why: str, people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = correct(people, page, passage=passage)
    assert proposals.why_by_hand(made), why
    answer = sign_in(people.editor).post(made.get_absolute_url(), {"action": "correct"})
    assert answer.status_code == 422
    assert BODY in ArticlePage.objects.get(pk=page.pk).body.raw_data[0]["value"]


def test_what_is_proposed_is_written_as_letters_never_as_html(
    people: People, page: ContentPage
) -> None:
    made = correct(people, page, text="<script>alert(1)</script> & co")
    proposals.correct(people.editor, made)
    value = ArticlePage.objects.get(pk=page.pk).body.raw_data[0]["value"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in value


def test_a_correction_never_publishes_the_draft_of_somebody_else(
    people: People, page: ContentPage
) -> None:
    made = correct(people, page)
    draft = page.specific
    draft.title = "Un titre qui n’est pas prêt"
    draft.save_revision(user=people.staff)
    with pytest.raises(Refused):
        proposals.correct(people.editor, Proposal.objects.get(pk=made.pk))
    assert Page.objects.get(pk=page.pk).title == "La veille"


def test_a_refusal_needs_a_word_and_an_answer_is_given_once(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = correct(people, page)
    browser = sign_in(people.editor)
    where = made.get_absolute_url()
    assert browser.post(where, {"action": "refuse", "word": " "}).status_code == 422
    assert browser.post(where, {"action": "rien"}).status_code == 422
    browser.post(where, {"action": "refuse", "word": "Le numéro est bon."})
    shown = sign_in(people.colleague).get("/mon-espace/").content.decode()
    assert "Le numéro est bon." in shown
    assert mails()[-1][0] == people.colleague.email
    with pytest.raises(Refused):
        proposals.done(people.staff, made)
    assert browser.post(where, {"action": "done"}).status_code == 409


def test_its_author_withdraws_it_and_nobody_else(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = correct(people, page)
    where = f"{made.get_absolute_url()}retirer/"
    assert sign_in(people.editor).post(where).status_code == 403
    assert sign_in(people.member).post(where).status_code == 404
    sign_in(people.colleague).post(where)
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert not Proposal.objects.answerable_by(people.editor).waiting().exists()


def test_a_proposed_page_is_retouched_and_published_by_an_editor(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    browser = sign_in(people.occasional)
    form = f"/pages/{page.pk}/proposer/"
    assert browser.post(form, {"title": "x"}).status_code == 422
    given = {"title": "Le lundi", "text": "## Avant\n\nUn mot.\n\n- un\n- deux"}
    browser.post(form, given)
    made = Proposal.objects.get(kind="page")
    edited = given | {"title": "Le lundi matin", "action": "publish"}
    answer = sign_in(people.editor).post(made.get_absolute_url(), edited)
    new = ArticlePage.objects.get(title="Le lundi matin")
    assert answer["Location"] == new.get_url()
    assert (new.live, new.owner, new.space_id) == (
        True,
        people.occasional,
        page.space_id,
    )
    assert "<h2>Avant</h2>" in str(new.body.raw_data[0]["value"])
    assert sign_in(people.colleague).get(new.get_url()).status_code == 200
    assert mails()[-1][0] == people.occasional.email


def test_staff_make_a_draft_of_it_that_readers_do_not_see(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = proposals.propose_page(people.colleague, page, title="Brut", text="Texte")
    given = {"title": "Brut", "text": "Texte", "action": "draft"}
    answer = sign_in(people.staff).post(made.get_absolute_url(), given)
    new = ArticlePage.objects.get(title="Brut")
    assert answer["Location"] == f"/admin/pages/{new.pk}/edit/"
    assert not new.live
    assert new.owner == people.colleague
    assert sign_in(people.member).get(new.get_url()).status_code == 404


def test_a_page_proposed_under_one_that_is_gone_can_only_be_refused(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = proposals.propose_page(people.colleague, page, title="Brut", text="Texte")
    page.specific.delete()
    given = {"title": "Brut", "text": "Texte", "action": "publish"}
    where = made.get_absolute_url()
    answer = sign_in(people.editor).post(where, given)
    assert answer.status_code == 422
    assert "n’existe plus" in answer.content.decode()
    sign_in(people.editor).post(
        where, {"action": "refuse", "word": "La page est partie"}
    )
    made.refresh_from_db()
    assert made.state == "refused"


def test_a_problem_goes_once_to_the_owner_who_closes_it(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    browser = sign_in(people.colleague)
    form = f"/pages/{page.pk}/signaler/"
    for wrong in ({}, {"problem": "x"}, {"problem": "other"}):
        assert browser.post(form, wrong).status_code == 422
    for _ in range(2):
        browser.post(form, {"problem": "dead_link", "text": "Le premier."})
    assert [to for to, _ in mails()] == [people.member.email]
    made = Proposal.objects.get()
    owner = sign_in(people.member)
    assert (
        "Un lien ne mène nulle part"
        in owner.get(made.get_absolute_url()).content.decode()
    )
    owner.post(made.get_absolute_url(), {"action": "done", "word": "C’est remis."})
    made.refresh_from_db()
    assert (made.state, made.answer) == ("accepted", "C’est remis.")
    assert mails()[-1][0] == people.colleague.email


def test_without_an_owner_who_is_there_the_editors_hear_of_the_problem(
    people: People, page: ContentPage
) -> None:
    Member.objects.get_queryset().filter(pk=people.member.pk).update(is_active=False)
    page = ContentPage.objects.get(pk=page.pk)
    proposals.report_problem(people.colleague, page, problem="wrong")
    assert [to for to, _ in mails()] == [people.editor.email]


def test_who_writes_without_end_is_asked_to_wait_and_keeps_his_words(
    people: People, page: ContentPage, sign_in: SignIn, settings
) -> None:
    rates = settings.ACCOUNT_RATE_LIMITS | {"write_to_editors": "2/h/key"}
    settings.ACCOUNT_RATE_LIMITS = rates
    browser = sign_in(people.colleague)
    form = f"/pages/{page.pk}/signaler/"
    for number in range(2):
        browser.post(form, {"problem": "wrong", "text": f"Faute {number}"})
    answer = browser.post(form, {"problem": "wrong", "text": "Encore celle-ci"})
    assert answer.status_code == 429
    assert "Encore celle-ci" in answer.content.decode()
    assert Proposal.objects.count() == 2


def test_nothing_is_proposed_or_answered_in_a_frozen_space(
    people: People, page: ContentPage, spaces: Spaces, sign_in: SignIn
) -> None:
    made = correct(people, page)
    Space.objects.filter(pk=spaces.group.pk).update(state="frozen")
    page = ContentPage.objects.get(pk=page.pk)
    with pytest.raises(SpaceClosed):
        correct(people, page, text="Autre")
    with pytest.raises(SpaceClosed):
        proposals.refuse(people.editor, made, "Non")
    answer = sign_in(people.colleague).get(f"/pages/{page.pk}/signaler/")
    assert answer.status_code == 403


def test_a_proposal_follows_its_page_to_another_space(
    people: People, page: ContentPage, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.ges.pk).update(name="Réunion secrète")
    Membership.objects.filter(space=spaces.ges, member=people.colleague).delete()
    made = correct(people, page)
    place = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="GES", slug="ges-x", space=spaces.ges)
    )
    path = f"/admin/pages/{page.pk}/move/{place.pk}/confirm/"
    asked = sign_in(people.staff).get(path).content.decode()
    assert "Une proposition y attend" in asked
    page.specific.move(place, pos="last-child", user=people.staff)
    made.refresh_from_db()
    assert made.space == spaces.ges
    author = sign_in(people.colleague)  # who is not of that space
    moved = ContentPage.objects.get(pk=page.pk)
    assert not moved.is_visible_to(people.colleague)
    shown = author.get(f"/propositions/{made.pk}/").content.decode()
    assert "04 65 71 00 02" in shown and "Réunion secrète" not in shown
    assert "là où vous ne la voyez pas" in shown
    shown = author.get("/propositions/").content.decode()
    assert made.label in shown and "Réunion secrète" not in shown
    assert made.label in author.get("/mon-espace/").content.decode()
    assert not Proposal.objects.visible_to(people.editor).exists()


def test_lists_cost_the_same_with_few_and_with_many(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    browser = sign_in(people.editor)
    author = sign_in(people.colleague)
    correct(people, page)

    def costs() -> list[int]:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        found = []
        for who, path in [
            (browser, "/propositions/"),
            (author, "/propositions/"),
            (browser, "/mon-espace/"),
            (author, "/mon-espace/"),
            (browser, page.get_url()),
        ]:
            with CaptureQueriesContext(connection) as queries:
                assert who.get(path).status_code == 200
            found.append(len(queries))
        return found

    costs()
    few = costs()
    Proposal.objects.bulk_create(
        Proposal(
            kind="correction",
            page=page,
            page_title=page.title,
            space=page.space,
            author=people.colleague,
            text=f"Texte {number}",
        )
        for number in range(300)
    )
    assert costs() == few


def test_the_copy_of_ones_data_holds_ones_proposals(
    people: People, page: ContentPage
) -> None:
    from pages.publishing import personal_data

    correct(people, page, reason="Appelé hier")
    (held,) = personal_data.proposals(people.colleague)
    assert held["pourquoi"] == "Appelé hier"
    assert personal_data.proposals(people.member) == []


def test_who_answers_second_reads_so_and_keeps_his_words(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = correct(people, page)
    where = made.get_absolute_url()
    sign_in(people.editor).post(where, {"action": "refuse", "word": "C’est voulu."})
    typed = "Un long mot de remerciement écrit pendant ce temps."
    for action in ("refuse", "correct", "publish", "done"):
        late = sign_in(people.staff).post(where, {"action": action, "word": typed})
        assert late.status_code == 409
        text = late.content.decode()
        assert "Une autre personne a répondu avant vous." in text
        assert typed in text
        assert "C’est voulu." in text
    made.refresh_from_db()
    assert made.answer == "C’est voulu."
