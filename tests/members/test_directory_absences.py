"""Days away: announced one after the other, two years ahead at most."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Absence, Member
from tests.people import People

SignIn = Callable[[Member | None], Client]


def test_an_absence_is_announced_with_a_member_who_replaces(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    address = f"/annuaire/{people.member.pk}/modifier/absences/"
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(3)}
    client.post(address, days | {"who": "aubert lise"})
    later = {"starts_on": today + timedelta(4), "ends_on": today + timedelta(9)}
    client.post(address, later | {"who": "Dr Martin, 04 65 71 00 09"})
    first, second = Absence.objects.order_by("pk")
    assert (first.replaced_by, first.replacement) == (people.colleague, "")
    assert second.replaced_by is None
    assert second.replacement.startswith("Dr Martin")
    client.post(address, {"retirer": str(first.pk)})
    assert Absence.objects.get() == second
    assert client.post(address, {"retirer": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (3, 1, "précède son début"),
        (-9, -8, "déjà finie"),
        (None, 1, "remplissez-le"),
        (0, 800, "dans deux ans"),
        (-800, 1, "il y a plus de deux ans"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    people: People, sign_in: SignIn, start: int | None, end: int, says: str
) -> None:
    today = timezone.localdate()
    answer = sign_in(people.member).post(
        f"/annuaire/{people.member.pk}/modifier/absences/",
        {
            "starts_on": "" if start is None else today + timedelta(start),
            "ends_on": today + timedelta(end),
        },
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Absence.objects.exists()


def test_two_absences_share_no_day(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.member)
    address = f"/annuaire/{people.member.pk}/modifier/absences/"
    today = timezone.localdate()

    def announce(first: int, last: int) -> str:
        days = {
            "starts_on": today + timedelta(first),
            "ends_on": today + timedelta(last),
        }
        return str(client.post(address, days, follow=True).content.decode())

    assert "est enregistrée" in announce(5, 10)
    for first, last in ((10, 12), (0, 5), (6, 7), (1, 20)):
        assert "Une absence est déjà annoncée du" in announce(first, last)
    assert "est enregistrée" in announce(11, 12)
    assert Absence.objects.count() == 2


def test_an_absence_of_the_year_9999_is_refused(
    people: People, sign_in: SignIn
) -> None:
    days = {"starts_on": timezone.localdate(), "ends_on": "9999-12-31"}
    answer = sign_in(people.member).post(
        f"/annuaire/{people.member.pk}/modifier/absences/", days
    )
    assert "dans deux ans" in answer.content.decode()


def test_an_absence_of_another_is_not_removed(people: People, sign_in: SignIn) -> None:
    today = timezone.localdate()
    absence = Absence.objects.create(
        member=people.colleague, starts_on=today, ends_on=today
    )
    address = f"/annuaire/{people.member.pk}/modifier/absences/"
    client = sign_in(people.member)
    assert client.post(address, {"retirer": str(absence.pk)}).status_code == 404
    assert Absence.objects.exists()


@pytest.mark.parametrize("name", ["Claire Morand", "morand claire"])
def test_nobody_replaces_himself(people: People, sign_in: SignIn, name: str) -> None:
    today = timezone.localdate()
    given = {"starts_on": today, "ends_on": today + timedelta(3), "who": name}
    address = f"/annuaire/{people.member.pk}/modifier/absences/"
    answer = sign_in(people.member).post(address, given)
    assert answer.status_code == 422
    assert "donnez le nom de qui la remplace" in answer.content.decode()
    assert not Absence.objects.exists()
