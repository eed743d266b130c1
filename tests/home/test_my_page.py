"""*Mon espace*: new since the last visit, drafts, pages to review."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import FrontPage, Visit
from library.models import Document
from members import leaving, personal
from members.models import Member, SpaceRequest
from pages.models import ArticlePage, ContentPage, SectionPage
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
AddFile = Callable[..., Document]
URL = reverse("home:dashboard")


@pytest.fixture
def section(people: People, spaces: Spaces) -> SectionPage:
    made = SectionPage(
        title="Groupe", slug="groupe", space=spaces.group, owner=people.staff
    )
    FrontPage.objects.get().add_child(instance=made)
    day = timezone.now() - timedelta(days=90)
    ContentPage.objects.update(first_published_at=day, last_published_at=day)
    return made


def add_page(section: SectionPage, title: str, **fields: object) -> ArticlePage:
    page = ArticlePage(title=title, **fields)
    section.add_child(instance=page)
    if page.live:
        ContentPage.objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    return page


def titles(client: Client) -> list[str]:
    things = client.get(URL).context["news"].things
    return [str((new.document or new.page).title) for new in things]


def at(when: datetime, client: Client) -> Client:
    with time_machine.travel(when):
        client.get(URL)
    return client


def test_new_is_what_others_added_since_the_last_visit(
    people: People,
    spaces: Spaces,
    section: SectionPage,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    now = timezone.now()
    browser = sign_in(people.member)
    with time_machine.travel(now - timedelta(days=3)):
        add_file("Ancien", "ancien.txt", space=spaces.ges, title="Ancien")
    at(now - timedelta(days=2), browser)
    with time_machine.travel(now - timedelta(hours=5)):
        add_file(
            "Nouveau",
            "neuf.txt",
            space=spaces.ges,
            by=people.colleague,
            title="Nouveau",
        )
        add_file("À moi", "moi.txt", space=spaces.ges, by=people.member, title="À moi")
        add_page(section, "Une page", owner=people.editor)
    answer = browser.get(URL)
    assert "Depuis votre dernière visite" in answer.content.decode()
    assert sorted(titles(browser)) == ["Nouveau", "Une page"]
    # Opened again in the same hour, what was new is still there.
    assert sorted(titles(browser)) == ["Nouveau", "Une page"]
    with time_machine.travel(now + timedelta(hours=2)):
        answer = browser.get(URL)
    assert not answer.context["news"].is_new
    shown = answer.content.decode()
    assert "Rien de nouveau depuis" in shown
    assert "Derniers ajouts" in shown


def test_news_are_of_spaces_that_one_belongs_to(
    people: People,
    spaces: Spaces,
    section: SectionPage,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    secret = add_file("Secret", "s.txt", space=spaces.group, by=people.editor)
    elsewhere = add_file("Ici", "i.txt", space=spaces.every_member, by=people.staff)
    add_page(section, "Page du groupe", owner=people.editor)
    assert titles(sign_in(people.colleague)) == ["Page du groupe", secret.title]
    # Who is in no space sees what every member sees.
    assert titles(sign_in(people.outsider)) == [elsewhere.title]


def test_a_proposal_is_no_news(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    add_file("Proposé", "p.txt", space=spaces.group, by=people.colleague)
    assert titles(sign_in(people.member)) == []
    waiting = sign_in(people.editor).get(URL).context["waiting"]
    assert [each.label for each in waiting] == ["Proposé"]


def test_a_document_among_my_proposals_is_a_line_as_the_others(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    add_file("A", "a.txt", space=spaces.group, by=people.colleague, title="Fiche")
    page = BeautifulSoup(sign_in(people.colleague).get(URL).content, "html.parser")
    title = page.find("h3", string=lambda text: text == "Document «\u202fFiche\u202f»")
    assert title
    about = title.find_previous_sibling("p", class_="about")
    assert about
    said = " ".join(about.get_text(" ").split())
    assert "Proposé" in said
    assert spaces.group.name in said
    assert "aujourd’hui" in said


def test_drafts_and_reviews_are_of_who_may_do_something(
    people: People, section: SectionPage, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    add_page(section, "Brouillon", owner=people.staff, live=False)
    late = {"owner": people.staff, "review_on": today - timedelta(days=3)}
    add_page(section, "En retard", **late)
    add_page(
        section, "Bientôt", owner=people.editor, review_on=today + timedelta(days=7)
    )
    add_page(section, "Plus tard", review_on=today + timedelta(days=60))
    of_staff = sign_in(people.staff).get(URL)
    assert "Mes brouillons" in of_staff.content.decode()
    assert [page.title for page in of_staff.context["drafts"]] == ["Brouillon"]
    answer = sign_in(people.editor).get(URL)
    assert [(each.label, each.title) for each in answer.context["waiting"]] == [
        ("À revoir", "En retard"),
        ("À revoir bientôt", "Bientôt"),
    ]
    assert "page de Sylvie Barge" in answer.content.decode()
    of_member = sign_in(people.member).get(URL)
    assert not of_member.context["waiting"]
    assert not of_member.context["drafts"]
    assert "Brouillon" not in of_member.content.decode()


def test_visits_go_with_the_person_and_into_his_copy(
    people: People, sign_in: SignIn
) -> None:
    sign_in(people.outsider).get(URL)
    (part,) = [give for name, give in personal.parts if name == "visites"]
    assert part(people.outsider)["dernière visite"] is not None
    leaving.anonymise(people.outsider, people.outsider)
    assert not Visit.objects.filter(member=people.outsider).exists()


def test_as_many_queries_for_any_number(
    people: People,
    spaces: Spaces,
    section: SectionPage,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    browser = sign_in(people.staff)
    today = timezone.localdate()

    def fill(number: int) -> None:
        for n in range(number):
            add_file(f"A{n}{number}", f"a{n}{number}.txt", space=spaces.ges)
            add_file(f"B{n}{number}", f"b{n}{number}.txt", space=spaces.group)
            add_page(
                section, f"P{n}{number}", owner=people.staff, review_on=today, live=True
            )
            add_page(section, f"D{n}{number}", owner=people.staff, live=False)
        for member in (people.outsider, people.staff)[:number]:
            SpaceRequest.objects.get_or_create(space=spaces.group, member=member)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(URL)
        assert answer.status_code == 200
        return len(asked)

    fill(1)
    queries()  # what a first answer asks once
    before = queries()
    fill(12)
    assert queries() == before
