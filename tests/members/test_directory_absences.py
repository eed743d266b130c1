"""Days away: announced one after the other, two years ahead at most."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Absence, JournalEntry, Member
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


def announced(member: Member, **fields: Any) -> tuple[Absence, str]:
    today = timezone.localdate()
    days = {"starts_on": today, "ends_on": today + timedelta(3)}
    absence = Absence.objects.create(member=member, **(days | fields))
    address = f"/annuaire/{member.pk}/modifier/absences/"
    return absence, f"{address}?corriger={absence.pk}"


def test_an_absence_is_corrected_and_not_doubled(
    people: People, sign_in: SignIn
) -> None:
    absence, address = announced(people.member, replaced_by=people.colleague)
    client = sign_in(people.member)
    page = client.get(address).content.decode()
    assert f'value="{absence.starts_on}"' in page
    assert f'value="{people.colleague}"' in page
    given = {"starts_on": absence.starts_on, "ends_on": absence.ends_on + timedelta(2)}
    answer = client.post(address, given | {"who": str(people.colleague)}, follow=True)
    assert "L’absence est corrigée." in answer.content.decode()
    (now,) = Absence.objects.all()
    assert (now.pk, now.ends_on) == (absence.pk, given["ends_on"])
    assert now.replaced_by == people.colleague
    client.post(address, given | {"who": "Dr Martin"})
    (last,) = Absence.objects.all()
    assert (last.replaced_by, last.replacement) == (None, "Dr Martin")


def test_a_wrong_correction_is_told_and_changes_nothing(
    people: People, sign_in: SignIn
) -> None:
    absence, address = announced(people.member)
    other, _ = announced(
        people.member,
        starts_on=absence.ends_on + timedelta(2),
        ends_on=absence.ends_on + timedelta(3),
    )
    client = sign_in(people.member)
    given = {"starts_on": absence.starts_on, "ends_on": other.ends_on}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "Une absence est déjà annoncée du" in answer.content.decode()
    given["ends_on"] = absence.starts_on - timedelta(1)
    assert "précède son début" in client.post(address, given).content.decode()
    assert Absence.objects.filter(ends_on=absence.ends_on).exists()


def test_who_is_back_sooner_says_it(people: People, sign_in: SignIn) -> None:
    today = timezone.localdate()
    absence, address = announced(people.member, starts_on=today - timedelta(5))
    given = {"starts_on": absence.starts_on, "ends_on": today - timedelta(1)}
    assert sign_in(people.member).post(address, given).status_code == 302
    assert not Absence.objects.current(today).exists()


def test_one_that_was_removed_meanwhile_is_told_with_what_was_typed(
    people: People, sign_in: SignIn
) -> None:
    absence, address = announced(people.member)
    kept = {"starts_on": absence.starts_on, "ends_on": absence.ends_on, "who": "Ida"}
    absence.delete()
    client = sign_in(people.member)
    answer = client.post(address, kept)
    assert answer.status_code == 422
    assert "Cette absence n’est plus annoncée" in answer.content.decode()
    assert 'value="Ida"' in answer.content.decode()
    assert "n’est plus annoncée" in client.get(address, follow=True).content.decode()
    for wrong in ("x", "", "9" * 30):
        assert client.get(address.split("=")[0] + f"={wrong}").status_code == 302


def test_an_absence_of_another_is_not_corrected(
    people: People, sign_in: SignIn
) -> None:
    absence, theirs = announced(people.colleague)
    mine = f"/annuaire/{people.member.pk}/modifier/absences/?corriger={absence.pk}"
    given = {"starts_on": absence.starts_on, "ends_on": absence.starts_on}
    client = sign_in(people.member)
    assert client.post(mine, given).status_code == 422
    assert client.post(theirs, given).status_code == 403
    absence.refresh_from_db()
    assert absence.ends_on != absence.starts_on


def test_staff_correct_it_and_the_journal_says_so(
    people: People, sign_in: SignIn
) -> None:
    absence, address = announced(people.member)
    given = {"starts_on": absence.starts_on, "ends_on": absence.starts_on}
    sign_in(people.staff).post(address, given)
    told = JournalEntry.objects.get(sentence__contains="Absence modifiée")
    assert (told.by, told.about) == (people.staff, people.member)


def test_the_lists_say_who_replaces_with_a_link(
    people: People, sign_in: SignIn
) -> None:
    announced(people.member, replaced_by=people.colleague)
    announced(people.staff, replacement="Dr Martin, 04 65 71 00 09")
    client = sign_in(people.editor)
    link = (
        f'Remplacement\u202f: <a href="{people.colleague.get_absolute_url()}">'
        f"{people.colleague}</a>"
    )
    for address in ("/annuaire/", people.member.get_absolute_url()):
        assert link in client.get(address).content.decode().replace(" :", "\u202f:")
    assert (
        'Dr Martin, <a href="tel:+33465710009">04 65 71 00 09</a>'
        in client.get("/annuaire/").content.decode()
    )


def test_who_may_not_see_the_replacement_reads_no_name(
    people: People, sign_in: SignIn
) -> None:
    announced(people.member, replaced_by=people.outsider)
    client = sign_in(people.occasional)
    assert people.outsider not in Member.objects.listed_to(people.occasional)
    for address in ("/annuaire/", people.member.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "De retour le" in page
        assert str(people.outsider) not in page


def test_many_away_cost_as_few_queries(people: People, sign_in: SignIn) -> None:
    announced(people.member, replaced_by=people.colleague)
    client = sign_in(people.editor)
    client.get("/annuaire/")
    with CaptureQueriesContext(connection) as few:
        client.get("/annuaire/")
    for person in (people.staff, people.colleague, people.outsider, people.editor):
        announced(person, replaced_by=people.member)
    with CaptureQueriesContext(connection) as many:
        client.get("/annuaire/")
    assert len(many) == len(few)


def test_the_telephone_of_a_replacement_is_called_from_the_card(
    people: People, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    Absence.objects.create(
        member=people.member,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        replacement="Dr <Petit>, 33465710099 le matin",
    )
    page = sign_in(people.colleague).get(people.member.get_absolute_url()).text
    assert '<a href="tel:+33465710099">04 65 71 00 99</a> le matin' in page
    assert "Dr &lt;Petit&gt;" in page


def test_absences_that_adjoin_are_one(people: People, sign_in: SignIn) -> None:
    today = timezone.localdate()
    for first, last in ((5, 8), (0, 4), (10, 12)):
        Absence.objects.create(
            member=people.member,
            starts_on=today + timedelta(first),
            ends_on=today + timedelta(last),
            replacement="Dr Lac" if first == 5 else "",
        )
    answer = sign_in(people.colleague).get("/annuaire/")
    (card,) = [card for card in answer.context["cards"] if card.back_on]
    assert card.back_on == today + timedelta(9)
    assert card.replaced is None
    page = sign_in(people.colleague).get(f"/annuaire/{people.member.pk}/")
    assert page.context["card"].back_on == today + timedelta(9)
