"""Someone whose account is closed asks to come back: staff open it again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members import leaving
from members.models import JoinRequest, Member, PeopleFile
from tests.people import People

SignIn = Callable[[Member | None], Client]


@pytest.fixture
def gone(people: People) -> Member:
    leaving.close(people.staff, people.outsider)
    return people.outsider


def demand_of(email: str) -> JoinRequest:
    demand: JoinRequest = JoinRequest.objects.create(
        email=email, first_name="Marc", last_name="Thévenet", why="Je reviens."
    )
    return demand


def address(member: Member) -> str:
    return f"/annuaire/{member.pk}/rouvrir/"


def test_the_queue_tells_it_and_opens_it(
    people: People, gone: Member, sign_in: SignIn, mailoutbox: list[Any], work: Any
) -> None:
    demand = demand_of(gone.email)
    staff = sign_in(people.staff)
    for where in ("/demandes/", f"/demandes/{demand.pk}/accepter/"):
        page = staff.get(where).content.decode()
        assert "Compte fermé le " in page
        assert f'action="{address(gone)}"' in page
        assert "la personne se connecte" not in page
    answer = staff.post(address(gone), {"next": "/demandes/"})
    assert answer["Location"] == "/demandes/"
    gone.refresh_from_db()
    assert gone.is_active
    page = staff.get("/demandes/").content.decode()
    assert "de nouveau ouvert" in page
    assert "Cette adresse a un compte" in page
    work()
    assert any(gone.email in mail.to for mail in mailoutbox)


def test_inviting_tells_it_to_staff_alone(
    people: People, gone: Member, sign_in: SignIn
) -> None:
    given = {"people": gone.email, "role": "permanent", "level": "reader"}
    for who, told in ((people.staff, True), (people.editor, False)):
        page = sign_in(who).post("/invitations/nouvelle/", given).content.decode()
        assert ("Compte fermé le " in page) is told
        assert (address(gone) in page) is told


def test_so_does_the_report_of_a_file(
    people: People, gone: Member, sign_in: SignIn
) -> None:
    lines = [
        {"number": 2, "email": gone.email, "name": "", "action": "error", "says": "x"}
    ]
    report = {"lines": lines, "counts": {"error": 1}}
    file = PeopleFile.objects.create(name="a.csv", by=people.staff, report=report)
    page = sign_in(people.staff).get(f"/invitations/fichier/{file.pk}/")
    assert "Compte fermé le " in page.content.decode()


def test_only_who_manages_the_account_opens_it(
    people: People, gone: Member, sign_in: SignIn
) -> None:
    assert sign_in(people.editor).post(address(gone)).status_code == 404
    Member.objects.filter(pk=gone.pk).update(is_superuser=True)
    assert sign_in(people.staff).post(address(gone)).status_code == 403
    assert not Member.objects.get(pk=gone.pk).is_active
    demand_of(gone.email)
    page = sign_in(people.staff).get("/demandes/").content.decode()
    assert "Seul un administrateur" in page
    assert address(gone) not in page


def test_as_many_queries_for_any_number(people: People, sign_in: SignIn) -> None:
    staff = sign_in(people.staff)
    counts = []
    for closed in ([people.outsider], [people.colleague, people.occasional]):
        for member in closed:
            leaving.close(people.staff, member)
            demand_of(member.email)
        with CaptureQueriesContext(connection) as captured:
            staff.get("/demandes/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
