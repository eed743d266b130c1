"""Who cannot come in is told why, and where to write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from home.models import FrontPage
from members import leaving
from members.models import Member
from members.signing_in import mails
from members.views.leaving import before
from tests.members.signing_in.steps import give_password
from tests.people import People

Work = Callable[[], None]


@pytest.mark.parametrize(
    "send",
    [
        mails.mail_reset_link.func,
        lambda email: mails.mail_sign_in_code.func(email, "12345678"),
    ],
)
def test_a_closed_account_that_asks_for_a_way_in_is_told_so(
    people: People, work: Work, mailoutbox: list[Any], send: Callable[[str], None]
) -> None:
    Member.objects.filter(pk=people.member.pk).update(is_active=False)
    send(people.member.email.upper())
    work()
    (mail,) = mailoutbox
    assert mail.to == [people.member.email]
    assert "est fermé" in mail.subject
    assert people.staff.email in mail.body
    assert "12345678" not in mail.body


def test_an_erased_account_is_nobodys(
    people: People, work: Work, mailoutbox: list[Any]
) -> None:
    before = people.member.email
    leaving.anonymise(people.member, people.member)
    work()
    mailoutbox.clear()
    mails.mail_reset_link.func(before)
    work()
    assert mailoutbox == []


def test_the_mail_of_a_closed_account_says_where_to_write(
    people: People, work: Work, mailoutbox: list[Any]
) -> None:
    leaving.close(people.member, people.member)
    work()
    (mail,) = [one for one in mailoutbox if one.to == [people.member.email]]
    assert people.staff.email in mail.body


def test_the_help_says_how_to_reach_the_group(client: Client, people: People) -> None:
    address = reverse("home:help")
    assert "adressez-vous" in client.get(address).text.lower()
    FrontPage.objects.update(
        contact_name="Nadia Ferrand", contact_email="pays@test.example"
    )
    page = client.get(address).text
    assert "mailto:pays@test.example" in page
    assert "Nadia Ferrand" in page


def test_too_many_links_offer_no_other(client: Client, people: People) -> None:
    address = reverse("account_reset_password")
    for _ in range(8):
        answer = client.post(address, {"email": people.member.email})
    assert answer.status_code == 429
    assert "Recevoir un lien par mail" not in answer.text
    assert "Le dernier mail reçu sert encore" in answer.text


def test_who_has_no_recovery_codes_is_led_to_where_they_are(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    answer = client.get(reverse("mfa_view_recovery_codes"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))


def test_who_thinks_of_leaving_reads_what_to_settle_first(
    people: People, client: Client
) -> None:
    Member.objects.filter(is_superuser=True).exclude(pk=people.admin.pk).delete()
    (alone,) = before(people.admin)
    assert "le dernier qui administre" in alone
    (runs,) = before(people.editor)
    assert "la seule personne à animer" in runs
    assert before(people.outsider) == []
    give_password(client, people.outsider)
    assert "Quitter le groupement" in client.get("/mes-donnees/quitter/").text
