"""Leaving, the copy of one's data, and the journal."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from library.models import Document
from members import cleaning, journal, leaving
from members.models import JournalEntry, Member, Membership
from members.models.journal import JournalError
from members.spaces.people import leave as leave_space
from tests.conftest import AddFile
from tests.members.signing_in.steps import say_again
from tests.people import PASSWORD, People, Spaces

SignIn = Callable[[Member | None], Any]
Work = Callable[[], None]


def test_what_a_member_published_stays_signed_former_member(
    people: People, add_file: AddFile, sign_in: SignIn
) -> None:
    document = add_file(by=people.member, title="Protocole")
    email = people.member.email
    browser = sign_in(people.member)
    say_again(browser)
    wrong = browser.post(
        "/mes-donnees/quitter/", {"how": "erase", "email": "autre@x.fr"}
    )
    assert wrong.status_code == 422
    gone = browser.post("/mes-donnees/quitter/", {"how": "erase", "email": email})
    assert "Vos données sont effacées" in gone.content.decode()
    assert "_auth_user_id" not in browser.session
    member = Member.objects.get(pk=people.member.pk)
    assert str(member) == "Ancien membre"
    assert not member.is_active
    assert email not in json.dumps(
        {f.name: str(getattr(member, f.name)) for f in Member._meta.concrete_fields}
    )
    assert not Membership.objects.filter(member=member).exists()
    page = sign_in(people.colleague).get(document.get_absolute_url())
    assert "Ancien membre" in page.content.decode()


def test_a_closed_account_is_hidden_and_may_be_opened_again(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    say_again(browser)
    other = sign_in(people.member)
    browser.post(
        "/mes-donnees/quitter/", {"how": "close", "email": people.member.email}
    )
    people.member.refresh_from_db()
    assert (people.member.is_active, people.member.first_name) == (False, "Claire")
    assert Membership.objects.filter(member=people.member).exists()
    assert other.get("/mon-espace/").status_code == 302


@pytest.mark.parametrize(("how", "now"), [("close", "fermé"), ("erase", "effacé")])
def test_who_leaves_is_told_by_one_mail(
    how: str, now: str, people: People, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.member)
    say_again(browser)
    email = people.member.email
    browser.post("/mes-donnees/quitter/", {"how": how, "email": email})
    work()
    (letter,) = [each for each in mail.outbox if each.to == [email]]
    assert f"Votre compte est {now}" in letter.subject
    assert letter.body.startswith("Bonjour Claire")
    assert "Fait par vous" in letter.body
    assert "l’équipe du Pays" in letter.body


@pytest.mark.parametrize("how", ["close", "erase"])
def test_the_last_administrator_does_not_leave(
    how: str, people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.admin)
    say_again(browser)
    answer = browser.post(
        "/mes-donnees/quitter/", {"how": how, "email": people.admin.email}
    )
    assert answer.status_code == 422
    assert "le dernier qui administre" in answer.content.decode()
    people.admin.refresh_from_db()
    assert people.admin.is_active


def test_an_unused_account_is_warned_twice_then_made_anonymous(
    people: People, work: Work
) -> None:
    start = timezone.now()
    Member.objects.exclude(pk=people.former.pk).update(last_login=start)
    Member.objects.filter(pk=people.former.pk).update(
        last_login=start - timedelta(days=731)
    )
    for days, mails, left in [(0, 1, 0), (10, 1, 0), (31, 2, 0), (62, 2, 1)]:
        Member.objects.filter(pk=people.former.pk, warned_at__isnull=False).update(
            warned_at=timezone.now() - timedelta(days=31 if days > 30 else days)
        )
        leaving.look_at_unused()
        work()
        assert len(mail.outbox) == mails, days
        assert Member.objects.filter(anonymised_at__isnull=False).count() == left
    assert "Dernier rappel" in mail.outbox[-1].subject
    assert str(Member.objects.get(pk=people.former.pk)) == "Ancien membre"


def test_who_comes_back_is_not_warned_any_more(people: People, client: Client) -> None:
    Member.objects.filter(pk=people.member.pk).update(warnings=2)
    client.force_login(people.member)
    people.member.refresh_from_db()
    assert people.member.warnings == 0


def test_the_copy_of_my_data_holds_what_is_mine_and_nothing_else(
    people: People, add_file: AddFile, sign_in: SignIn
) -> None:
    people.member.working_days = "12456"
    people.member.save()
    add_file("Mon texte", "mien.txt", by=people.member, title="Le mien")
    add_file("Autre", "sien.txt", by=people.colleague, title="Le sien")
    browser = sign_in(people.member)
    say_again(browser)
    answer = browser.post("/mes-donnees/copie/")
    made = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert made.testzip() is None
    held = json.loads(made.read("donnees.json"))
    assert held["compte"]["adresse mail"] == people.member.email
    moment = timezone.localtime(people.member.date_joined)
    assert held["compte"]["arrivée"] == moment.isoformat(timespec="seconds")
    days = "lundi, mardi, jeudi, vendredi, samedi"
    assert held["fiche de l’annuaire"]["jours de travail"] == days
    assert [d["titre"] for d in held["documents"]["documents"]] == ["Le mien"]
    assert {e["espace"] for e in held["espaces"]["espaces"]} == {
        "GES",
        "Sorties d’hôpital",
    }
    assert "totp" not in str(held["connexion"])  # that it is, not what it holds
    assert held["connexion"]["mot de passe"] is True
    files = [name for name in made.namelist() if name.startswith("fichiers/")]
    assert len(files) == 1
    assert made.read(files[0]) == b"Mon texte"
    assert JournalEntry.objects.filter(kind="export", by=people.member).exists()


def test_who_takes_a_copy_says_again_who_he_is_and_comes_back_to_the_button(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    asked = browser.post("/mes-donnees/copie/", follow=True)
    assert asked.redirect_chain[-1][0] == (
        "/securite/confirmer/?next=%2Fmes-donnees%2Fcopie%2F"
    )
    assert not JournalEntry.objects.filter(kind="export").exists()
    back = browser.post(
        asked.redirect_chain[-1][0],
        {"password": PASSWORD, "next": "/mes-donnees/copie/"},
        follow=True,
    )
    assert back.redirect_chain[-1][0] == "/mes-donnees/"
    assert "C’est bien vous" in back.content.decode()
    assert browser.post("/mes-donnees/copie/")["Content-Type"] == "application/zip"


@pytest.mark.parametrize("how", ["close", "erase"])
def test_nobody_leaves_in_another_s_name_at_a_screen_left_open(
    how: str, people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    given = {"how": how, "email": people.member.email}
    for answer in (
        browser.get("/mes-donnees/quitter/"),
        browser.post("/mes-donnees/quitter/", given),
    ):
        assert answer["Location"].startswith("/securite/confirmer/")
    say_again(browser, "autre chose")
    people.member.refresh_from_db()
    assert people.member.is_active
    say_again(browser)
    assert browser.get("/mes-donnees/quitter/").status_code == 200


def test_the_journal_is_not_changed(people: People) -> None:
    entry = journal.record(journal.Kind.RIGHT, "essai", by=people.staff)
    entry.sentence = "autre"
    with pytest.raises(JournalError):
        entry.save()
    with pytest.raises(JournalError):
        entry.delete()
    with pytest.raises(JournalError):
        JournalEntry.objects.all().delete()
    with pytest.raises(JournalError):
        JournalEntry.objects.update(sentence="autre")
    assert JournalEntry.objects.get().sentence == "essai"


def test_the_journal_is_kept_a_set_time(people: People, settings: object) -> None:
    settings.JOURNAL_DAYS = 30  # type: ignore[attr-defined]
    journal.record(journal.Kind.RIGHT, "récent")
    old = journal.record(journal.Kind.RIGHT, "ancien")
    from django.db.models import QuerySet

    QuerySet(JournalEntry).filter(pk=old.pk).update(
        at=timezone.now() - timedelta(days=31)
    )
    assert cleaning.purge_journal() == 1
    assert JournalEntry.objects.get().sentence == "récent"


def test_lines_say_from_where_a_right_was_changed(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    """Whoever changes it, and by whatever way: none has to remember to say so."""
    sign_in(people.member).post(f"/espaces/{spaces.group.slug}/quitter/")
    line = JournalEntry.objects.get(kind="right", about=people.member)
    assert line.address == "127.0.0.1"
    leave_space(people.editor, spaces.ges)
    line = JournalEntry.objects.get(kind="right", about=people.editor)
    assert line.address is None


def test_a_line_stays_readable_when_the_account_is_gone(people: People) -> None:
    journal.record(journal.Kind.RIGHT, "essai", by=people.former)
    people.former.delete()
    entry = JournalEntry.objects.get()
    assert entry.by is None
    assert entry.by_name == "Luc Pradel <former@test.example>"


def test_downloads_are_in_the_journal_once(
    people: People, add_file: AddFile, sign_in: SignIn
) -> None:
    document = add_file("x" * 5000, by=people.staff, title="Protocole")
    browser = sign_in(people.member)
    b"".join(browser.get(document.url).streaming_content)
    for start in (0, 1000, 2000):
        headers = {"range": f"bytes={start}-{start + 999}"}
        b"".join(browser.get(document.url + "?voir", headers=headers).streaming_content)
    found = JournalEntry.objects.filter(kind="download").order_by("pk")
    assert [entry.sentence.split("\u202f")[0] for entry in found] == [
        "téléchargé",
        "lu",
    ]
    assert all(entry.by == people.member for entry in found)
    sign_in(people.outsider).get(document.url)
    assert found.count() == 2
    assert Document.objects.count() == 1


def test_staff_search_the_journal_and_export_what_they_found(
    people: People, sign_in: SignIn
) -> None:
    journal.record(journal.Kind.RIGHT, "=entre dans le GES", about=people.member)
    journal.record(journal.Kind.SIGN_IN, "connexion", by=people.colleague)
    browser = sign_in(people.staff)
    page = browser.get("/journal/?q=Morand&kind=right").content.decode()
    assert "entre dans le GES" in page
    assert "Lise Aubert" not in page
    answer = browser.get("/journal/export/?q=Morand")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][2] == "'=entre dans le GES"
    assert JournalEntry.objects.filter(kind="export", by=people.staff).exists()


def test_wrong_dates_of_the_journal_are_told(people: People, sign_in: SignIn) -> None:
    page = sign_in(people.staff).get("/journal/?since=hier&page=abc&kind=x")
    assert page.status_code == 200


def test_the_journal_costs_the_same_with_many_lines(
    people: People, sign_in: SignIn
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = sign_in(people.staff)
    journal.record_many(journal.Kind.RIGHT, ["essai"] * 5, by=people.staff)
    browser.get("/journal/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/journal/")
    journal.record_many(journal.Kind.RIGHT, ["essai"] * 5000, by=people.staff)
    with CaptureQueriesContext(connection) as many:
        browser.get("/journal/")
    assert len(many) == len(few)
