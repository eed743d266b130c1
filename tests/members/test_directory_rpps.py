"""The RPPS number of a card: it opens the account through Pro Santé Connect."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.accounts import REFUSED
from members.directory.cards import change_card
from members.models import JournalEntry, Member
from members.refusals import Refused
from tests.members import cards
from tests.members.signing_in.steps import give_password
from tests.members.test_directory_cards import MINE, RPPS, again, filled
from tests.people import PASSWORD, People

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
OWN = reverse("members:my_rpps")
OTHER = "99700000013"


def credentials() -> list[tuple[Member | None, Member | None, str]]:
    lines = JournalEntry.objects.filter(kind="credential").order_by("pk")
    return [(line.by, line.about, line.sentence) for line in lines]


@pytest.fixture
def member(client: Client, people: People) -> Client:
    """Who has just given his password."""
    give_password(client, people.member)
    return client


# ---- another's ----
def test_staff_do_not_write_the_card_of_an_administrator(
    people: People, sign_in: SignIn
) -> None:
    path = reverse("members:card_edit", args=[people.admin.pk])
    staff = sign_in(people.staff)
    for answer in (
        staff.get(path),
        staff.post(path, filled(people.admin, rpps=RPPS, concerns="Rien")),
    ):
        assert answer.status_code == 403
        assert REFUSED in answer.content.decode()
    admin = again(people.admin)
    assert (admin.rpps, admin.concerns) == ("", people.admin.concerns)
    with pytest.raises(Refused):
        change_card(people.staff, admin, professions=[], places=[])
    card = staff.get(people.admin.get_absolute_url()).content.decode()
    assert path not in card


def test_another_administrator_does(people: People, sign_in: SignIn) -> None:
    people.editor.is_superuser = True
    people.editor.save()
    path = reverse("members:card_edit", args=[people.admin.pk])
    sent = filled(people.admin, rpps=RPPS)
    assert sign_in(people.editor).post(path, sent).status_code == 302
    assert again(people.admin).rpps == RPPS


def test_staff_help_an_administrator_with_his_photo_and_absences(
    people: People, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    for name in ("card_photo", "absences"):
        path = reverse(f"members:{name}", args=[people.admin.pk])
        assert staff.get(path).status_code == 200


def test_who_has_his_rpps_changed_by_staff_is_told_and_the_journal_says_which(
    people: People, sign_in: SignIn, work: Work, mailoutbox: list[Any]
) -> None:
    path = reverse("members:card_edit", args=[people.colleague.pk])
    staff = sign_in(people.staff)
    for now in (OTHER, RPPS, ""):
        staff.post(path, filled(people.colleague, rpps=now))
        assert again(people.colleague).rpps == now
    assert credentials() == [
        (people.staff, people.colleague, sentence)
        for sentence in (
            f"Numéro RPPS ajouté\u202f: {OTHER}.",
            f"Numéro RPPS changé\u202f: {OTHER}, désormais {RPPS}.",
            f"Numéro RPPS retiré\u202f: {RPPS}.",
        )
    ]
    work()
    assert {mail.to[0] for mail in mailoutbox} == {people.colleague.email}
    assert all(people.staff.get_full_name() in mail.body for mail in mailoutbox)
    told = [re.search(r"RPPS a été (\w+)", mail.body) for mail in mailoutbox]
    assert [found and found[1] for found in told] == ["changé", "changé", "retiré"]


def test_a_card_whose_rpps_stays_sends_nothing(
    people: People, sign_in: SignIn, work: Work, mailoutbox: list[Any]
) -> None:
    cards.give(people.colleague, rpps=RPPS)
    path = reverse("members:card_edit", args=[people.colleague.pk])
    sent = filled(people.colleague, rpps=RPPS, concerns="Plaies")
    sign_in(people.staff).post(path, sent)
    assert again(people.colleague).concerns == "Plaies"
    work()
    assert mailoutbox == []
    assert credentials() == []


# ---- one's own ----
def test_ones_own_is_not_changed_by_the_form_of_the_card(
    people: People, member: Client
) -> None:
    by_number = reverse("members:card_edit", args=[people.member.pk])
    for path in (MINE, by_number):
        page = member.get(path).content.decode()
        assert 'name="rpps"' not in page
        assert OWN in page
        member.post(path, filled(people.member, rpps=RPPS, concerns="Plaies"))
        assert again(people.member).concerns == "Plaies"
        assert again(people.member).rpps == ""


def test_ones_own_is_changed_on_its_page_and_told_by_mail(
    people: People, member: Client, work: Work, mailoutbox: list[Any]
) -> None:
    answer = member.post(OWN, {"rpps": f"{RPPS[:3]} {RPPS[3:]}"})
    assert answer["Location"] == MINE
    assert again(people.member).rpps == RPPS
    assert RPPS in member.get(MINE).content.decode()
    work()
    (mail,) = mailoutbox
    assert mail.to == [people.member.email]
    assert "Votre numéro RPPS a été changé" in mail.body
    written = f"Numéro RPPS ajouté\u202f: {RPPS}."
    assert credentials() == [(people.member, people.member, written)]
    member.post(OWN, {"rpps": RPPS})
    work()
    assert len(mailoutbox) == 1


def test_who_came_long_ago_says_again_who_he_is_and_loses_nothing(
    people: People, member: Client
) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        for answer in (member.get(OWN), member.post(OWN, {"rpps": RPPS})):
            asked = answer["Location"]
            assert asked.startswith(reverse("account_reauthenticate"))
        assert again(people.member).rpps == ""
        answer = member.post(asked, {"password": PASSWORD})
        assert answer["Location"] == MINE
    assert again(people.member).rpps == RPPS


@pytest.mark.parametrize("wrong", ["12345678901", RPPS[:-1]])
def test_a_number_that_is_wrong_is_told_and_kept_in_its_field(
    people: People, member: Client, sign_in: SignIn, wrong: str
) -> None:
    path = reverse("members:card_edit", args=[people.colleague.pk])
    sent = filled(people.colleague, rpps=wrong)
    staff = Client()
    staff.force_login(people.staff)
    for answer in (member.post(OWN, {"rpps": wrong}), staff.post(path, sent)):
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "numéro RPPS n’est pas bon" in page
        assert f'value="{wrong}"' in page


def test_an_rpps_number_is_of_one_person(people: People, member: Client) -> None:
    cards.give(people.colleague, rpps=RPPS)
    answer = member.post(OWN, {"rpps": RPPS})
    assert answer.status_code == 422
    assert "Une autre personne a déjà ce numéro RPPS" in answer.content.decode()
    assert again(people.member).rpps == ""
