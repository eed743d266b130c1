"""What an editor looks after, in Wagtail's reports: right, his own, and in French."""

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook  # type: ignore[import-untyped]
from wagtail.models import Page, ReferenceIndex

from home import readings
from home.models import Reading
from home.reports.views import REPORTS, BrokenLinks
from library.models import Document, Reference
from library.models.links import LinkUse, OutsideLink
from members.models import JournalEntry, Member, Space
from members.team import GROUP
from pages.models import ArticlePage, ContentPage, SectionPage
from tests.conftest import AddFile
from tests.members.test_admin import ENGLISH, seen
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
TODAY = timezone.localdate
SLUGS = [report.slug for report in REPORTS]


@pytest.fixture
def sections(spaces: Spaces, people: People) -> dict[str, SectionPage]:
    """A section of GES and one of the working group, well looked after."""
    front = Page.objects.get(depth=2)
    made = {}
    for name, space in (("ges", spaces.ges), ("group", spaces.group)):
        page = SectionPage(
            title=f"Rubrique {name}",
            slug=name,
            space=space,
            owner=people.staff,
            review_on=TODAY() + timedelta(days=200),
        )
        made[name] = front.add_child(instance=page)
        readings.count(people.member, page)
    return made


def add(section: SectionPage, title: str, **fields: Any) -> ContentPage:
    """A page that nobody has to care for, unless `fields` say so."""
    fields = {"review_on": TODAY() + timedelta(days=200), **fields}
    page: ContentPage = section.add_child(instance=ArticlePage(title=title, **fields))
    return page


def rows(client: Client, slug: str, asked: str = "") -> list[list[str]]:
    answer = client.get(f"/admin/reports/{slug}/{asked}")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        for row in page.select("#listing-results tbody tr")
    ]


def titles(client: Client, slug: str, asked: str = "") -> list[str]:
    return [row[0] for row in rows(client, slug, asked)]


@pytest.fixture
def staff(sign_in: SignIn, people: People) -> Client:
    return sign_in(people.staff)


def test_pages_to_review_are_late_near_or_without_a_date(
    sections: dict[str, SectionPage], people: People, staff: Client
) -> None:
    own = {"owner": people.staff}
    late, soon = TODAY() - timedelta(days=3), TODAY() + timedelta(days=10)
    add(sections["ges"], "En retard", review_on=late, **own)
    add(sections["ges"], "Bientôt", review_on=soon, **own)
    add(sections["group"], "Jamais", review_on=None, **own)
    add(sections["group"], "Plus tard", **own)
    add(sections["group"], "Brouillon", review_on=late, live=False, **own)
    slug = "pages-a-revoir"
    found = rows(staff, slug)
    assert [(row[0], row[5]) for row in found] == [
        ("En retard", "date passée"),
        ("Bientôt", "bientôt"),
        ("Jamais", "sans date"),
    ]
    assert found[0][1:3] == ["GES", "Sylvie Barge"]
    assert titles(staff, slug, "?due=soon") == ["Bientôt"]
    group = sections["group"].space_id
    assert titles(staff, slug, f"?space={group}") == ["Jamais"]
    assert titles(staff, slug, f"?space={group}&due=late") == []


def test_a_page_is_read_when_somebody_else_than_its_owner_opens_it(
    sections: dict[str, SectionPage], people: People, sign_in: SignIn, staff: Client
) -> None:
    page = add(sections["ges"], "Bilan", owner=people.member)
    slug = "pages-sans-lecteur"
    assert titles(staff, slug) == ["Bilan"]
    sign_in(people.member).get(page.get_url())
    assert titles(staff, slug) == ["Bilan"]
    for _ in range(2):  # opened again at once, it is the same reading
        sign_in(people.colleague).get(page.get_url())
    assert titles(staff, slug) == []
    assert list(Reading.objects.filter(page=page).values_list("count")) == [(1,)]
    assert sign_in(people.outsider).get(page.get_url()).status_code == 404
    assert Reading.objects.get(page=page).count == 1


