"""« Corriger et publier »: where the words of a page may be replaced, and why not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText

from members.models import Member
from pages.models import ArticlePage, ContentPage, Proposal
from pages.publishing import correcting, proposals
from tests.pages.telling import section_in, soup
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
STEP = {
    "what": "Appeler le cabinet",
    "who": "Le service",
    "when": "",
    "text": "<p>A</p>",
}
TABLE = {
    "columns": [
        {"type": "text", "heading": "Quoi"},
        {"type": "long_text", "heading": "Combien"},
    ],
    "rows": [{"values": ["Le pansement", "<p>Deux fois par jour.</p>"]}],
    "caption": "Les soins du matin",
}
CALLOUT = {"tone": "info", "title": "Avant de partir", "text": "<p>L'ordonnance.</p>"}
CONTACT = {
    "name": "HAD de Vichy",
    "role": "",
    "phone": "04 70 00 00 01",
    "email": "had@example.org",
    "when": "",
}
BODY = [
    {
        "type": "rich_text",
        "value": "<p>Un <b>mot</b> en gras, et deux mots.</p>",
    },
    {"type": "steps", "value": {"title": "Qui fait quoi", "steps": [STEP]}},
    {"type": "callout", "value": CALLOUT},
    {
        "type": "questions",
        "value": {
            "title": "Questions",
            "questions": [{"question": "Qui appeler ?", "answer": "<p>Le 15.</p>"}],
        },
    },
    {"type": "table", "value": {"title": "", "table": TABLE, "first_is_heading": True}},
    {
        "type": "columns",
        "value": {
            "columns": [
                [{"type": "rich_text", "value": "<p>À gauche.</p>"}],
                [{"type": "contact", "value": CONTACT}],
            ]
        },
    },
]


@pytest.fixture
def page(people: People, spaces: Spaces) -> ContentPage:
    page = section_in(spaces.group).add_child(
        instance=ArticlePage(
            title="Les soins", summary="Ce qui se fait le matin.", body=[]
        )
    )
    block = page.body.stream_block
    page.body = block.to_python(BODY)
    page.save_revision(user=people.staff).publish(user=people.staff)
    return ContentPage.objects.get(pk=page.pk)


def propose(people: People, page: ContentPage, passage: str, text: str) -> Proposal:
    return proposals.propose_correction(
        people.colleague, page, passage=passage, text=text
    )


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("qui se fait le matin", "qui se fait au matin"),
        ("Appeler le cabinet", "Prévenir le cabinet"),
        ("Le service", "Le cadre"),
        ("Avant de partir", "Avant la sortie"),
        ("L’ordonnance", "La prescription"),
        ("Qui appeler\u202f?", "Qui prévenir ?"),
        ("Le 15.", "Le 116 117."),
        ("Les soins du matin", "Les soins du jour"),
        ("Combien", "Combien de fois"),
        ("Le pansement", "La perfusion"),
        ("Deux fois par jour.", "Trois fois par jour."),
        ("À gauche.", "À droite."),
        ("04 70 00 00 01", "04 70 00 00 02"),
        ("had@example.org", "had.vichy@example.org"),
    ],
)
def test_a_passage_is_corrected_wherever_it_stands(
    passage: str, text: str, people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = propose(people, page, passage, text)
    address = made.get_absolute_url()
    browser = sign_in(people.editor)
    assert "Corriger et publier" in browser.get(address).content.decode()
    assert browser.post(address, {"action": "correct"}).status_code == 302
    now = ArticlePage.objects.get(pk=page.pk)
    assert text in f"{now.summary} {now.body.raw_data!r}"
    if passage not in text:
        assert passage not in f"{now.summary} {now.body.raw_data!r}"
    assert sign_in(people.editor).get(page.get_url()).status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        ("", "Autre", correcting.UNQUOTED),
        ("Rien de tel", "Autre", correcting.ABSENT),
        ("mot en gras", "mot en maigre", correcting.IN_PIECES),
        ("04 70 00 00 01", "le standard", correcting.UNFIT),
        ("Appeler le cabinet", "a" * 200, correcting.UNFIT),
        ("soins", "soin", correcting.ABSENT),
        ("matin", "soir", correcting.SEVERAL),
        ("Le 15.", "Le 15.", correcting.SAME),
        ("mot " * 700, "mot", correcting.TOO_LONG),
    ],
)
def test_why_a_passage_is_left_to_a_hand(
    given: tuple[str, str, str], people: People, page: ContentPage, sign_in: SignIn
) -> None:
    passage, text, why = given
    if why == correcting.ABSENT:
        passage = f"{passage} absents"
    made = propose(people, page, passage, text)
    shown = soup(sign_in(people.editor), made.get_absolute_url()).get_text()
    assert why in shown
    assert "Corriger et publier" not in shown


def test_who_prepares_something_there_is_the_reason_that_is_given(
    people: People, page: ContentPage, sign_in: SignIn
) -> None:
    made = propose(people, page, "Le 15.", "Le 116 117.")
    browser = sign_in(people.editor)

    def reason() -> str:
        return proposals.why_by_hand(Proposal.objects.get(pk=made.pk))

    assert not reason()
    draft = page.specific
    draft.save_revision(user=people.staff)
    assert "brouillon" in reason()
    assert "brouillon" in soup(browser, made.get_absolute_url()).get_text()
    ContentPage.objects.filter(pk=page.pk).update(
        locked=True, locked_at=timezone.now(), has_unpublished_changes=False
    )
    assert "verrouillé" in reason()
    workflow = draft.get_workflow()
    assert workflow is not None
    workflow.start(ArticlePage.objects.get(pk=page.pk), people.editor)
    assert "en relecture" in reason()
    ContentPage.objects.filter(pk=page.pk).update(live=False)
    assert "pas publiée" in reason()


def test_words_between_tags_only() -> None:
    search = correcting.Search("href", "autre")
    assert search.html('<a href="x">le</a>') == '<a href="x">le</a>'
    assert not search.found
    assert RichText("<p>x</p>").source == "<p>x</p>"
