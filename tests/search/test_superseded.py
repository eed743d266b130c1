"""A document that was replaced leads to the one read now, which stands before it."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from library.keeping import archiving
from library.models import Document, Reference
from members.models import Member, Space
from search.facade import Question, find
from tests.conftest import AddFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
FILLER = "La route est longue et le bourg est loin. " * 40


def replaced(people: People, old: Document, new: Document, work: Work) -> None:
    archiving.archive(people.staff, old, superseded_by=new)
    work()


def titles(person: Member, text: str, *, by_date: bool = False) -> list[str]:
    found = find(person, Question(text, by_date=by_date)).found
    return [one.thing.title for one in found]


def test_the_current_one_comes_first_though_it_says_it_less(
    add_file: AddFile, people: People, work: Work
) -> None:
    said = "sortie hôpital. " * 30
    old = add_file(said, "a.txt", title="Sortie d’hôpital : sortie, hôpital")
    new = add_file(f"{FILLER} Après la sortie. {FILLER}", "b.txt", title="Fiche")
    add_file(f"{said} Ici.", "c.txt", title="Sortie et hôpital")
    work()
    assert titles(people.member, "sortie hôpital")[-1] == "Fiche"
    replaced(people, old, new, work)
    found = titles(people.member, "sortie hôpital")
    assert found.index("Fiche") < found.index(old.title)
    assert len(found) == 3


def test_a_hit_that_was_replaced_links_to_what_is_read_now(
    add_file: AddFile, people: People, sign_in: SignIn, work: Work
) -> None:
    old = add_file("Prévenir le cabinet.", "a.txt", title="Protocole 2020")
    middle = add_file("Autre texte.", "b.txt", title="Protocole 2022")
    new = add_file("Encore un autre.", "c.txt", title="Protocole 2024")
    replaced(people, old, middle, work)
    replaced(people, middle, new, work)
    page = sign_in(people.member).get("/recherche/?q=prévenir+cabinet").text
    hits = re.findall(r'<li class="hit">.*?</h2>.*?</p>', page, re.DOTALL)
    (hit,) = (one for one in hits if "Protocole 2020" in one)
    told = f'Lisez plutôt <a href="{new.get_absolute_url()}">Protocole 2024</a>'
    assert told in hit


def test_what_one_may_not_see_is_not_named(
    add_file: AddFile, people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    old = add_file("Prévenir le cabinet.", "a.txt", title="Protocole")
    staff, group = people.staff, spaces.group
    hidden = add_file("Secret.", by=staff, space=group, title="Très caché")
    replaced(people, old, hidden, work)
    Space.objects.filter(pk=old.space_id).update(visibility=Space.Visibility.PUBLIC)
    page = sign_in(people.outsider).get("/recherche/?q=prévenir+cabinet").text
    assert "Remplacé" in page
    assert "Lisez plutôt" not in page
    assert "Très caché" not in page


def test_by_date_the_dates_decide(
    add_file: AddFile, people: People, work: Work
) -> None:
    new = add_file("Le pain de 2010.", "n.txt", title="Pain neuf")
    old = add_file("Le pain.", "o.txt", title="Pain vieux")
    before = timezone.now() - timedelta(days=900)
    Document.objects.filter(pk=new.pk).update(created_at=before)
    replaced(people, old, new, work)
    assert titles(people.member, "pain", by_date=True) == ["Pain vieux", "Pain neuf"]


def test_as_many_queries_for_many_that_were_replaced(
    add_file: AddFile, people: People, work: Work
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            find(people.member, Question("moulin"))
        return len(seen)

    new = add_file("Un autre.", "n.txt", title="Nouveau")
    replaced(people, add_file("Le moulin 0.", "0.txt"), new, work)
    few = queries()
    for number in range(1, 6):
        old = add_file(f"Le moulin {number}.", f"{number}.txt")
        archiving.archive(people.staff, old, superseded_by=new)
    work()
    assert queries() == few


def test_a_text_that_was_replaced_leads_to_the_one_in_force(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    def text(title: str, number: str, **given: object) -> Reference:
        return Reference.objects.create(
            title=title, kind="decree", number=number, space=spaces.ges, **given
        )

    new = text("Décret relatif aux soins à domicile", "2024-1", nor="SASH2400001D")
    old = text("Décret des soins à domicile", "2018-629", replaced_by=new)
    work()
    page = sign_in(people.member).get("/recherche/?q=soins+à+domicile").text
    assert "Lisez plutôt" in page
    assert page.index(f'href="{new.get_absolute_url()}') < page.index(old.title)
    found = find(people.member, Question("SASH2400001D")).found
    assert [one.thing for one in found] == [new]
