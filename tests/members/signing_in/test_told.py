"""Who is told, who is asked again, and what is counted as a guess."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest
from members.models import JournalEntry, Member
from tests.members.signing_in.steps import (
    CODE,
    application_code,
    give_factor,
    give_password,
    is_in,
)
from tests.members.test_invitations import GIVEN, link_of
from tests.people import PASSWORD, People

Work = Callable[[], None]
NEW = "chaufferie-bois-1789"
ADDRESS, PASSWORDS = reverse("change_address"), reverse("account_change_password")


@pytest.fixture
def member(client: Client, people: People) -> Client:
    give_password(client, people.member)
    return client


@pytest.fixture
def codes(people: People) -> list[str]:
    """The recovery codes of staff, who have an application."""
    made = RecoveryCodes.activate(people.staff)
    return list(made.get_unused_codes())


# ---- recovery codes ----
def test_who_signs_in_by_a_recovery_code_is_told_by_mail(
    people: People, codes: list[str], work: Work, mailoutbox: list[Any]
) -> None:
    for code in codes[:2]:
        client = Client()
        give_password(client, people.staff)
        give_factor(client, code)
        assert is_in(client)
    work()
    assert [mail.to for mail in mailoutbox] == [[people.staff.email]] * 2
    said = "Un de vos codes de secours a servi\u202f: il en reste"
    assert f"{said} 9." in mailoutbox[0].body
    assert f"{said} 8." in mailoutbox[1].body
    lines = JournalEntry.objects.filter(sentence="Code de secours utilisé.")
    assert {(line.by, line.about) for line in lines} == {(people.staff, people.staff)}


def test_the_last_recovery_code_is_said_to_be_the_last(
    people: People, codes: list[str], work: Work, mailoutbox: list[Any]
) -> None:
    client = Client()
    client.force_login(people.staff)
    asked = reverse("mfa_reauthenticate")
    for code in codes:
        client.post(asked, {"code": code})
    work()
    assert len(mailoutbox) == 10
    last = "Un de vos codes de secours a servi\u202f: c’était le dernier."
    assert last in mailoutbox[-1].body


def test_a_code_of_the_application_sends_no_mail(
    people: People, work: Work, mailoutbox: list[Any]
) -> None:
    client = Client()
    give_password(client, people.staff)
    give_factor(client, application_code())
    assert is_in(client)
    work()
    assert mailoutbox == []


# ---- changing one's password ----
def test_new_passwords_that_are_refused_are_no_guesses(
    people: People, member: Client
) -> None:
    given = {"oldpassword": PASSWORD, "password1": "court", "password2": "court"}
    for _ in range(12):
        page = member.post(PASSWORDS, given)
        assert page.status_code == 200
        assert "12 caractères" in page.content.decode()
    answer = member.post(PASSWORDS, given | {"password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    people.member.refresh_from_db()
    assert people.member.check_password(NEW)


def test_wrong_current_passwords_are(people: People, member: Client) -> None:
    given = {"oldpassword": "pas-le-bon-du-tout", "password1": NEW, "password2": NEW}
    for _ in range(5):
        page = member.post(PASSWORDS, given).content.decode()
        assert "n’est pas votre mot de passe actuel" in page
    lines = JournalEntry.objects.filter(
        sentence__startswith="Mot de passe actuel refusé"
    )
    assert lines.filter(by=people.member, about=people.member).count() == 5
    right = given | {"oldpassword": PASSWORD}
    for sent in (given, right):
        answer = member.post(PASSWORDS, sent)
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 15 * 60
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert member.post(PASSWORDS, right).status_code == 302


# ---- the address of another ----
@pytest.mark.parametrize("is_active", [True, False])
def test_the_owner_of_an_address_is_told_that_somebody_wanted_it(
    people: People, member: Client, work: Work, mailoutbox: list[Any], is_active: bool
) -> None:
    owner = people.colleague
    Member.objects.filter(pk=owner.pk).update(is_active=is_active)
    pages = []
    for email in (owner.email, "claire@nouvelle.example"):
        answer = member.post(ADDRESS, {"email": email}, follow=True)
        assert answer.redirect_chain == [(reverse("confirm_address"), 302)]
        pages.append(answer.content.decode().replace(email, "ADRESSE"))
    without_tokens = [re.sub(r'value="\w{64}"', "", page) for page in pages]
    assert without_tokens[0] == without_tokens[1]
    work()
    told, sent = mailoutbox
    assert told.to == [owner.email]
    assert f"Bonjour {owner.get_short_name()}," in told.body
    assert f"prendre votre adresse, {owner.email}, pour un autre compte" in told.body
    for text in (told.subject, told.body, told.alternatives[0][0]):
        assert not CODE.search(text)
        assert people.member.first_name not in text
        assert people.member.last_name not in text
        assert people.member.email not in text
    assert CODE.search(sent.body)


# ---- the link of an invitation ----
@pytest.mark.parametrize("password", ["", GIVEN["password"]])
def test_who_has_just_come_by_an_invitation_is_not_asked_again(
    people: People, client: Client, work: Work, mailoutbox: list[Any], password: str
) -> None:
    email = "nouvelle@test.example"
    invitations.invite(people.staff, [(Guest(email, "Inès", "Carvalho"), [])], "")
    work()
    client.post(link_of(mailoutbox[-1]), GIVEN | {"password": password})
    guarded = [ADDRESS, reverse("mfa_activate_totp"), reverse("members:my_rpps")]
    for path in guarded:
        assert client.get(path).status_code == 200, path
    line = JournalEntry.objects.get(kind="sign_in")
    assert line.sentence == "Connexion par lien d’une invitation."
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        for path in guarded:
            assert "/securite/confirmer/" in client.get(path)["Location"], path
    assert not Authenticator.objects.filter(user__email=email).exists()
