"""People and lines of the journal are found by their words, and nothing is cut."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from members import journal
from members.coming_in import invitations
from members.coming_in.guests import Guest
from members.coming_in.importing import Reader
from members.coming_in.plans import Line
from members.models import Invitation, Member, PeopleFile
from tests.members.signing_in.steps import say_again
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Any]


def test_the_copy_of_my_data_says_no_address_of_somebody_else(
    people: People, sign_in: SignIn
) -> None:
    with journal.launched_from("203.0.113.9"):
        for by in (people.staff, None):
            journal.record(journal.Kind.RIGHT, "changé", by=by, about=people.member)
    with journal.launched_from("198.51.100.4"):
        journal.record(journal.Kind.EXPORT, "annuaire", by=people.member)
    browser = sign_in(people.member)
    say_again(browser)
    answer = browser.post("/mes-donnees/copie/")
    data = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    lines = json.loads(data.read("donnees.json"))["journal"]
    assert [line["adresse IP"] for line in lines if line["détail"] == "changé"] == [
        None,
        None,
    ]
    assert "198.51.100.4" in [line["adresse IP"] for line in lines]


@pytest.mark.parametrize(
    "question",
    [
        "helene vauzelle",
        "Vauzelle Hélène",
        "vauzelle@test.example",
        "zoe d'arc",
        "D’ARC œuvre",
        "charte version",
        "helene sorties",
        "hopital zoe charte",
        "d'hôpital vauz",
        "203.0 helene",
        "version 3",
    ],
)
def test_lines_of_the_journal_have_every_word_in_any_column(
    question: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    helene = Member.objects.create(
        email="vauzelle@test.example", first_name="Hélène", last_name="Vauzelle"
    )
    other = Member.objects.create(
        email="zoe@test.example", first_name="Zoé", last_name="d’Arc"
    )
    with journal.launched_from("203.0.113.9"):
        journal.record(
            journal.Kind.CHARTER,
            "accepte la version 3 de la Charte des œuvres",
            by=helene,
            about=other,
            space=spaces.group,
        )
    journal.record_many(journal.Kind.RIGHT, ["charte de Zoé"], by=people.colleague)
    browser = sign_in(people.staff)
    page = browser.get("/journal/", {"q": question}).content.decode()
    assert "Accepte la version 3" in page
    assert "Charte de Zoé" not in page
    none = browser.get("/journal/", {"q": f"{question} introuvable"})
    assert "Accepte la" not in none.content.decode()


def test_lines_that_are_written_many_at_once_are_found_too(
    people: People, sign_in: SignIn
) -> None:
    journal.record_many(journal.Kind.RIGHT, ["écarté"], by=people.colleague)
    page = sign_in(people.staff).get("/journal/?q=aubert+ecarte").content.decode()
    assert "Écarté" in page


@pytest.mark.parametrize(
    "question", ["Zoé Leroy", "Leroy Zoé", "zoe", "LEROY zoe.l@test.example"]
)
def test_invitations_are_found_by_a_whole_name(
    question: str, people: People, sign_in: SignIn
) -> None:
    for first in ("Léa", "Zoé"):  # the second renames the one that waits
        guest = Guest("zoe.l@test.example", first, "Leroy")
        invitations.invite(people.staff, [(guest, [])])
    invitations.invite(people.staff, [(Guest("zo@test.example", "Léo", "Roy"), [])])
    assert Invitation.objects.count() == 2
    page = sign_in(people.staff).get("/invitations/", {"q": question}).content.decode()
    assert "Leroy" in page
    assert "Roy" not in page.replace("Leroy", "")
    assert "Léa" not in page


@pytest.mark.parametrize(
    ("commune", "postcode"), [("Lapalisse", "3120"), ("Lapalisse", "03120")]
)
def test_a_zero_that_a_spreadsheet_took_away_is_put_back_and_told(
    commune: str, postcode: str, people: People
) -> None:
    line = planned(people, commune=commune, postcode=postcode, phone="465710010")
    assert line.guest is not None
    assert line.guest.details["commune_code"] == "03138"
    assert line.guest.details["phone"] == "04 65 71 00 10"
    told = " ".join(line.says)
    assert ("Code postal lu 03120." in told) == (postcode == "3120")
    assert "Téléphone lu 04 65 71 00 10." in told


@pytest.mark.parametrize("where", [{"postcode": "4800"}, {"commune": "4800"}])
def test_a_postcode_alone_without_its_zero_is_read(
    where: dict[str, str], people: People
) -> None:
    line = planned(people, **where)
    assert "Code postal lu 04800." in line.says
    assert "04800" in " ".join(line.says[1:])  # several communes have it: it asks


@pytest.mark.parametrize("phone", ["04 65 71 00 10", "+41223456789", "0465710010"])
def test_a_whole_number_is_not_told_of(phone: str, people: People) -> None:
    assert planned(people, phone=phone).says == []


def test_a_number_too_short_is_still_refused(people: People) -> None:
    assert planned(people, phone="46571001").action == Line.ERROR


def planned(people: People, **cells: str) -> Line:
    file = PeopleFile(name="a.csv", by=people.staff, choices={})
    row = {"email": "zoe.l@test.example", **cells}
    return Reader(file, [(2, row)]).plan().lines[0]
