"""*Mes moyens de connexion*: adding, changing and removing them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from home.models import FrontPage
from members import reach
from members.models import JournalEntry, Member
from tests.members.signing_in.steps import (
    application_code,
    code_in,
    give_factor,
    give_password,
    is_in,
)
from tests.people import PASSWORD, SECRET, People

Work = Callable[[], None]
Add = Callable[[Client], str]
NEW = "chaufferie-bois-1789"
RECOVERY = re.compile(r"<code>(\d{8})</code>")


@pytest.fixture
def member(client: Client, people: People) -> Client:
    give_password(client, people.member)
    return client


@pytest.fixture
def staff(people: People) -> Client:
    client = Client()
    give_password(client, people.staff)
    give_factor(client, application_code())
    return client


@pytest.fixture
def add_application(
    django_capture_on_commit_callbacks: Any,
) -> Callable[[Client], str]:
    def add(client: Client) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            return set_up(client)

    return add


def refusals() -> list[tuple[Member | None, str]]:
    refused = JournalEntry.objects.filter(kind="proof_refused")
    return [(entry.about, entry.sentence) for entry in refused]


def refused_for(address: str) -> str:
    return f"Code reçu par mail refusé pour «\u202f{address}\u202f»."


def set_up(client: Client) -> str:
    """Set up an application; return the key that the page gave."""
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    (shown,) = re.findall(r'<code class="secret"[^>]*>([A-Z2-7 ]+)</code>', page)
    secret = shown.replace(" ", "")
    assert 'src="data:image/svg+xml;base64,' in page
    code = application_code(secret=secret)
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def sentences(kind: str = "credential") -> list[str]:
    lines = JournalEntry.objects.filter(kind=kind).order_by("pk")
    return [line.sentence for line in lines]


def test_an_application_is_added_and_asked_for_from_then_on(
    member: Client,
    people: People,
    work: Work,
    mailoutbox: list[Any],
    add_application: Add,
) -> None:
    secret = add_application(member)
    stored = Authenticator.objects.get(user=people.member, type="totp")
    assert secret not in str(stored.data)
    other = Client()
    give_password(other, people.member)
    assert not is_in(other)
    give_factor(other, application_code(30, secret))
    assert is_in(other)
    assert sentences() == [
        "Application de codes\u202f: ajout.",
        "Codes de secours\u202f: ajout.",
    ]
    work()
    assert "Une application de codes a été ajoutée." in mailoutbox[0].body
    assert mailoutbox[0].to == [people.member.email]


def test_a_wrong_code_adds_no_application(member: Client, people: People) -> None:
    page = member.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "n’est pas le bon" in page.content.decode()
    assert not Authenticator.objects.filter(user=people.member).exists()


def test_a_recovery_code_serves_once(
    member: Client, people: People, add_application: Add
) -> None:
    add_application(member)
    page = member.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = RECOVERY.findall(page)
    assert len(codes) == 10
    text = member.get(reverse("mfa_download_recovery_codes"))
    assert all(code in text.content.decode() for code in codes)
    assert "codes-de-secours.txt" in text["Content-Disposition"]
    for let_in in (True, False):
        other = Client()
        give_password(other, people.member)
        give_factor(other, codes[0])
        assert is_in(other) is let_in
    index = member.get(reverse("mfa_index")).content.decode()
    assert "Il en reste 9." in index


def test_new_recovery_codes_replace_the_old_ones(
    member: Client,
    people: People,
    django_capture_on_commit_callbacks: Any,
    add_application: Add,
) -> None:
    add_application(member)
    path = reverse("mfa_view_recovery_codes")
    old = RECOVERY.findall(member.get(path).content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        member.post(reverse("mfa_generate_recovery_codes"))
    new = RECOVERY.findall(member.get(path).content.decode())
    assert not set(old) & set(new)
    assert "Codes de secours\u202f: renouvellement." in sentences()


def test_who_need_not_have_one_may_remove_it(
    member: Client, people: People, add_application: Add
) -> None:
    add_application(member)
    member.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=people.member).exists()
    assert "Application de codes\u202f: retrait." in sentences()


@pytest.mark.parametrize("who", ["staff", "admin", "editor"])
def test_the_last_one_of_who_must_have_one_stays(people: People, who: str) -> None:
    client, person = Client(), people.all()[who]
    give_password(client, person)
    give_factor(client, application_code())
    page = client.post(reverse("mfa_deactivate_totp")).content.decode()
    assert "votre rôle en demande un" in page
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_the_last_passkey_of_who_must_have_one_stays(
    staff: Client, people: People
) -> None:
    """allauth does not ask before it removes a passkey."""
    key = Authenticator.objects.create(
        user=people.staff, type="webauthn", data={"name": "Téléphone", "credential": {}}
    )
    Authenticator.objects.filter(user=people.staff, type="totp").delete()
    answer = staff.post(reverse("mfa_remove_webauthn", args=[key.pk]), follow=True)
    assert "votre rôle en demande un" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()
    TOTP.activate(people.staff, SECRET)
    staff.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_a_passkey_is_renamed_and_only_by_its_owner(
    staff: Client, member: Client, people: People
) -> None:
    key = Authenticator.objects.create(
        user=people.staff, type="webauthn", data={"name": "Téléphone", "credential": {}}
    )
    path = reverse("mfa_edit_webauthn", args=[key.pk])
    assert member.post(path, {"name": "À moi"}).status_code == 404
    staff.post(path, {"name": "Ordinateur"})
    key.refresh_from_db()
    assert key.wrap().name == "Ordinateur"


def test_who_came_long_ago_is_asked_again_who_he_is(
    member: Client, people: People
) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        answer = member.get(reverse("mfa_activate_totp"))
        asked = answer.headers["Location"]
        assert asked.startswith(reverse("account_reauthenticate"))
        page = member.post(asked, {"password": "pas-le-bon-du-tout"})
        assert "n’est pas votre mot de passe" in page.content.decode()
        back = member.post(asked, {"password": PASSWORD})
        assert back.headers["Location"] == reverse("mfa_activate_totp")
        assert member.get(reverse("mfa_activate_totp")).status_code == 200


def test_who_has_nothing_but_his_mailbox_is_asked_for_a_code(
    client: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    people.member.set_unusable_password()
    people.member.save()
    client.force_login(people.member)
    given = {"password1": NEW, "password2": NEW}
    asked = client.post(reverse("account_set_password"), given).headers["Location"]
    assert asked.startswith(reverse("reauthenticate_by_mail"))
    people.member.refresh_from_db()
    assert not people.member.has_usable_password()
    client.post(asked)
    work()
    page = client.post(asked, {"code": "0000-0000"})
    assert "n’est pas le bon" in page.content.decode()
    assert refusals() == [(people.member, refused_for("member@test.example"))]
    client.post(asked, {"code": code_in(mailoutbox[0])})
    client.post(reverse("account_set_password"), given)
    people.member.refresh_from_db()
    assert people.member.check_password(NEW)
    assert "Mot de passe choisi." in sentences()


def test_a_password_is_changed_with_the_old_one_and_told_by_mail(
    member: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    path = reverse("account_change_password")
    given = {"oldpassword": "non", "password1": NEW, "password2": NEW}
    page = member.post(path, given).content.decode()
    assert "n’est pas votre mot de passe actuel" in page
    answer = member.post(path, given | {"oldpassword": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_index")
    work()
    (mail,) = mailoutbox
    assert "Votre mot de passe a été changé." in mail.body
    assert sentences() == ["Mot de passe changé."]


def test_an_address_is_changed_by_the_code_sent_to_the_new_one(
    member: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    new = "claire@nouvelle.example"
    member.post(reverse("change_address"), {"email": new.upper()})
    work()
    assert mailoutbox[0].to == [new]
    people.member.refresh_from_db()
    assert people.member.email == "member@test.example"
    path = reverse("confirm_address")
    page = member.post(path, {"code": "0000-0000"}).content.decode()
    assert "n’est pas le bon" in page
    assert refusals() == [(people.member, refused_for(new))]
    member.post(path, {"code": code_in(mailoutbox[0])})
    people.member.refresh_from_db()
    assert people.member.email == new
    work()
    assert mailoutbox[1].to == ["member@test.example"]  # the old one is told
    told = mailoutbox[1].body
    # Neither the password nor the page of one's means can be reached from there.
    assert "mot de passe" not in told
    assert reverse("mfa_index") not in told
    assert people.staff.email in told
    FrontPage.objects.update(contact_email="pays@test.example")
    assert reach.whom_to_write() == "pays@test.example"
    assert sentences() == [
        f"Adresse de connexion changée\u202f: member@test.example, désormais {new}."
    ]
    other = Client()
    give_password(other, new)
    assert is_in(other)


def test_the_address_of_another_is_not_taken(
    member: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    taken = "claire@nouvelle.example"
    answer = member.post(reverse("change_address"), {"email": taken})
    assert answer.headers["Location"] == reverse("confirm_address")
    work()
    # Another has got it while the code was on its way.
    Member.objects.filter(pk=people.colleague.pk).update(email=taken)
    given = {"code": code_in(mailoutbox[0])}
    page = member.post(reverse("confirm_address"), given, follow=True)
    assert "Une autre personne a déjà cette adresse" in page.content.decode()
    people.member.refresh_from_db()
    assert people.member.email == "member@test.example"


def test_a_code_for_an_address_dies_after_three_wrong_ones(
    member: Client, people: People, work: Work, mailoutbox: list[Any]
) -> None:
    member.post(reverse("change_address"), {"email": "claire@nouvelle.example"})
    work()
    for _ in range(3):
        member.post(reverse("confirm_address"), {"code": "1"})
    member.post(reverse("confirm_address"), {"code": code_in(mailoutbox[0])})
    people.member.refresh_from_db()
    assert people.member.email == "member@test.example"


def test_the_page_of_all_means_is_in_french_and_costs_the_same_with_many_keys(
    staff: Client, people: People
) -> None:
    counts = []
    for more in (1, 20):
        for n in range(more):
            data = {"name": f"Clé {n}", "credential": {}}
            Authenticator.objects.create(user=people.staff, type="webauthn", data=data)
        with CaptureQueriesContext(connection) as queries:
            page = staff.get(reverse("mfa_index")).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    for word in ("Clés d’accès", "Application de codes", "Sessions ouvertes"):
        assert word in page


def test_the_secret_of_the_site_alone_reads_what_is_kept(people: People) -> None:
    kept = Authenticator.objects.get(user=people.staff, type="totp").data["secret"]
    assert SECRET not in kept
    assert Member.objects.filter(pk=people.staff.pk).exists()