def test_what_nobody_reads_any_more_is_told_by_how_long(
    sections: dict[str, SectionPage], people: People, staff: Client
) -> None:
    pages = {
        name: add(sections["ges"], name, owner=people.staff)
        for name in ("Oubliée", "Délaissée", "Lue", "Jamais lue")
    }
    month = readings.this_month()
    for name, back in (("Oubliée", 500), ("Délaissée", 200), ("Lue", 1)):
        when = (month - timedelta(days=back)).replace(day=1)
        Reading.objects.create(page=pages[name], month=when, count=3)
    slug = "pages-sans-lecteur"
    assert set(titles(staff, slug)) == {"Jamais lue", "Oubliée", "Délaissée"}
    assert set(titles(staff, slug, "?since=year")) == {"Jamais lue", "Oubliée"}
    assert titles(staff, slug, "?since=ever") == ["Jamais lue"]
    readings.purge()
    assert titles(staff, slug, "?since=ever") == ["Jamais lue"]
    Reading.objects.update(month=date(2000, 1, 1))
    readings.purge()
    assert not Reading.objects.exists()


def test_a_count_knows_no_person(sections: dict[str, SectionPage]) -> None:
    names = {field.name for field in Reading._meta.get_fields()}
    assert names == {"id", "page", "month", "count"}
    page = sections["ges"]
    assert not ReferenceIndex.get_references_to(page).exists()


def test_pages_and_documents_whose_owner_is_gone(
    sections: dict[str, SectionPage],
    people: People,
    staff: Client,
    add_file: AddFile,
) -> None:
    gone = Member.objects.create_user(
        "parti@test.example", first_name="Rémi", last_name="Clos", is_active=False
    )
    add(sections["ges"], "Abandonnée")
    add(sections["ges"], "Bilan de Rémi", owner=gone)
    add(sections["ges"], "Charte", owner=people.staff)
    kept, left = add_file("a", "a.txt"), add_file("b", "b.txt", title="Laissé")
    type(left).objects.filter(pk=left.pk).update(uploaded_by_user=gone)
    assert kept.uploaded_by_user == people.member
    assert [(r[0], r[2]) for r in rows(staff, "pages-sans-proprietaire")] == [
        ("Abandonnée", "personne"),
        ("Bilan de Rémi", "Rémi Clos, compte fermé"),
    ]
    found = rows(staff, "documents-sans-proprietaire")
    assert [row[:3] for row in found] == [["Laissé", "GES", "Rémi Clos, compte fermé"]]


@pytest.fixture
def broken(sections: dict[str, SectionPage], spaces: Spaces) -> OutsideLink:
    link = OutsideLink.objects.create(
        address="https://mort.example/page",
        state=OutsideLink.State.GONE,
        since=timezone.now() - timedelta(days=9),
    )
    text = Reference.objects.create(space=spaces.group, title="Décret", kind="decree")
    LinkUse.objects.create(link=link, page=sections["ges"])
    LinkUse.objects.create(link=link, reference=text)
    fine = OutsideLink.objects.create(address="https://vif.example/", state="fine")
    LinkUse.objects.create(link=fine, page=sections["ges"])
    return link


def test_broken_links_say_where_they_stand(broken: OutsideLink, staff: Client) -> None:
    found = rows(staff, "liens-casses")
    assert [row[:4] for row in found] == [
        ["Rubrique ges", "GES", broken.address, "page introuvable"],
        ["Décret", "Sorties d’hôpital", broken.address, "page introuvable"],
    ]
    group = Space.objects.get(slug="sorties").pk
    assert titles(staff, "liens-casses", f"?space={group}") == ["Décret"]


Fill = Callable[[int], None]


@pytest.fixture
def fill(
    sections: dict[str, SectionPage], add_file: AddFile, broken: OutsideLink
) -> Fill:
    """Adds lines to every report, in both spaces."""

    def add_lines(count: int) -> None:
        for name, section in sections.items():
            for number in range(count):
                page = add(section, f"{name} {count} {number}", review_on=None)
                LinkUse.objects.create(link=broken, page=page)
                add_file(page.title, "a.txt", space=section.space)
        Document.objects.update(uploaded_by_user=None)

    return add_lines


