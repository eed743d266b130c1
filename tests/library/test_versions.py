"""The versions of a document: under one address, found on demand, compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from library.comparing import MOST, Row, aligned, compare, folded
from library.models import Document, Extract, Version
from library.names import with_version, without_version
from members.models import JournalEntry, Member
from tests.conftest import AddFile
from tests.library.numbers import groups
from tests.library.test_door_numbers import SPECIMEN
from tests.people import People, Spaces

Work = Callable[[], None]
SignIn = Callable[[Member | None], Client]
FIRST = "Appeler le médecin traitant. Noter la glycémie. Rappeler le lendemain."
SECOND = (
    "Appeler le médecin traitant. Noter la glycémie et l’heure. Écrire à l’infirmière."
)


@pytest.fixture
def replace(work: Work, sign_in: SignIn) -> Callable[..., None]:
    """Gives another file as somebody would, in the form of the document."""

    def give(document: Document, by: Member, text: str, note: str = "") -> None:
        answer = sign_in(by).post(
            f"{document.get_absolute_url()}modifier/",
            {
                "title": document.title,
                "category": document.category_id,
                "space": document.space_id,
                "new_file": SimpleUploadedFile("conduite.txt", text.encode()),
                "note": note,
            },
        )
        assert answer.status_code == 302
        work()
        document.refresh_from_db()

    return give


@pytest.fixture
def two(
    add_file: AddFile, people: People, work: Work, replace: Callable[..., None]
) -> Document:
    document = add_file(FIRST, "conduite.txt", title="Conduite")
    work()
    replace(document, people.member, SECOND, "L’heure de la mesure.")
    return document


def body(answer: Any) -> str:
    return str(answer.content.decode())


def whole(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


def test_a_document_keeps_its_address_and_says_its_version(
    two: Document, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.colleague)
    page = body(client.get(two.get_absolute_url()))
    assert "2, par Claire Morand" in page
    assert "Toutes les versions" in page
    assert "L’heure de la mesure." in page
    day = f"{timezone.localdate():%Y-%m-%d}"
    got = client.get(two.url)
    assert f'filename="conduite-v2-{day}.txt"' in got["Content-Disposition"]
    assert whole(got) == SECOND


def test_old_versions_are_found_on_demand_only(
    two: Document, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.colleague)
    assert "Conduite" not in body(client.get("/recherche/?q=lendemain"))
    page = body(client.get(f"{two.get_absolute_url()}versions/"))
    assert page.index("Version 2") < page.index("Version 1")
    assert "L’heure de la mesure." in page
    assert "Reprendre" not in page
    old = client.get(f"{two.get_absolute_url()}versions/1/")
    assert whole(old) == FIRST
    assert sign_in(people.outsider).get(old.request["PATH_INFO"]).status_code == 404
    assert client.get(f"{two.get_absolute_url()}versions/9/").status_code == 404


def test_the_list_costs_the_same_for_many(
    two: Document,
    people: People,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    client = sign_in(people.member)
    address = f"{two.get_absolute_url()}versions/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Version.objects.bulk_create(
        Version(document=two, number=n, name="a.txt", size=1, door="through")
        for n in range(3, 60)
    )
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_two_versions_side_by_side(
    two: Document, people: People, sign_in: SignIn
) -> None:
    page = body(
        sign_in(people.colleague).get(f"{two.get_absolute_url()}versions/comparer/")
    )
    assert "Ce qui change de la version 1 à la 2" in page
    assert "<ins>" in page
    assert "<del>Rappeler le lendemain.</del>" in page
    assert "<ins>Écrire à l’infirmière.</ins>" in page
    assert page.count("Appeler le médecin traitant.") == 2


@pytest.mark.parametrize("query", ["?de=1&a=1", "?de=x&a=99999999999", "?de=7"])
def test_odd_demands_of_comparison_are_answered(
    query: str, two: Document, people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.colleague)
    address = f"{two.get_absolute_url()}versions/comparer/{query}"
    assert client.get(address, follow=True).status_code == 200


def test_one_version_is_compared_with_nothing(
    add_file: AddFile, people: People, sign_in: SignIn
) -> None:
    document = add_file(FIRST, "conduite.txt")
    answer = sign_in(people.colleague).get(
        f"{document.get_absolute_url()}versions/comparer/", follow=True
    )
    assert "pas deux versions" in body(answer)


def test_a_paragraph_wrapped_elsewhere_is_the_same(two: Document) -> None:
    one, other = two.versions.order_by("number")
    Extract.objects.filter(version=one).update(text="Une longue\nphrase ici.\n\nFin.")
    Extract.objects.filter(version=other).update(text="Une\nlongue phrase\nici. Fin.")
    assert compare(one, other).changes == 0


def test_what_stayed_is_counted_far_from_a_change() -> None:
    old = [(f"Phrase {n}.", 1) for n in range(20)]
    rows = list(folded(list(aligned(old, [*old[:10], ("Autre.", 1), *old[10:]]))))
    assert [row.kind for row in rows] == ["skipped", "same", "come", "same", "skipped"]
    assert (rows[0].count, rows[-1].count) == (9, 9)
    assert isinstance(rows[2], Row)


def test_a_very_long_text_is_cut_and_it_is_said(two: Document) -> None:
    one, other = two.versions.order_by("number")
    long = "\n\n".join(f"Ligne {n}." for n in range(MOST + 50))
    Extract.objects.filter(version=one).update(text=long)
    found = compare(one, other)
    assert found.is_cut


def test_an_old_version_is_taken_again_as_a_new_one(
    two: Document, people: People, sign_in: SignIn, work: Work
) -> None:
    address = f"{two.get_absolute_url()}versions/1/reprendre/"
    assert sign_in(people.colleague).post(address).status_code == 403
    answer = sign_in(people.member).post(address, follow=True)
    assert "La version 1 est reprise" in body(answer)
    work()
    two.refresh_from_db()
    assert two.current
    assert (two.current.number, two.current.note) == (3, "Reprise de la version 1")
    got = sign_in(people.colleague).get(two.url)
    assert whole(got) == FIRST
    again = sign_in(people.member).post(
        f"{two.get_absolute_url()}versions/3/reprendre/", follow=True
    )
    assert "qui est lue aujourd’hui" in body(again)


def test_what_staff_let_through_stays_so_when_taken_again(
    add_file: AddFile,
    people: People,
    replace: Callable[..., None],
    sign_in: SignIn,
    work: Work,
) -> None:
    named = f"Modèle de formulaire, n° {' '.join(groups(SPECIMEN))}."
    document = add_file(named, "conduite.txt", title="Modèle", at_door=True)
    work()
    version = document.versions.get()
    sign_in(people.staff).post(
        f"{document.get_absolute_url()}versions/1/laisser-passer/",
        {"word": "Un modèle."},
    )
    replace(document, people.member, SECOND)
    sign_in(people.member).post(f"{document.get_absolute_url()}versions/1/reprendre/")
    work()
    document.refresh_from_db()
    assert document.current
    assert (document.current.number, document.current.door) == (3, "released")
    assert document.current.sha256 == version.sha256
    assert document.current.release_word == "Un modèle."


def test_an_old_version_is_removed_for_good(
    two: Document,
    people: People,
    sign_in: SignIn,
    django_capture_on_commit_callbacks: Any,
) -> None:
    old = two.versions.get(number=1)
    address = f"{two.get_absolute_url()}versions/1/supprimer/"
    assert sign_in(people.colleague).post(address).status_code == 403
    client = sign_in(people.member)
    assert "pour toujours" in body(client.get(address))
    assert two.versions.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert [v.number for v in two.versions.all()] == [2]
    assert not old.file.storage.exists(str(old.file.name))
    assert JournalEntry.objects.filter(sentence__startswith="version 1").exists()
    current = f"{two.get_absolute_url()}versions/2/supprimer/"
    assert "qui est lue aujourd’hui" in body(client.post(current, follow=True))
    two.refresh_from_db()
    assert two.versions.count() == 1


def test_in_a_frozen_space_no_version_comes_or_goes(
    two: Document, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    type(spaces.ges).objects.filter(pk=spaces.ges.pk).update(state="frozen")
    client = sign_in(people.staff)
    for verb in ("reprendre", "supprimer"):
        answer = client.post(f"{two.get_absolute_url()}versions/1/{verb}/")
        assert answer.status_code == 403
    assert two.versions.count() == 2


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("conduite.txt", "conduite-v2-2026-11-30.txt"),
        ("a.b.pdf", "a.b-v2-2026-11-30.pdf"),
        ("sans", "sans-v2-2026-11-30"),
        ("conduite-v1-2026-01-02.txt", "conduite-v2-2026-11-30.txt"),
    ],
)
def test_the_name_of_the_download(name: str, given: str) -> None:
    assert with_version(name, 2, "2026-11-30") == given
    assert without_version(given) == without_version(name)
