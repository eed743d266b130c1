"""Before a page moves, the admin says who will see it."""

import re
from collections.abc import Callable

from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from library.models import Reference
from members.models import Member, Space
from pages.models import ArticlePage, ContentPage, SectionPage
from pages.publishing import proposals
from tests.conftest import AddFile
from tests.pages.telling import block, picture_of, write
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def test_a_move_to_public_says_that_everyone_will_see(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    front = Page.objects.get(depth=2)
    closed = front.add_child(
        instance=SectionPage(title="Fermé", slug="ferme", space=spaces.ges)
    )
    opened = front.add_child(
        instance=SectionPage(title="Ouvert", slug="ouvert", space=spaces.public)
    )
    page = closed.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    browser = sign_in(people.staff)
    path = f"/admin/pages/{page.pk}/move/{opened.pk}/confirm/"
    text = browser.get(path).content.decode()
    assert "GES, 3 personnes" in text
    assert "tout le monde, sans se connecter (Public)" in text
    within = closed.add_child(instance=ArticlePage(title="Autre", slug="autre"))
    path = f"/admin/pages/{page.pk}/move/{within.pk}/confirm/"
    assert "comme aujourd’hui" in browser.get(path).content.decode()


def test_a_move_tells_what_leads_there_and_that_its_address_is_kept(
    people: People, spaces: Spaces, sign_in: SignIn, work: Callable[[], None]
) -> None:
    front = Page.objects.get(depth=2)
    few = Space.objects.create(name="Cercle", slug="cercle", initials="CE")
    opened, closed, group = (
        front.add_child(instance=SectionPage(title=name, slug=name, space=space))
        for name, space in (
            ("ouvert", spaces.public),
            ("ges", spaces.ges),
            ("cercle", few),
        )
    )
    section = closed.add_child(instance=SectionPage(title="Fiches", slug="fiches"))
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    browser = sign_in(people.staff)
    path = f"/admin/pages/{section.pk}/move/{{}}/confirm/"
    alone = told(browser, path.format(group.pk))
    assert "mène" not in alone.partition("L’adresse")[0]
    assert "L’adresse d’aujourd’hui est gardée" in alone
    for number, place in enumerate((opened, closed, group)):
        leads_to(place, page, f"Mène {number}")
    work()
    narrower = told(browser, path.format(group.pk))
    assert "3 pages mènent ici ou à ce qui est dessous" in narrower
    lines = dict(re.findall(r"Mène (\d) \(.*?\)(.*?)(?=Mène|L’adresse)", narrower))
    assert [bool(lines[key].strip()) for key in "012"] == [False, True, False]
    within = told(browser, path.format(closed.pk))
    assert "3 pages" in within
    assert "Certains" not in within

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            told(browser, path.format(group.pk))
        return len(asked)

    queried = queries()
    for number in range(3, 9):
        leads_to(closed, page, f"Mène {number}")
    work()
    assert queries() == queried


def leads_to(place: Page, page: Page, title: str) -> None:
    text = f'<p><a linktype="page" id="{page.pk}">Voir</a></p>'
    leading = ArticlePage(title=title, body=[("rich_text", text)])
    place.add_child(instance=leading).save_revision().publish()


def told(browser: Client, path: str) -> str:
    main = BeautifulSoup(browser.get(path).content.decode(), "html.parser").main
    assert main is not None
    return " ".join(main.get_text().split())


def test_the_chooser_of_official_texts_finds_by_words(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    for number, title in [("2009-879", "Loi HPST"), ("L. 1434-17", "Article du code")]:
        Reference.objects.create(
            title=title, number=number, kind="law", space=spaces.ges
        )
    browser = sign_in(people.staff)
    whole = browser.get("/admin/snippets/choose/library/reference/").content.decode()
    assert "Titre ou num" in whole
    for words, found in [("hpst loi", "Loi HPST"), ("1434", "Article du code")]:
        path = "/admin/snippets/choose/library/reference/results/"
        text = browser.get(path, {"q": words}).content.decode()
        assert found in text
        assert text.count("chooser__title") <= 1 or "Loi" not in found


def test_a_deletion_says_what_waits_for_an_answer(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    section = Page.objects.get(depth=2).add_child(
        instance=SectionPage(title="Chez nous", slug="chez-nous", space=spaces.ges)
    )
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    browser = sign_in(people.staff)
    path = f"/admin/pages/{section.pk}/delete/"
    assert "attend une réponse" not in browser.get(path).content.decode()
    stored = ContentPage.objects.get(pk=page.pk)
    proposals.report_problem(people.member, stored, problem="other", text="Périmé")
    browser = sign_in(people.staff)
    # Of a page under it too, and without any change yet.
    assert "y attend une réponse" in browser.get(path).content.decode()
    proposals.propose_correction(people.colleague, stored, text="Autre")
    browser = sign_in(people.staff)
    assert "2 propositions, corrections" in browser.get(path).content.decode()
    assert ContentPage.objects.filter(pk=page.pk).exists()


def test_a_move_tells_what_its_new_readers_will_miss(
    people: People,
    spaces: Spaces,
    sign_in: SignIn,
    add_file: AddFile,
    work: Callable[[], None],
) -> None:
    front = Page.objects.get(depth=2)
    opened, closed = (
        front.add_child(instance=SectionPage(title=name, slug=name, space=space))
        for name, space in (("ouvert", spaces.public), ("sorties", spaces.group))
    )
    section = closed.add_child(instance=SectionPage(title="Fiches", slug="fiches"))
    group, by = spaces.group, people.editor
    file = add_file("a", "a.txt", title="Le protocole", space=group, by=by)
    beside = closed.add_child(instance=ArticlePage(title="À côté", slug="a-cote"))
    within = section.add_child(instance=ArticlePage(title="Dedans", slug="dedans"))
    text = (
        f'<p><a linktype="document" id="{file.pk}">ici</a>'
        f'<a linktype="page" id="{beside.pk}">là</a>'
        f'<a linktype="page" id="{within.pk}">dessous</a></p>'
    )
    image = {"image": picture_of(group, "Le plan").pk, "decorative": True}
    picture = block("picture", image=image, caption="", credit="")
    made = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    write(made, {"type": "rich_text", "value": text}, picture)
    work()
    browser = sign_in(people.staff)
    path = f"/admin/pages/{section.pk}/move/{{}}/confirm/"
    wider = told(browser, path.format(opened.pk))
    assert "n’y verront pas 3 choses" in wider
    for name in (
        "Document « Le protocole",
        "Image « Le plan",
        "Page « À côté",
    ):
        assert name in wider
    assert "Dedans" not in wider  # it moves along
    other = closed.add_child(instance=SectionPage(title="Là", slug="la"))
    assert "n’y verront pas" not in told(browser, path.format(other.pk))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            told(browser, path.format(opened.pk))
        return len(asked)

    few = queries()
    for number in range(5):
        again = section.add_child(
            instance=ArticlePage(title=f"B{number}", slug=f"b{number}")
        )
        more = add_file(str(number), f"{number}.txt", space=group, by=by)
        text = f'<p><a linktype="document" id="{more.pk}">ici</a></p>'
        write(again, {"type": "rich_text", "value": text}, picture)
    work()
    assert queries() == few
