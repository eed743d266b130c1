"""Documents gathered from the lists: downloaded, moved, filed, sent together."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from library import selection
from library.models import Document, Protocol
from library.protocols import copies
from members.models import JournalEntry, Space
from pages.models import ThemePage
from tests.library.samples import pdf


def at(name):
    return reverse(f"library:selection{name}")


@pytest.fixture
def documents(add_file, people):
    return [
        add_file("Un", "a.txt", title="Compte rendu"),
        add_file("Deux", "b.txt", title="Annuaire"),
    ]


def gather(client, *documents, **more):
    keys = [document.pk for document in documents]
    return client.post(at("_add"), {"document": keys, **more}, follow=True)


def test_what_is_ticked_in_a_list_is_gathered(documents, people, sign_in):
    reader = sign_in(people.colleague)
    every = reverse("library:documents")
    page = reader.get(f"{every}?q=1&categorie=").text
    assert page.count('name="document"') == 2
    answer = gather(reader, documents[0], retour=f"{every}?tri=titre")
    assert "C’est dans votre sélection\u202f: 1 document." in answer.text
    assert answer.redirect_chain[-1][0] == f"{every}?tri=titre"
    assert "déjà dans" in gather(reader, documents[0]).text
    assert "2 documents" in gather(reader, *documents).text
    page = reader.get(at("")).text
    assert page.index("Annuaire") < page.index("Compte rendu")
    assert "http://localhost:8000" + documents[0].get_absolute_url() in page
    reader.post(at("_remove"), {"document": documents[0].pk})
    assert "Compte rendu" not in reader.get(at("")).text
    answer = reader.post(at("_remove"), follow=True)
    assert "Rien n’est sélectionné" in answer.text


def test_nothing_ticked_and_an_address_elsewhere_are_told(documents, people, sign_in):
    reader = sign_in(people.colleague)
    assert "Cochez d’abord" in gather(reader).text
    answer = gather(reader, documents[0], retour="https://ailleurs.example/")
    assert answer.redirect_chain[-1][0] == reverse("library:documents")
    for odd in ("abc", "-1", "99999999999999999999"):
        assert reader.post(at("_add"), {"document": odd}).status_code == 302


def test_what_one_does_not_see_is_not_gathered_nor_kept(
    documents, people, spaces, sign_in
):
    outside = sign_in(people.outsider)
    gather(outside, *documents)
    assert "Rien n’est sélectionné" in outside.get(at("")).text
    reader = sign_in(people.colleague)
    gather(reader, *documents)
    people.colleague.memberships.filter(space=spaces.ges).delete()
    assert "Compte rendu" not in reader.get(at("")).text
    assert reader.get(at("_zip")).status_code == 302


def test_it_holds_two_hundred(documents, people, sign_in, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 1)
    reader = sign_in(people.colleague)
    assert "pleine" in gather(reader, *documents).text
    assert "Rien n’est sélectionné" in reader.get(at("")).text


def unzipped(answer):
    assert answer.status_code == 200
    whole = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_all_of_it_comes_in_one_zip(documents, add_file, people, sign_in, work):
    protocol = add_file(pdf("Agir"), "p.pdf", title="Protocole")
    Protocol.objects.create(document=protocol)
    copies.ask(protocol)
    work()
    same = add_file("Trois", "a.txt", title="Autre")
    Document.objects.filter(pk=same.pk).update(folder="Soins/Été")
    twin = add_file("Quatre", "a.txt", title="Encore")
    reader = sign_in(people.colleague)
    gather(reader, *documents, protocol, same, twin)
    answer = reader.get(at("_zip"))
    assert answer["Content-Type"] == "application/zip"
    assert "attachment" in answer["Content-Disposition"]
    found = unzipped(answer)
    day = f"{timezone.localdate(documents[0].current.added_at):%Y-%m-%d}"
    assert found[f"GES/a-v1-{day}.txt"] == b"Un"
    assert found[f"GES/a-v1-{day} (2).txt"] == b"Quatre"
    assert found[f"GES/Soins/Été/a-v1-{day}.txt"] == b"Trois"
    marked = found[f"GES/p-v1-{day}.pdf"]
    assert marked == protocol.current.stamped.file.open().read()
    told = JournalEntry.objects.filter(kind="download", by=people.colleague)
    assert told.count() == 5


def test_a_file_that_was_lost_is_named_and_the_rest_comes(documents, people, sign_in):
    file = documents[0].current.file
    file.storage.delete(file.name)
    reader = sign_in(people.colleague)
    gather(reader, *documents)
    found = unzipped(reader.get(at("_zip")))
    assert len(found) == 2
    assert "a-v1" in found["fichiers-manquants.txt"].decode()


def test_too_much_for_one_zip_is_told(documents, people, sign_in, monkeypatch):
    monkeypatch.setattr(selection, "LARGEST", 1)
    reader = sign_in(people.colleague)
    gather(reader, *documents)
    answer = reader.get(at("_zip"), follow=True)
    assert "en deux fois" in answer.text


def test_they_are_moved_together_and_what_may_not_move_is_told(
    documents, people, spaces, sign_in
):
    mine, other = documents
    Document.objects.filter(pk=other.pk).update(uploaded_by_user=people.staff)
    client = sign_in(people.member)
    gather(client, *documents)
    answer = client.post(
        at("_move"), {"space": spaces.ges.pk, "folder": "Soins / Suivi"}, follow=True
    )
    assert "1 document déplacé." in answer.text
    assert "Annuaire\u202f» n’a pas changé" in answer.text
    mine.refresh_from_db()
    assert mine.folder == "Soins/Suivi"
    answer = client.post(at("_move"), {"space": spaces.group.pk}, follow=True)
    mine.refresh_from_db()
    assert mine.space == spaces.group
    assert mine.is_proposed  # there he only proposes


@pytest.mark.parametrize("given", [{}, {"space": "999"}, {"folder": "a/" * 9}])
def test_a_wrong_place_is_told(documents, people, spaces, sign_in, given):
    client = sign_in(people.member)
    gather(client, *documents)
    answer = client.post(at("_move"), given)
    assert answer.status_code == 422
    assert "Compte rendu" in answer.text


def test_nothing_moves_out_of_a_closed_space_nor_twice_the_same_file(
    documents, add_file, people, spaces, sign_in
):
    staff = sign_in(people.staff)
    add_file("Un", "z.txt", title="Jumeau", space=spaces.group, by=people.staff)
    gather(staff, *documents)
    answer = staff.post(at("_move"), {"space": spaces.group.pk}, follow=True)
    assert "ce fichier y est déjà, sous le titre" in answer.text
    assert "1 document déplacé." in answer.text
    Space.objects.filter(pk=spaces.ges.pk).update(state=Space.State.FROZEN)
    answer = staff.post(at("_move"), {"space": spaces.group.pk}, follow=True)
    assert "son espace est fermé" in answer.text


def test_themes_are_added_to_those_that_each_has(documents, people, spaces, sign_in):
    front = Page.objects.get(depth=2)
    themes = [
        front.add_child(instance=ThemePage(title=t, slug=t, space=spaces.ges))
        for t in ("chute", "sommeil")
    ]
    documents[0].themes.add(themes[0])
    staff = sign_in(people.staff)
    gather(staff, *documents)
    assert staff.post(at("_mark")).status_code == 422
    answer = staff.post(at("_mark"), {"themes": [themes[1].pk]}, follow=True)
    assert "2 documents rangés." in answer.text
    assert set(documents[0].themes.all()) == set(themes)
    assert list(documents[1].themes.all()) == [themes[1]]
