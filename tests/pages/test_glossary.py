"""The glossary: its page, its terms in the admin, and what a page shows of them."""

import importlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from members.models import Member
from pages.models import ArticlePage, SectionPage, Term
from tests.pages.telling import soup
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
ADD = "/admin/snippets/pages/term/add/"


def shorts(client: Client, question: str = "") -> list[str]:
    found = soup(client, f"/glossaire/?q={question}" if question else "/glossaire/")
    return [dt.get_text() for dt in found.select("dl.glossary dt")]


def many(count: int) -> None:
    Term.objects.bulk_create(
        Term(short=f"T{n:04d}", folded=f"t{n:04d}", long=f"terme numéro {n}")
        for n in range(count)
    )


# The page


def test_terms_stand_in_alphabetical_order_with_letters_to_jump_to(member: Client):
    Term.objects.create(short="ÉSAT", long="établissement d’aide par le travail")
    found = shorts(member)
    assert found.index("EPCI") < found.index("ÉSAT") < found.index("ESP")
    page = soup(member, "/glossaire/")
    for link in page.select(".letters a"):
        assert page.find(id=str(link["href"]).removeprefix("#")) is not None
    assert page.find(id="terme-ars") is not None
    assert len(page.select("h1")) == 1


@pytest.mark.parametrize(
    "question", ["ars", "ARS", "agence regionale", "Régionale AGE"]
)
def test_the_filter_knows_neither_accents_nor_case(member: Client, question: str):
    assert "ARS" in shorts(member, question)
    assert "CLS" not in shorts(member, question)


def test_what_no_form_has_is_looked_for_in_the_explanations(member: Client):
    assert shorts(member, "déontologie") == ["CNOM"]


@pytest.mark.parametrize(
    "question", ["xyz", "%00", "a" * 500, "<script>", "%22%27", "…"]
)
def test_what_nothing_answers_is_told(member: Client, question: str):
    answer = member.get(f"/glossaire/?q={question}").content.decode()
    assert "Aucun terme n’a ces mots" in answer
    assert "<script>" not in answer


def test_a_number_begins_a_term(member: Client):
    Term.objects.create(short="15", long="numéro du SAMU")
    assert 'id="lettre-0-9"' in member.get("/glossaire/").content.decode()


def test_an_empty_glossary_says_so(member: Client):
    Term.objects.all().delete()
    assert "encore vide" in member.get("/glossaire/").content.decode()


def test_the_staff_find_the_way_to_the_admin(sign_in: SignIn, people: People):
    link = 'href="/admin/snippets/pages/term/"'
    assert link in sign_in(people.staff).get("/glossaire/").content.decode()
    assert link not in sign_in(people.member).get("/glossaire/").content.decode()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_five_thousand_terms_cost_as_many_queries_as_a_few(
    member: Client, article: Callable[..., str]
):
    path = article("<p>ARS et T0004</p>")
    pages = ("/glossaire/", "/glossaire/?q=t0004", path)
    for page in pages:
        queries(member, page)
    few = [queries(member, page) for page in pages]
    many(5_000)
    assert [queries(member, page) for page in pages] == few
    assert shorts(member, "t0004") == ["T0004"]


# What is written in it


def refused(**given: str) -> str:
    with pytest.raises(ValidationError) as error:
        Term(**given).full_clean()
    return " ".join(error.value.messages)


@pytest.mark.parametrize("short", ["ARS", "ars", " A.R.S. ", "Árs"])
def test_a_second_term_with_the_same_acronym_is_refused(db: None, short: str):
    assert "a déjà «\u202fARS\u202f»" in refused(short=short, long="autre chose")


def test_a_term_is_not_a_second_one_of_itself(db: None):
    term = Term.objects.get(short="ARS")
    term.explanation = "Autrement dit."
    term.full_clean()


@pytest.mark.parametrize(
    ("short", "why"),
    [
        ("la", "mot courant"),
        ("Car", "mot courant"),
        ("ÊTRE", "mot courant"),
        ("CA", "mot courant"),
        ("k", "lettre seule"),
        ("é", "lettre seule"),
        ("…", "au moins une lettre"),
        ("<>", "au moins une lettre"),
    ],
)
def test_a_common_word_is_refused_with_the_reason(db: None, short: str, why: str):
    assert why in refused(short=short, long="en toutes lettres")


@pytest.mark.parametrize("long", ["", "   ", "Z.R.S."])
def test_a_term_has_a_long_form_of_its_own(db: None, long: str):
    assert refused(short="ZRS", long=long)


def test_what_is_too_long_is_refused(db: None):
    assert refused(short="A" * 41, long="x")
    assert refused(short="AZX", long="x" * 201)


def test_staff_and_administrators_write_terms_and_the_form_says_what_is_wrong(
    sign_in: SignIn, people: People
):
    for name in ("staff", "admin"):
        client = sign_in(people.all()[name])
        form = client.get(ADD).content.decode()
        assert form.count("w-field__help") >= 3 or "Les majuscules comptent" in form
        given = {"short": f"ZZ{name}", "long": "en toutes lettres", "explanation": ""}
        assert client.post(ADD, given).status_code == 302
        again = client.post(ADD, given).content.decode()
        assert "Le glossaire a déjà" in again
        common = client.post(ADD, {**given, "short": "Avec"}).content.decode()
        assert "mot courant" in common
        long = client.post(ADD, {**given, "short": "ZX", "explanation": "x" * 601})
        assert "600" in long.content.decode()
    assert Term.objects.filter(folded__startswith="zz").count() == 2


