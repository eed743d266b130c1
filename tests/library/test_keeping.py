"""A document over the years: looked at again, archived, replaced by another."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from library.keeping import archiving, reviewing
from library.models import Document
from members.models import Space
from members.months import in_months
from members.refusals import Refused
from pages.publishing import reviewing as monthly

TODAY = date.today()


@pytest.fixture
def protocol(add_file, people, category):
    category.review_months = 24
    category.save()
    return add_file(
        "Prévenir le cabinet la veille de la sortie.", "a.txt", title="Protocole"
    )


def late(document, days=1):
    day = timezone.localdate() - timedelta(days=days)
    Document.objects.filter(pk=document.pk).update(review_on=day)
    document.refresh_from_db()


def address(name, document):
    return reverse(f"library:{name}", args=[document.pk])


def test_a_document_is_to_be_looked_at_again_as_its_category_says(
    protocol, add_file, category
):
    assert protocol.review_on == in_months(timezone.localdate(), 24)
    assert protocol.verified_on is None
    category.review_months = None
    category.save()
    other = add_file("Autre", "b.txt", title="Compte rendu")
    assert (other.review_on, other.review_months) == (None, None)


def test_who_may_not_change_his_own_any_more_is_not_asked(protocol, people, sign_in):
    late(protocol)
    assert people.member in reviewing.by_person()
    assert reviewing.due_for(people.member, TODAY).exists()
    Space.objects.filter(pk=protocol.space_id).update(contribution="propose")
    assert people.member not in reviewing.by_person()
    assert not reviewing.due_for(people.member, TODAY).exists()
    answer = sign_in(people.member).post(address("confirm", protocol))
    assert answer.status_code == 403


def test_its_rhythm_is_chosen_and_its_date_follows(protocol, people, sign_in):
    given = {
        "title": protocol.title,
        "category": protocol.category_id,
        "space": protocol.space_id,
        "review_months": "6",
    }
    sign_in(people.staff).post(address("edit", protocol), given)
    protocol.refresh_from_db()
    assert protocol.review_on == in_months(timezone.localdate(), 6)
    given["review_months"] = ""
    sign_in(people.staff).post(address("edit", protocol), given)
    protocol.refresh_from_db()
    assert (protocol.review_on, protocol.review_months) == (None, None)


def test_past_its_date_readers_are_warned_and_a_click_says_it_holds(
    protocol, people, sign_in
):
    reader, staff = sign_in(people.colleague), sign_in(people.staff)
    assert "À vérifier avant" not in reader.get(protocol.get_absolute_url()).text
    late(protocol)
    page = reader.get(protocol.get_absolute_url()).text
    assert "À vérifier avant de s’en servir" in page
    assert "Toujours valable" not in page
    assert reader.post(address("confirm", protocol)).status_code == 403
    assert "Toujours valable" in staff.get(protocol.get_absolute_url()).text
    staff.post(address("confirm", protocol))
    protocol.refresh_from_db()
    assert protocol.verified_on == timezone.localdate()
    assert protocol.review_on == in_months(timezone.localdate(), 24)
    page = reader.get(protocol.get_absolute_url()).text
    assert "À vérifier avant" not in page
    assert "<dt>Vérifié</dt>" in page


def test_one_mail_a_month_says_it_and_its_link_confirms(
    protocol, people, sign_in, client, work
):
    late(protocol)
    mail.outbox.clear()
    assert monthly.remind() >= 1
    assert monthly.remind() == 0
    work()
    letters = [one for one in mail.outbox if "Protocole" in one.body]
    assert [one.to for one in letters] == [[people.member.email]]
    assert "Protocole\u202f» est à revoir" in letters[0].subject
    path = next(
        word for word in letters[0].body.split() if "/bibliotheque/relecture/" in word
    ).partition("localhost:8000")[2]
    assert "Oui, toujours valable" in client.get(path).text
    protocol.refresh_from_db()
    assert protocol.verified_on is None  # to open the link confirms nothing
    assert "est vérifié aujourd’hui" in client.post(path).text
    protocol.refresh_from_db()
    assert protocol.verified_on == timezone.localdate()
    assert "C’est déjà fait" in client.get(path).text


def test_who_keeps_the_space_is_told_when_its_author_is_gone(protocol, people):
    late(protocol)
    people.member.is_active = False
    people.member.save()
    told = reviewing.by_person()
    assert told
    assert people.member not in told


def test_a_link_of_another_time_or_altered_is_over(protocol, people, client):
    token = monthly.token_of(people.staff, protocol, reviewing.SALT)
    path = reverse("library:confirm_by_mail", args=[token])
    assert client.get(path).status_code == 200
    assert client.get(path[:-2] + "x/").status_code == 410
    for who in (people.colleague, people.outsider):
        token = monthly.token_of(who, protocol, reviewing.SALT)
        path = reverse("library:confirm_by_mail", args=[token])
        assert client.get(path).status_code == 410
        assert client.post(path).status_code == 410
    protocol.refresh_from_db()
    assert protocol.verified_on is None


def test_it_waits_on_the_page_of_who_answers_for_it(protocol, people, sign_in):
    late(protocol)
    assert "Protocole" in sign_in(people.staff).get("/mon-espace/").text
    assert f'action="{address("confirm", protocol)}"' in (
        sign_in(people.staff).get("/mon-espace/").text
    )
    assert address("confirm", protocol) not in (
        sign_in(people.colleague).get("/mon-espace/").text
    )


def test_what_is_archived_says_so_in_its_list_in_search_and_on_its_page(
    protocol, add_file, people, sign_in, work
):
    new = add_file("Prévenir le cabinet deux jours avant.", "n.txt", title="Nouveau")
    work()
    staff, reader = sign_in(people.staff), sign_in(people.colleague)
    assert "Archiver…" in staff.get(protocol.get_absolute_url()).text
    assert "Archiver…" not in reader.get(protocol.get_absolute_url()).text
    named = f"Nouveau (n°\u202f{new.pk})"
    assert named in staff.get(address("archive", protocol)).text
    given = {"word": "La procédure a changé.", "superseded_by": named}
    assert reader.post(address("archive", protocol), given).status_code == 403
    staff.post(address("archive", protocol), given)
    work()
    page = reader.get(protocol.get_absolute_url()).text
    assert "Ce document a été remplacé" in page
    assert "La procédure a changé." in page
    assert f'<a href="{new.get_absolute_url()}">Nouveau</a>' in page
    assert reader.get(protocol.url).status_code == 200
    everything = reader.get("/bibliotheque/").text
    assert protocol.get_absolute_url() not in everything
    archives = reader.get("/bibliotheque/?archives=on").text
    assert protocol.get_absolute_url() in archives
    assert new.get_absolute_url() not in archives
    assert "Remplacé" in archives
    found = reader.get("/recherche/?q=prévenir+cabinet").text
    assert found.index(new.get_absolute_url()) < found.index(
        protocol.get_absolute_url()
    )
    assert "Remplacé" in found


def test_it_is_taken_out_of_the_archives(protocol, people, sign_in, work):
    archiving.archive(people.staff, protocol, "Trop tôt")
    staff = sign_in(people.staff)
    assert "Remettre en service" in staff.get(protocol.get_absolute_url()).text
    colleague = sign_in(people.colleague)
    assert colleague.post(address("take_out", protocol)).status_code == 403
    staff.post(address("take_out", protocol))
    protocol.refresh_from_db()
    assert protocol.status == "published"
    assert (protocol.archived_at, protocol.archive_word) == (None, "")
    assert protocol.get_absolute_url() in staff.get("/bibliotheque/").text
    answer = staff.post(address("take_out", protocol))
    assert answer.status_code == 403
    assert "n’est pas archivé" in answer.text


@pytest.mark.parametrize(
    "given", ["n’importe quoi", "999999", "http://localhost/bibliotheque/999999/"]
)
def test_what_replaces_it_must_be_seen(given, protocol, people, sign_in):
    answer = sign_in(people.staff).post(
        address("archive", protocol), {"superseded_by": given, "word": "Mon mot"}
    )
    assert answer.status_code == 422
    assert "n’est pas trouvé" in answer.text
    assert "Mon mot" in answer.text
    protocol.refresh_from_db()
    assert protocol.status == "published"


def test_nothing_replaces_itself_nor_is_archived_twice(protocol, add_file, people):
    with pytest.raises(Refused):
        archiving.archive(people.staff, protocol, superseded_by=protocol)
    other = add_file("Autre texte.", "o.txt", title="Autre")
    archiving.archive(people.staff, other)
    other.refresh_from_db()
    with pytest.raises(Refused):
        archiving.archive(people.staff, protocol, superseded_by=other)
    with pytest.raises(Refused):
        archiving.archive(people.staff, other)


def test_a_chain_leads_to_the_last_and_a_ring_ends(protocol, add_file, people, sign_in):
    second = add_file("Deuxième.", "2.txt", title="Deuxième")
    third = add_file("Troisième.", "3.txt", title="Troisième")
    archiving.archive(people.staff, protocol, superseded_by=second)
    archiving.archive(people.staff, second, superseded_by=third)
    reader = sign_in(people.colleague)
    page = reader.get(protocol.get_absolute_url()).text
    assert f'<a href="{third.get_absolute_url()}">Troisième</a>' in page
    Document.objects.filter(pk=third.pk).update(
        status="archived", superseded_by=protocol
    )
    assert reader.get(protocol.get_absolute_url()).status_code == 200


def test_what_replaces_it_is_named_to_those_only_who_see_it(
    protocol, add_file, people, spaces, sign_in
):
    Space.objects.filter(pk=protocol.space_id).update(
        visibility=Space.Visibility.PUBLIC
    )
    hidden = add_file("Secret.", "s.txt", title="Très secret", space=spaces.group)
    Document.objects.filter(pk=protocol.pk).update(
        status="archived", archived_at=timezone.now(), superseded_by=hidden
    )
    for who in (people.colleague, people.outsider, None):
        page = sign_in(who).get(protocol.get_absolute_url()).text
        assert "Très secret" not in page


def test_archived_documents_ask_for_nothing_and_are_not_told_as_new(protocol, people):
    late(protocol)
    archiving.archive(people.staff, protocol)
    assert not reviewing.due(TODAY).exists()
    assert not Document.objects.in_use().filter(pk=protocol.pk).exists()


def test_in_a_frozen_space_nothing_changes(protocol, people, sign_in):
    Space.objects.filter(pk=protocol.space_id).update(state="frozen")
    staff = sign_in(people.staff)
    for name in ("archive", "confirm", "take_out"):
        answer = staff.post(address(name, protocol), {"word": "Mon mot"})
        assert answer.status_code == 403
    late(protocol)
    assert not reviewing.due(TODAY).exists()


def test_the_link_of_the_mail_says_that_it_is_archived_since(
    protocol, people, client, sign_in
):
    late(protocol)
    token = monthly.token_of(people.member, protocol, reviewing.SALT)
    path = reverse("library:confirm_by_mail", args=[token])
    archiving.archive(people.staff, protocol)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 200
        assert "Ce document est archivé" in answer.text
        assert "aujourd’hui" in answer.text
        assert f'href="{protocol.get_absolute_url()}"' in answer.text
        assert people.staff.get_full_name() not in answer.text  # no sign-in yet
    assert people.staff.get_full_name() in sign_in(people.member).get(path).text
    protocol.refresh_from_db()
    assert protocol.verified_on is None
    his = monthly.token_of(people.staff, protocol, reviewing.SALT)
    own = client.get(reverse("library:confirm_by_mail", args=[his])).text
    assert "par vous" in own
    other = monthly.token_of(people.outsider, protocol, reviewing.SALT)
    path = reverse("library:confirm_by_mail", args=[other])
    assert client.get(path).status_code == 410


@pytest.fixture
def staff(people, sign_in):
    return sign_in(people.staff)


def replacing(staff, document, given):
    answer = staff.post(address("archive", document), {"superseded_by": given})
    document.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("https://ailleurs.example/bibliotheque/{other}/", "autre site (ailleurs"),
        ("www.ailleurs.example/bibliotheque/{other}/", "autre site (www.ailleurs"),
        ("ailleurs.example/bibliotheque/{other}/", "autre site (ailleurs"),
        ("http://localhost/glossaire/", "pas celle d’un document"),
        ("/glossaire/", "pas celle d’un document"),
        ("http://[", "n’est pas trouvé"),
        ("Protocole", "C’est ce document lui-même"),
        ("protocole ", "C’est ce document lui-même"),
        ("{own}", "C’est ce document lui-même"),
        ("http://localhost/bibliotheque/{own}/", "C’est ce document lui-même"),
        ("Deux", "Plusieurs documents ont ce titre"),
    ],
)
def test_what_cannot_replace_it_is_refused_with_the_reason(
    given, says, protocol, add_file, staff
):
    other = add_file("Autre", "o.txt", title="Autre")
    for number in (1, 2):
        add_file(f"Deux {number}", f"{number}.txt", title="Deux")
    answer = replacing(staff, protocol, given.format(other=other.pk, own=protocol.pk))
    assert answer.status_code == 422
    assert says in answer.text
    assert protocol.status == "published"


@pytest.mark.parametrize(
    "given",
    [
        "Arrêté n° 12",
        "arrêté N° 12",
        "{pk}",
        "n°\u202f{pk}",
        "/bibliotheque/{pk}/",
        "localhost/bibliotheque/{pk}/?page=3#passage-1",
        "http://localhost:8000/bibliotheque/{pk}/",
        "http://localhost/fichiers/{pk}/a.txt",
    ],
)
def test_a_title_a_number_and_an_address_of_ours_name_it(
    given, protocol, add_file, staff
):
    new = add_file("Autre", "o.txt", title="Arrêté n° 12")
    answer = replacing(staff, protocol, given.format(pk=new.pk))
    assert answer.status_code == 302
    assert protocol.superseded_by_id == new.pk


def test_of_one_title_the_one_that_is_followed_replaces(
    protocol, add_file, people, staff
):
    gone = add_file("Deux 1", "1.txt", title="Deux")
    archiving.archive(people.staff, gone)
    new = add_file("Deux 2", "2.txt", title="Deux")
    assert replacing(staff, protocol, "deux").status_code == 302
    assert protocol.superseded_by_id == new.pk
