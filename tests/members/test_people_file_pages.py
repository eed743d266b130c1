"""A CSV file of people: what its pages tell, before and after, and to whom."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.french import of
from members.models import (
    Invitation,
    Member,
    Membership,
    PeopleFile,
    Practice,
    Space,
)
from tests.members.test_people_lists import do, give
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


@pytest.fixture
def as_staff(people: People, spaces: Spaces, sign_in: SignIn) -> Client:
    return sign_in(people.staff)


def line_of(email: str) -> dict[str, Any]:
    lines = PeopleFile.objects.latest("pk").report["lines"]
    return next(line for line in lines if line["email"] == email)


def in_a_month() -> str:
    return f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}"


def test_each_line_shows_what_was_understood(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    text = (
        "mail;nom;prénom;profession;commune;code postal;espaces;niveau;rôle;jusqu’au\n"
        "zoe@x.fr;Mérieux;Zoé;kiné;Lapalisse;03120;GES|sorties;lecture;occasionnel;"
        f"{in_a_month()}\n"
    )
    page = give(sign_in(people.staff), text)
    for part in (
        "Zoé Mérieux",
        "Masseur-kinésithérapeute, masseuse-kinésithérapeute · Lapalisse",
        "membre occasionnel",
        f"GES (lit, jusqu’au {in_a_month()})",
        f"Sorties d’hôpital (lit, jusqu’au {in_a_month()})",
    ):
        assert part in page, part


def test_the_level_is_chosen_for_all_and_said_by_a_line(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.staff)
    text = (
        "mail;espaces;niveau\na@x.fr;GES;\nb@x.fr;GES;contribution\nc@x.fr;GES;chef\n"
    )
    page = give(browser, text, level="reader")
    assert "Niveau inconnu" in page
    do(browser)
    work()
    assert Invitation.objects.get(email="a@x.fr").places.get().role == "reader"
    assert Invitation.objects.get(email="b@x.fr").places.get().role == "contributor"


def test_what_cannot_be_done_is_an_error_of_its_line(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    Member.objects.filter(pk=people.colleague.pk).update(is_active=False)
    Space.objects.filter(pk=spaces.every_member.pk).update(state="frozen")
    browser = sign_in(people.staff)
    text = "mail;nom;espaces\n" + "".join(
        f"{line}\n"
        for line in (
            f"{people.colleague.email};Aubert;GES",
            "a@x.fr;A;Santé de l’enfant",
            "b@x.fr;B;Public",
            f"c@x.fr;{'C' * 101};",
            f"{people.occasional.email};;GES",
            "bonne@x.fr;D;GES",
        )
    )
    page = give(browser, text, update_existing="on")
    assert "5 en erreur" in page
    assert f"Le compte {of(people.colleague.email)} est fermé" in strip_tags(page)
    assert "est figé" in page
    assert "Espace inconnu" not in page
    assert "On n’invite pas dans" in page
    assert "plus de 100 caractères" in page
    assert "est membre occasionnel" in page
    do(browser)
    work()
    assert PeopleFile.objects.get().state == "done"
    assert [m.to for m in mail.outbox] == [["bonne@x.fr"]]


def test_a_space_frozen_in_between_stops_its_lines_alone(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.staff)
    give(browser, "mail;espaces\na@x.fr;GES\nb@x.fr;sorties\n")
    Space.objects.filter(pk=spaces.ges.pk).update(state="frozen")
    do(browser)
    work()
    assert line_of("a@x.fr")["action"] == "error"
    assert Invitation.objects.get().email == "b@x.fr"


def test_an_occasional_account_takes_the_end_of_its_line(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.staff)
    text = f"mail;espaces;jusqu’au\n{people.occasional.email};GES;{in_a_month()}\n"
    give(browser, text, update_existing="on")
    do(browser)
    work()
    place = Membership.objects.get(member=people.occasional, space=spaces.ges)
    assert f"{place.ends_on:%d/%m/%Y}" == in_a_month()


def test_the_errors_are_corrected_and_given_again(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    text = (
        "Adresse mail;Nom;Téléphone;Espaces;Note\n"
        "a@x.fr;=1+1;+33465710012;Lune;à rappeler\n"
        "b@x.fr;Pradel;;GES;\n"
        '"c@x.fr";"Pradel";;Lune;"Deux\nlignes"\n'
    )
    give(browser, text)
    file = PeopleFile.objects.get()
    answer = browser.get(f"/invitations/fichier/{file.pk}/a-corriger.csv")
    assert "attachment" in answer["Content-Disposition"]
    made = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made), delimiter=";"))
    assert rows[0] == [
        "Adresse mail",
        "Nom",
        "Téléphone",
        "Espaces",
        "Note",
        "Ce qui ne va pas",
    ]
    assert rows[1][:3] == ["a@x.fr", "'=1+1", "'+33465710012"]
    assert "Espace inconnu" in rows[1][-1]
    assert [row[0] for row in rows[1:]] == ["a@x.fr", "c@x.fr"]

    give(browser, made.replace("Lune", "GES"))
    assert "error" not in PeopleFile.objects.latest("pk").report["counts"]
    assert line_of("a@x.fr")["name"] == "=1+1"
    again = PeopleFile.objects.latest("pk")
    nothing = browser.get(f"/invitations/fichier/{again.pk}/a-corriger.csv")
    assert nothing.status_code == 404


@pytest.mark.parametrize("who", ["staff", "editor"])
def test_the_model_is_read_as_it_is(
    who: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    person = people.all()[who]
    browser = sign_in(person)
    page = browser.get("/invitations/fichier/").content.decode()
    assert "/invitations/fichier/modele.csv" in page
    assert "Sage-femme" in page
    model = browser.get("/invitations/fichier/modele.csv").content
    role = "permanent" if who == "staff" else "occasional"
    give(browser, model, role=role)
    assert PeopleFile.objects.get().report["counts"] == {"invite": 2}


def test_a_second_file_leaves_the_first(people: People, sign_in: SignIn) -> None:
    browser = sign_in(people.staff)
    give(browser, "mail\na@x.fr\n")
    first = PeopleFile.objects.get()
    give(browser, "mail\nb@x.fr\n")
    page = browser.get(f"/invitations/fichier/{first.pk}/")
    assert page.status_code == 200
    assert (
        f"/invitations/fichier/{first.pk}/"
        in browser.get("/invitations/fichier/").content.decode()
    )


def test_once_done_the_page_says_so_in_the_past(
    people: People, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.staff)
    give(browser, "mail\n" + "".join(f"p{n}@x.fr\n" for n in range(120)))
    do(browser)
    work()
    path = f"/invitations/fichier/{PeopleFile.objects.get().pk}/"
    page = browser.get(path).content.decode()
    assert "Ce qui a été fait" in page
    assert "120 invités" in page
    assert "à inviter" not in page
    assert "Ce qui est prévu" not in page


def test_all_lines_are_read_page_by_page_for_the_same_price(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)

    def cost(count: int) -> int:
        give(
            browser,
            "mail;espaces\n" + "".join(f"p{n}@x.fr;GES\n" for n in range(count)),
        )
        path = f"/invitations/fichier/{PeopleFile.objects.latest('pk').pk}/"
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        return len(asked)

    assert cost(3) == cost(450)
    path = f"/invitations/fichier/{PeopleFile.objects.latest('pk').pk}/"
    last = browser.get(f"{path}?page=5").content.decode()
    assert "p449@x.fr" in strip_tags(last)
    only = browser.get(f"{path}?quoi=invite&page=2").content.decode()
    assert "quoi=invite&amp;page=3" in only


def test_an_editor_gives_a_file_for_occasional_members_of_his_spaces(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.editor)
    day = in_a_month()
    text = "mail;rpps;espaces;rôle;jusqu’au\n" + (
        f"a@x.fr;10001234560;Sorties d’hôpital;;{day}\n"
        f"b@x.fr;;GES;;{day}\n"
        f"c@x.fr;;Sorties d’hôpital;permanent;{day}\n"
    )
    page = give(browser, text, role="occasional")
    assert "2 en erreur" in page
    assert "que vous n’animez pas" in page
    assert "Seule l’équipe du Pays" in page
    assert "RPPS laissé de côté" in page
    do(browser)
    work()
    made = Invitation.objects.get()
    assert (made.email, made.role, made.rpps) == ("a@x.fr", "occasional", "")
    assert made.places.get().space == spaces.group


def test_an_editor_adds_accounts_to_his_spaces_and_changes_no_card(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.editor)
    email = people.outsider.email
    text = (
        "mail;nom;profession;téléphone;commune;espaces;jusqu’au\n"
        f"{email};Autre;Sage-femme;0465710012;Lapalisse;sorties;{in_a_month()}\n"
    )
    give(browser, text, role="occasional", update_existing="on")
    do(browser)
    work()
    people.outsider.refresh_from_db()
    assert people.outsider.last_name == "Thévenet"
    assert people.outsider.phone == ""
    assert not people.outsider.professions.exists()
    assert not Practice.objects.filter(member=people.outsider).exists()
    place = Membership.objects.get(member=people.outsider, space=spaces.group)
    assert f"{place.ends_on:%d/%m/%Y}" == in_a_month()


def test_an_editor_completes_the_invitation_of_another_by_a_file(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    invitations.invite(people.staff, [(Guest("a@x.fr", "A"), [Place(spaces.ges)])])
    work()
    browser = sign_in(people.editor)
    text = f"mail;prénom;espaces;jusqu’au\na@x.fr;B;sorties;{in_a_month()}\n"
    page = give(browser, text, role="occasional")
    assert "Déjà invitée par Sylvie Barge" in page
    assert "1 déjà invité, espaces à ajouter" in page
    mail.outbox.clear()
    do(browser)
    work()
    made = Invitation.objects.get()
    assert (made.first_name, made.role) == ("A", "permanent")
    assert {p.space for p in made.places.all()} == {spaces.ges, spaces.group}
    assert mail.outbox == []


def test_a_file_is_for_who_gave_it(people: People, sign_in: SignIn) -> None:
    give(sign_in(people.staff), "mail;espaces\na@x.fr;Lune\n")
    path = f"/invitations/fichier/{PeopleFile.objects.get().pk}/"
    for who in (people.editor, people.admin):
        other = sign_in(who)
        assert other.get(path).status_code == 404
        assert other.get(f"{path}a-corriger.csv").status_code == 404
        assert other.post(f"{path}faire/").status_code == 404


def test_cells_beyond_the_titles_are_given_back_and_refused_again(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    give(browser, "mail;espaces;note\na@x.fr;GES;Vichy;Moulins;x\nb@x.fr;Lune\n")
    file = PeopleFile.objects.latest("pk")
    answer = browser.get(f"/invitations/fichier/{file.pk}/a-corriger.csv")
    made = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(made), delimiter=";"))
    assert rows[0] == ["mail", "espaces", "note", "Ce qui ne va pas"]
    assert [*rows[1][:3], *rows[1][4:]] == ["a@x.fr", "GES", "Vichy", "Moulins", "x"]
    give(browser, made)
    assert line_of("a@x.fr")["action"] == "error"
    assert "Moulins" in line_of("a@x.fr")["says"]


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ("occasionnel", "permanent", "Les dates de fin d’avant tombent."),
        ("permanent", "occasionnel", "ont désormais une date de fin."),
    ],
)
def test_the_report_tells_that_an_invitation_changes_kind(
    before: str,
    now: str,
    says: str,
    as_staff: Client,
    work: Work,
) -> None:
    end = {"occasionnel": in_a_month(), "permanent": ""}
    titles = "mail;espaces;rôle;jusqu’au\n"
    give(as_staff, f"{titles}a@x.fr;GES|sorties;{before};{end[before]}\n")
    do(as_staff)
    work()
    give(as_staff, f"{titles}a@x.fr;GES;{now};{end[now]}\n")
    line = line_of("a@x.fr")
    assert f"Était invitée comme membre {before}, l’est comme membre {now}." in str(
        line["says"]
    )
    assert says in line["says"]
    mail.outbox.clear()
    do(as_staff)
    work()
    ends = {place.ends_on for place in Invitation.objects.get().places.all()}
    assert (None in ends) is (now == "permanent")
    assert len(ends) == 1
    assert f"membre {now}" in mail.outbox[-1].body
    told = mail.outbox[-1].body.partition("Le lien")[0]
    assert ("jusqu’au" in told) is (now == "occasionnel")


def test_what_a_file_changes_in_an_invitation_that_waits_is_told_before(
    people: People, sign_in: SignIn, work: Work
) -> None:
    browser = sign_in(people.staff)
    head = "mail;prénom;commune;code postal;téléphone\n"
    give(browser, f"{head}a@x.fr;Zoé;Moulins;03000;0465710011\n")
    do(browser)
    work()
    page = give(browser, f"{head}a@x.fr;Zoé;Moulins;35680;0465710011\n")
    told = "L’invitation change : commune Moulins (03000) devient Moulins (35680)."
    assert told in page.replace("\u202f", " ").replace("\u00a0", " ")
    again = give(browser, f"{head}a@x.fr;Zoé;Moulins;03000;0465710011\n")
    assert "L’invitation change" not in again