@contextmanager
def saved_meanwhile(rival: Term) -> Iterator[None]:
    """Somebody else saves `rival` once this person’s form has been checked, just before
    it is saved."""
    steps: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if '"pages_term"."folded" = ' in sql and not steps:
            steps.append("checked")
        elif sql.startswith("SAVEPOINT") and steps == ["checked"]:
            steps.append("saved")
            rival.save()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    assert steps == ["checked", "saved"]


def test_two_people_who_write_the_same_term_at_once_are_told_by_the_form(
    sign_in: SignIn, people: People
):
    given = {"short": "ZRS", "long": "zone rurale de soins", "explanation": "Mien."}
    with saved_meanwhile(Term(short="Z.R.S.", long="zone à revoir")):
        answer = sign_in(people.staff).post(ADD, given)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Le glossaire a déjà «\u202fZ.R.S.\u202f», zone à revoir" in html
    assert "zone rurale de soins" in html  # nothing that was typed is lost
    assert Term.objects.get(folded="zrs").long == "zone à revoir"


def test_a_term_renamed_as_another_at_once_is_told_by_the_form(
    sign_in: SignIn, people: People
):
    mine = Term.objects.create(short="ZZA", long="le mien")
    given = {"short": "ZRS", "long": "le mien, mieux", "explanation": ""}
    with saved_meanwhile(Term(short="ZRS", long="celui d’une autre")):
        answer = sign_in(people.staff).post(
            f"/admin/snippets/pages/term/edit/{mine.pk}/", given
        )
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Le glossaire a déjà «\u202fZRS\u202f»" in html
    assert "le mien, mieux" in html
    mine.refresh_from_db()
    assert (mine.short, mine.long) == ("ZZA", "le mien")


def test_members_write_no_term(member: Client):
    answer = member.post(ADD, {"short": "ZZ", "long": "x"})
    assert answer.status_code == 404
    assert not Term.objects.filter(short="ZZ").exists()


@pytest.mark.parametrize("migration", ["0003_term", "0011_more_terms"])
def test_seeding_again_changes_nothing_that_was_changed(db: None, migration: str):
    seed: Any = importlib.import_module(f"pages.migrations.{migration}").seed
    Term.objects.filter(short="ARS").update(long="autre chose")
    before = Term.objects.count()
    seed(apps, None)
    assert Term.objects.get(short="ARS").long == "autre chose"
    assert Term.objects.count() == before


def test_every_seeded_term_would_be_taken_in_the_form(db: None):
    assert Term.objects.count() > 40
    for term in Term.objects.all():
        assert term.explanation
        term.full_clean()


# A page of the site


@pytest.fixture
def article(spaces: Spaces) -> Callable[..., str]:
    """Writes a page of the closed space GES; gives its address."""

    def write(*blocks: str | dict[str, Any], public: bool = False) -> str:
        body = [
            {"type": "rich_text", "value": block} if isinstance(block, str) else block
            for block in blocks
        ]
        front = Page.objects.get(depth=2)
        section = front.add_child(
            instance=SectionPage(
                title="Essai",
                slug="essai",
                space=spaces.public if public else spaces.ges,
            )
        )
        page = section.add_child(
            instance=ArticlePage(title="Bilan ARS", slug="bilan", body=json.dumps(body))
        )
        return str(page.get_url())

    return write


CALLOUT = {
    "type": "callout",
    "value": {"tone": "info", "title": "Le CLS", "text": "<p>ARS, MSP, EHPADs</p>"},
}


def test_the_first_of_each_term_is_underlined_whatever_its_block(
    member: Client, article: Callable[..., str]
):
    path = article("<h2>ARS</h2><p>L’<b>ARS</b> et l’ARS.</p>", CALLOUT)
    page = soup(member, path)
    buttons = page.select(".prose button.term")
    assert [button.get_text() for button in buttons] == ["ARS", "CLS", "MSP"]
    assert not page.select("h1 .term, h2 .term, nav .term")


def test_each_button_opens_its_explanation_and_says_the_long_form(
    member: Client, article: Callable[..., str]
):
    page = soup(member, article("<p>ARS et CLS</p>"))
    for button in page.select("button.term"):
        note = page.find(id=str(button["popovertarget"]))
        assert note is not None and note.has_attr("popover")
        assert page.find(id=str(button["aria-describedby"])).find_parent() is not None
        assert note.select_one(f'a[href="/glossaire/#{note["id"]}"]')
    ids = re.findall(r'\bid="([^"]+)"', str(page))
    assert len(ids) == len(set(ids))


def test_a_stranger_reads_the_explanation_without_a_link_that_is_closed_to_him(
    client: Client, article: Callable[..., str]
):
    page = soup(client, article("<p>ARS</p>", public=True))
    assert page.select_one("#terme-ars")
    assert "/glossaire/" not in str(page)


def test_html_in_a_term_is_text(member: Client, article: Callable[..., str]):
    bad = "<script>alert(1)</script>\"' onclick=x"
    Term.objects.create(short="XSS", long=bad, explanation=bad)
    path = article("<p>XSS</p>")
    for address in (path, "/glossaire/", "/recherche/?q=XSS"):
        answer = member.get(address).content.decode()
        assert "<script>alert" not in answer
    assert "&lt;script&gt;alert" in member.get(path).content.decode()


def test_a_page_without_a_term_has_nothing_more(
    member: Client, article: Callable[..., str]
):
    page = soup(member, article("<p>Rien ici.</p>"))
    assert not page.select(".terms, .term, [popover]")


def test_the_glossary_is_read_once_a_page(member: Client, article: Callable[..., str]):
    path = article("<p>ARS</p>", CALLOUT, "<p>CPTS</p>", CALLOUT)
    with CaptureQueriesContext(connection) as asked:
        member.get(path)
    read = [query for query in asked if "pages_term" in query["sql"]]
    assert len(read) == 1
