"""People and lines of the journal are found by their words, and nothing is cut."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from members import journal
from members.coming_in import invitations
from members.coming_in.guests import Guest
from members.coming_in.importing import Reader
from members.coming_in.plans import Line
from members.models import Invitation, Member, PeopleFile
from members.spaces.finding import by_line
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
    assert "04800" in line.told  # several communes have it: it asks


@pytest.mark.parametrize("phone", ["04 65 71 00 10", "+41223456789", "0465710010"])
def test_a_whole_number_is_not_told_of(phone: str, people: People) -> None:
    assert planned(people, phone=phone).says == []


def test_a_number_too_short_is_still_refused(people: People) -> None:
    assert planned(people, phone="46571001").action == Line.ERROR


def planned(people: People, **cells: str) -> Line:
    file = PeopleFile(name="a.csv", by=people.staff, choices={})
    row = {"email": "zoe.l@test.example", **cells}
    return Reader(file, [(2, row)]).plan().lines[0]


ADD = "/espaces/sorties/personnes/ajouter/"


def test_a_list_of_names_is_read_to_the_last(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    names = [f"Personne Inconnue{number} Absente" for number in range(150)]
    given = "\n".join([*names, "Marc Thévenet"])
    page = sign_in(people.editor).post(ADD, {"q": given, "chercher": "oui"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "outsider@test.example" in text
    assert "Inconnue149" in text
    assert not Member.objects.filter(
        memberships__space=spaces.group, pk=people.outsider.pk
    ).exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("\n".join(f"Inconnue{n}" for n in range(201)), "vous en donnez 201."),
        ("Marc\n" + "é" * 40_000, "ce texte en a 40\u202f005."),
    ],
)
def test_too_many_names_are_refused_and_all_given_back(
    given: str, says: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    answer = sign_in(people.editor).post(ADD, {"q": given, "chercher": "oui"})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert says in page.get_text()
    box = page.find("textarea", id="find")
    assert box is not None
    assert box.get_text().strip() == given
    assert "maxlength" not in box.attrs  # a browser would cut what is pasted
    assert page.find("input", attrs={"name": "member"}) is None


@pytest.mark.parametrize(
    "given",
    [
        "Marc Thévenet <outsider@test.example>",
        '"THÉVENET, Marc" <Outsider@Test.example>;',
        "THÉVENET, Marc <outsider@test.example>, Claire Morand <member@test.example>",
        "<outsider@test.example>",
        "Un autre nom\t<outsider@test.example>",
    ],
)
def test_an_address_is_read_as_mail_programs_write_it(
    given: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    answer = sign_in(people.editor).post(ADD, {"q": given, "chercher": "oui"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Aucun compte" not in page.get_text()
    found = page.find("input", attrs={"name": "member"})
    assert found is not None
    assert (found["value"], "checked" in found.attrs) == (str(people.outsider.pk), True)


@pytest.mark.parametrize(
    "line", ["Marc Thévenet <outsider@test.example>", "<Outsider@test.example>,"]
)
def test_who_runs_a_new_space_is_read_so_too(line: str, people: People) -> None:
    assert by_line(f"{line}\nClaire Morand") == ([people.outsider, people.member], [])


def test_a_browser_does_not_cut_those_who_run_a_new_space(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    page = BeautifulSoup(client.get("/espaces/nouveau/").content, "html.parser")
    box = page.find("textarea", attrs={"name": "editors"})
    assert box is not None
    assert "maxlength" not in box.attrs
    answer = client.post("/espaces/nouveau/", {"editors": "é" * 4001})
    assert "é" * 4001 in answer.content.decode()
    assert answer.status_code == 422
