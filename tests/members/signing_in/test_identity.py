"""ProConnect and Pro Santé Connect, against a real provider."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as conf
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from members import identities
from members.coming_in.charter import in_force
from members.models import Invitation, JournalEntry, Member, Profession, Signature
from tests.members.signing_in import provider
from tests.members.signing_in.provider import go, leave, sign_in
from tests.members.signing_in.steps import give_password, is_in
from tests.people import PASSWORD, SECRET, People

PAUL, LEA, NOE = "99700000013", "99700000021", "99700000039"
ANNE = "5b0e1f6a-0001-4000-8000-000000000001"
PAUL_SUB = "5b0e1f6a-0002-4000-8000-000000000002"


@pytest.fixture(autouse=True)
def set_up(settings: Settings) -> None:
    address = provider.issuer()
    given = dict(conf.SOCIALACCOUNT_PROVIDERS["openid_connect"])
    given["APPS"] = provider.apps(address)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": given}


def link(member: Member, to: str, sub: str) -> SocialAccount:
    return SocialAccount.objects.create(user=member, provider=to, uid=sub)


@pytest.fixture
def anne(people: People) -> Member:
    link(people.member, "proconnect", ANNE)
    return people.member


@pytest.fixture
def paul(people: People) -> Member:
    people.member.rpps = PAUL
    people.member.save()
    return people.member


def test_the_page_offers_both_when_they_are_set_up(
    client: Client, people: People, settings: Settings
) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "ProConnect" in page
    assert "Pro Santé Connect" in page
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    page = client.get(reverse("account_login")).content.decode()
    assert "Connect" not in page.replace("Se connecter", "").replace("Connecter", "")
    path = reverse("openid_connect_login", args=["psc"])
    assert client.post(path).status_code == 404


def test_a_linked_identity_lets_its_member_in(client: Client, anne: Member) -> None:
    answer = sign_in(client, "proconnect", "anne")
    assert answer.headers["Location"] == reverse("home:dashboard")
    assert is_in(client)
    line = JournalEntry.objects.filter(kind="sign_in").get()
    assert line.sentence == "Connexion par ProConnect."


def test_one_comes_where_one_was_going(client: Client, anne: Member) -> None:
    answer = sign_in(client, "proconnect", "anne", next="/espaces/ges/")
    assert answer.headers["Location"] == "/espaces/ges/"
    for elsewhere in ("https://piege.example/", "//piege.example"):
        answer = sign_in(Client(), "proconnect", "anne", next=elsewhere)
        assert answer.headers["Location"] == reverse("home:dashboard")


def test_what_is_asked_for_is_a_fresh_answer_for_this_request_only(
    client: Client, people: People
) -> None:
    first, second = (leave(client, "proconnect") for _ in range(2))
    for part in ("nonce=", "state=", "code_challenge=", "acr_values=eidas1"):
        assert part in first
    assert first != second
    assert f"redirect_uri={conf.SITE_ADDRESS}".replace(":", "%3A").replace(
        "/", "%2F"
    ) in first.replace("redirect_uri%3D", "redirect_uri=")
    got = client.get(reverse("openid_connect_login", args=["proconnect"]))
    assert got.status_code == 405


def test_an_unknown_identity_makes_no_account_and_says_what_to_do(
    client: Client, people: People
) -> None:
    before = Member.objects.count()
    answer = sign_in(client, "proconnect", "anne")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Aucun compte n’est lié" in page
    assert "Anne Martin" in page
    assert not is_in(client)
    assert Member.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert "n’a pas de compte lié" in JournalEntry.objects.first().sentence


def test_an_address_that_a_provider_tells_proves_nothing(
    client: Client, people: People
) -> None:
    people.member.email = "anne.martin@pays.example"
    people.member.save()
    assert sign_in(client, "proconnect", "anne").status_code == 403
    assert not is_in(client)


def test_the_rpps_recorded_on_a_member_links_him_and_teaches_his_profession(
    client: Client, paul: Member
) -> None:
    doctor = Profession.objects.get(name="Médecin généraliste")
    sign_in(client, "psc", "paul")
    assert is_in(client)
    account = SocialAccount.objects.get(user=paul, provider="psc")
    assert account.uid == PAUL_SUB
    kept = {"sub", "acr", "who", "first_name", "last_name", "rpps", "professions"}
    assert set(account.extra_data) == kept
    assert list(paul.professions.all()) == [doctor]
    sentences = [line.sentence for line in JournalEntry.objects.order_by("pk")]
    assert sentences[0] == "Identité Pro Santé Connect liée."
    assert "Connexion par Pro Santé Connect." in sentences
    # From then on it is the identity that counts, not the number.
    paul.rpps = ""
    paul.save()
    again = Client()
    sign_in(again, "psc", "paul")
    assert is_in(again)


def test_a_student_comes_in_and_has_no_profession_yet(
    client: Client, people: People
) -> None:
    people.member.rpps = NOE
    people.member.save()
    before = set(people.member.professions.all())
    sign_in(client, "psc", "noe")
    assert is_in(client)
    assert set(people.member.professions.all()) == before


def test_the_rpps_of_a_closed_account_opens_nothing(
    client: Client, paul: Member
) -> None:
    Member.objects.filter(pk=paul.pk).update(is_active=False)
    assert sign_in(client, "psc", "paul").status_code == 403
    link(paul, "psc", PAUL_SUB)
    answer = sign_in(client, "psc", "paul")
    assert answer.headers["Location"] == reverse("account_inactive")
    assert not is_in(client)


def test_one_links_an_identity_oneself_and_unlinks_it(
    client: Client, people: People, work: Callable[[], None], mailoutbox: list[Any]
) -> None:
    give_password(client, people.member)
    answer = sign_in(client, "psc", "lea", process="connect")
    assert answer.headers["Location"] == reverse("mfa_index")
    account = SocialAccount.objects.get(user=people.member)
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Léa Petit" in page
    work()
    assert "L’identité Pro Santé Connect (Léa Petit) a été liée" in mailoutbox[0].body
    other = Client()
    sign_in(other, "psc", "lea")
    assert is_in(other)
    client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert sign_in(Client(), "psc", "lea").status_code == 403


def test_who_unlinks_it_is_opened_no_more_by_the_number_of_his_card(
    client: Client, paul: Member
) -> None:
    sign_in(client, "psc", "paul")
    assert is_in(client)
    account = SocialAccount.objects.get(user=paul)
    client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert not SocialAccount.objects.exists()
    again = Client()
    assert sign_in(again, "psc", "paul").status_code == 403
    assert not is_in(again)
    page = client.get(reverse("members:my_rpps")).content.decode()
    assert "ce numéro n’ouvre plus votre compte" in page
    # He gives it again, himself: it opens.
    client.post(reverse("members:my_rpps"), {"rpps": PAUL})
    paul.refresh_from_db()
    assert (paul.rpps, paul.opens_by_rpps) == (PAUL, True)
    sign_in(again, "psc", "paul")
    assert is_in(again)


def test_linking_asks_who_one_is_when_it_has_been_long(
    client: Client, people: People
) -> None:
    give_password(client, people.member)
    back = go(leave(client, "psc", process="connect"), "lea")
    session = client.session
    for proof in session["account_authentication_methods"]:
        proof["at"] -= 3600
    session.save()
    answer = client.get(back)
    assert answer.headers["Location"] == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert SocialAccount.objects.get().user == people.member


def test_the_identity_of_another_is_not_taken(
    client: Client, people: People, anne: Member
) -> None:
    give_password(client, people.colleague)
    answer = sign_in(client, "proconnect", "anne", process="connect")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "déjà liée au compte d’une autre personne" in page
    assert SocialAccount.objects.get().user == anne


def test_nobody_unlinks_for_another(
    client: Client, people: People, anne: Member
) -> None:
    account = SocialAccount.objects.get()
    give_password(client, people.colleague)
    answer = client.post(reverse("socialaccount_connections"), {"account": account.pk})
    assert answer.status_code == 404
    assert SocialAccount.objects.exists()


def test_a_stranger_links_nothing(client: Client, people: People) -> None:
    path = reverse("openid_connect_login", args=["psc"]) + "?process=connect"
    answer = client.post(path)
    assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("to", "user", "sub", "asked"),
    [
        ("proconnect", "anne", ANNE, True),
        ("proconnect", "anne+acr_eidas2", ANNE, False),
        (
            "proconnect",
            "anne+acr_https://proconnect.gouv.fr/assurance/consistency-checked-2fa",
            ANNE,
            False,
        ),
        ("psc", "paul", PAUL_SUB, False),
        ("psc", "paul+acr_eidas0", PAUL_SUB, True),
    ],
)
def test_the_second_factor_is_asked_unless_the_provider_did(
    people: People, to: str, user: str, sub: str, asked: bool
) -> None:
    client = Client()
    link(people.staff, to, sub)
    sign_in(client, to, user)
    assert is_in(client) is not asked
    if asked:
        answer = client.get(reverse("mfa_authenticate"))
        assert answer.status_code == 200


def test_staff_who_come_by_a_provider_must_still_set_up_a_second_factor(
    client: Client, people: People
) -> None:
    Authenticator.objects.filter(user=people.staff).delete()
    link(people.staff, "psc", PAUL_SUB)
    answer = sign_in(client, "psc", "paul")
    page = client.get(answer.headers["Location"])
    assert page.headers["Location"] == reverse("second_factor_required")
    TOTP.activate(people.staff, SECRET)
    assert is_in(client)


# ---- invitations ----
@pytest.fixture
def invitation(people: People) -> Invitation:
    made = Invitation(email="paul.durand@sante.example", invited_by=people.staff)
    made.renew()
    made.save()
    return made


def hold(client: Client, invitation: Invitation) -> None:
    """What the page of the invitation does (`identities.invite`)."""
    session = client.session
    session[identities.INVITATION] = invitation.pk
    session.save()
    client.cookies[conf.SESSION_COOKIE_NAME] = str(session.session_key)


def asked(client: Client, member: Member | None = None) -> Any:
    """A request of this browser, for what the invitation asks of `identities`."""
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = member or AnonymousUser()
    return request


def test_an_invitation_in_the_browser_holds_the_identity_for_the_new_member(
    client: Client, people: People, invitation: Invitation
) -> None:
    hold(client, invitation)
    answer = sign_in(client, "psc", "paul", next="/invitation/")
    assert answer.headers["Location"] == "/invitation/"
    assert not SocialAccount.objects.exists()
    waiting = identities.held(asked(client))
    assert (waiting.name, waiting.who, waiting.rpps) == (
        "Pro Santé Connect",
        "Paul Durand",
        PAUL,
    )
    named = waiting.name_of("first_name"), waiting.name_of("last_name")
    assert named == ("Paul", "Durand")
    new = Member.objects.create_user(invitation.email, first_name="P", last_name="D")
    request = asked(client, new)
    assert identities.link_held(request, new)
    new.refresh_from_db()
    assert new.rpps == PAUL
    assert identities.held(request) is None
    text = in_force()
    assert text is not None
    Signature.objects.create(charter=text, member=new)
    other = Client()
    sign_in(other, "psc", "paul")
    assert is_in(other)


def test_an_invitation_for_another_rpps_takes_no_identity(
    client: Client, people: People, invitation: Invitation
) -> None:
    invitation.rpps = LEA
    invitation.save()
    hold(client, invitation)
    assert sign_in(client, "psc", "paul").status_code == 403


@pytest.mark.parametrize("change", ["expired", "withdrawn"])
def test_an_invitation_that_is_over_takes_none_either(
    client: Client, people: People, invitation: Invitation, change: str
) -> None:
    if change == "expired":
        invitation.expires_at = timezone.now() - timedelta(days=1)
    else:
        invitation.withdrawn_at = timezone.now()
    invitation.save()
    hold(client, invitation)
    assert sign_in(client, "psc", "paul").status_code == 403
