"""The communes that documents are about: written, refused, led to, found by."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from library.models import Document
from pages.models import ThemePage
from tests.library.test_keywords import change

LIST = reverse("library:documents")


def spaced(text):
    return text.replace("\u202f", " ")


@pytest.fixture(autouse=True)
def allier(settings):
    settings.DEPARTMENTS = ["03"]


@pytest.fixture
def document(add_file, people):
    return add_file("La navette", "a.txt", title="Transports", by=people.member)


def told(document):
    return [str(commune) for commune in document.communes.all()]


def test_they_are_typed_as_people_do_and_lead_to_the_others(
    document, add_file, people, sign_in, work
):
    member = sign_in(people.member)
    typed = " lapalisse; Saint-Prix, 03290 Dompierre-sur-Besbre\nLapalisse,,"
    answer = change(member, document, "", communes=typed)
    assert answer.status_code == 302
    assert told(document) == ["Dompierre-sur-Besbre", "Lapalisse", "Saint-Prix (03)"]
    page = member.get(document.get_absolute_url()).content.decode()
    assert f'href="{LIST}?commune=03138">Lapalisse</a>' in page
    form = member.get(reverse("library:edit", args=[document.pk])).context["form"]
    assert form["communes"].value() == (
        "Dompierre-sur-Besbre (03290), Lapalisse (03120), Saint-Prix (03120)"
    )
    add_file("Autre", "b.txt", title="Autre")
    found = member.get(LIST, {"commune": "03138"})
    assert [each.title for each in found.context["documents"]] == ["Transports"]
    assert "Lapalisse" in found.context["filters"].active()[0]["label"]
    work()
    hits = member.get("/recherche/", {"q": "Dompierre"}).content.decode()
    assert "Transports" in hits
    change(member, document, "", communes="")
    assert told(document) == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Lapalisse, Dompiere", "Dompierre-sur-Besbre (03290)"),
        ("Nullepart", "Commune inconnue : « Nullepart »"),
        ("Izeure", "écrivez « Yzeure (03400) » ou « Izeure (21110) »"),
        ("Saint-Denis", "Plusieurs communes répondent à « Saint-Denis »"),
        (", ".join(["Vichy"] * 101), "100 communes au plus"),
    ],
)
def test_what_is_not_one_for_sure_is_refused_and_kept(
    document, people, sign_in, typed, says
):
    change(sign_in(people.member), document, "", communes="Cusset")
    answer = change(sign_in(people.member), document, "", communes=typed)
    assert answer.status_code == 422
    assert says in spaced(answer.content.decode())
    assert typed in spaced(answer.content.decode())
    assert told(document) == ["Cusset"]


def test_a_selection_gets_them_beside_its_own(document, add_file, people, sign_in):
    member = sign_in(people.member)
    change(member, document, "", communes="Cusset")
    other = add_file("Autre", "b.txt", title="Autre", by=people.member)
    theirs = add_file("C", "c.txt", title="D’un autre", by=people.colleague)
    keys = [each.pk for each in (document, other, theirs)]
    member.post(reverse("library:selection_add"), {"document": keys})
    mark = reverse("library:selection_mark")
    assert "rien à ajouter" in spaced(member.post(mark, {}).content.decode())
    page = member.post(mark, {"communes": "Vichy, Cusset"}, follow=True)
    assert "2 documents rangés" in spaced(page.content.decode())
    assert told(document) == told(other) == ["Cusset", "Vichy"]
    assert told(theirs) == []


def test_the_filter_names_none_of_what_one_does_not_see(
    add_file, people, spaces, sign_in
):
    hidden = add_file("x", "a.txt", space=spaces.group, by=people.editor)
    change(sign_in(people.editor), hidden, "", communes="Vichy")
    assert told(hidden) == ["Vichy"]
    for who, sees in ((people.editor, True), (people.outsider, False), (None, False)):
        page = sign_in(who).get(LIST).content.decode()
        assert ("Vichy" in page) is sees


def counted(browser, **asked):
    answer = browser.get(LIST, asked, headers={"accept": "application/json"})
    assert answer["Content-Type"] == "application/json"
    assert "Accept" in answer["Vary"]
    assert answer["Cache-Control"] == "no-store"
    return answer.json()


def test_each_filter_says_how_many_it_leaves(
    document, add_file, people, spaces, sign_in
):
    member = sign_in(people.member)
    change(member, document, "", communes="Cusset, Vichy")
    front = Page.objects.get(depth=2)
    theme = ThemePage(title="Sorties", slug="sorties-t", space=spaces.ges)
    theme = front.add_child(instance=theme)
    other = add_file("Autre", "b.csv", title="Autre", by=people.colleague)
    other.themes.add(theme)
    add_file("x", "c.txt", space=spaces.group, by=people.editor)
    old = add_file("vieux", "d.txt", title="Vieux", by=people.colleague)
    Document.objects.filter(pk=old.pk).update(status="archived")
    found = counted(member)
    seen = member.get(LIST).context["pager"].total
    assert sum(found["espace"].values()) == sum(found["categorie"].values()) == seen
    assert found["commune"] == {"03095": 1, "03310": 1}
    assert found["theme"] == {str(theme.pk): 1}
    assert found["miens"] == {"on": 1}
    assert found["archives"] == {"on": 1}
    narrowed = counted(member, commune="03095")
    assert narrowed["espace"] == {"ges": 1}
    assert narrowed["commune"] == {"03095": 1, "03310": 1}  # its own filter apart
    assert narrowed["theme"] == {}
    assert "ges" not in counted(sign_in(None))["espace"]


def test_the_counts_cost_as_many_queries_for_many(document, add_file, people, sign_in):
    member = sign_in(people.member)
    costs = []
    for _ in range(2):
        counted(member)
        with CaptureQueriesContext(connection) as asked:
            counted(member)
        costs.append(len(asked))
        for number in range(5):
            add_file(f"n{number}{len(costs)}", f"{number}.txt", title=str(number))
    assert costs[0] == costs[1]