@pytest.fixture
def editor(people: People, sign_in: SignIn) -> Client:
    """By rule only staff enter the admin; the reports do not lean on it."""
    client = sign_in(people.editor)  # which saves him: the group follows his role
    people.editor.groups.add(Group.objects.get(name=GROUP))
    return client


@pytest.mark.parametrize("slug", SLUGS)
def test_an_editor_of_one_space_finds_nothing_of_another(
    slug: str,
    sections: dict[str, SectionPage],
    fill: Fill,
    editor: Client,
    staff: Client,
) -> None:
    fill(1)
    assert {row[1] for row in rows(staff, slug)} == {"GES", "Sorties d’hôpital"}
    assert {row[1] for row in rows(editor, slug)} == {"Sorties d’hôpital"}
    page = editor.get(f"/admin/reports/{slug}/").content.decode()
    choice = BeautifulSoup(page, "html.parser").select("select[name=space] option")
    assert [o.get_text() for o in choice] == ["Tous", "Sorties d’hôpital"]
    for form in ("csv", "xlsx"):
        whole = exported(editor, slug, form)
        assert {row[1] for row in whole[1:]} == {"Sorties d’hôpital"}
    ges = sections["ges"].space_id
    assert "GES" not in str(rows(editor, slug, f"?space={ges}"))


def exported(client: Client, slug: str, form: str, asked: str = "") -> list[list[Any]]:
    answer: Any = client.get(f"/admin/reports/{slug}/?export={form}{asked}")
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content)
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    sheet = load_workbook(BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_report_leaves_as_a_spreadsheet_in_french(
    sections: dict[str, SectionPage], people: People, staff: Client
) -> None:
    late = date(2026, 1, 9)
    add(sections["ges"], "=1+1", review_on=late, owner=people.staff)
    slug = "pages-a-revoir"
    lines = exported(staff, slug, "csv")
    assert lines[0] == [
        "Page",
        "Espace",
        "Propriétaire",
        "Vérifiée le",
        "À revoir avant le",
        "État",
    ]
    assert lines[1:] == [
        ["'=1+1", "GES", "Sylvie Barge", "", "09/01/2026", "date passée"]
    ]
    sheet = exported(staff, slug, "xlsx")
    assert sheet[0] == lines[0]
    assert sheet[1][0] == "'=1+1"
    assert sheet[1][4].date() == late
    assert exported(staff, slug, "csv", "&due=none")[1:] == []
    said = JournalEntry.objects.filter(kind=JournalEntry.Kind.EXPORT)
    assert "Pages à revoir" in said.latest("at").sentence


@pytest.mark.parametrize("slug", SLUGS)
def test_a_report_asks_as_many_questions_for_one_line_as_for_ten(
    slug: str, fill: Fill, staff: Client
) -> None:
    counts = []
    for more in (1, 9):
        fill(more)
        staff.get(f"/admin/reports/{slug}/")
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(staff, slug)) >= 2 * more
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_report_says_why_in_french(slug: str, staff: Client, db: None) -> None:
    page = staff.get(f"/admin/reports/{slug}/").content.decode()
    report = next(report for report in REPORTS if report.slug == slug)
    if report is BrokenLinks:  # nothing was ever checked: nothing is claimed
        assert BrokenLinks.never in page and report.empty not in page
        OutsideLink.objects.create(
            address="https://v.example/", state="fine", checked_at=timezone.now()
        )
        page = staff.get(f"/admin/reports/{slug}/").content.decode()
    assert report.empty in page
    assert [words for words in seen(page) if ENGLISH.search(words)] == []
    space = Space.objects.get(slug="ges").pk
    narrowed = staff.get(f"/admin/reports/{slug}/?space={space}").content.decode()
    assert "Rien ne répond à ces filtres" in narrowed
    part = staff.get(f"/admin/reports/{slug}/resultats/").content.decode()
    assert "<html" not in part


def test_the_menu_leads_to_each_report(staff: Client, db: None) -> None:
    page = staff.get("/admin/").content.decode()
    for slug in SLUGS:
        assert re.search(rf"/admin/reports/{slug}/", page), slug
