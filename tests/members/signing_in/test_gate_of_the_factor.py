"""The gate of the second factor: who is led there, what stays open, what is kept."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.models import Membership
from members.signing_in.required import SENTENCE
from members.spaces import letters
from pages.models import Proposal
from tests.members.signing_in.steps import give_password, is_in
from tests.members.signing_in.test_means import (
    Add,
    add_application,
    member,
    sentences,
    set_up,
)
from tests.people import People, Spaces
from tests.test_unsent import TEXT, TITLE, lose, nights, path, send, shown

__all__ = ["add_application", "member", "nights", "path"]

GATE = reverse("second_factor_required")


@pytest.fixture
def promoted(client: Client, people: People, spaces: Spaces) -> Client:
    give_password(client, people.member)
    client.get("/annuaire/")
    Membership.objects.filter(member=people.member, space=spaces.group).update(
        role=Membership.Role.EDITOR
    )
    return client


def test_what_he_typed_is_found_again_where_he_was(
    promoted: Client, people: People, path: str
) -> None:
    answer = lose(
        promoted, path, headers={"referer": f"http://testserver{path}?de=ici"}
    )
    assert answer["Location"] == GATE
    page = promoted.get(GATE).content.decode()
    assert "Ce que vous veniez d’envoyer attend" in page
    assert TITLE not in page  # its button would lead here again
    set_up(promoted)
    codes = promoted.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert f'href="{path}?de=ici">C’est noté' in codes
    found = shown(promoted, f"{path}?de=ici")
    assert found.select_one("details p").text == TEXT
    send(promoted, found)
    assert Proposal.objects.get().author == people.member


def test_what_cannot_be_kept_is_said(promoted: Client, path: str) -> None:
    answer = lose(promoted, path, {"text": "court"})
    assert answer["Location"] == f"{GATE}?perdu=oui"
    page = promoted.get(answer["Location"]).content.decode()
    assert "n’est pas enregistré" in page


def test_the_page_asked_for_comes_after(promoted: Client) -> None:
    assert promoted.get("/annuaire/?q=a")["Location"] == GATE
    promoted.get("/media/x.png", headers={"sec-fetch-dest": "image"})
    set_up(promoted)
    assert promoted.get(GATE)["Location"] == "/annuaire/?q=a"
    assert promoted.get(GATE)["Location"] == reverse("mfa_index")


def test_it_keeps_nobody_in(promoted: Client, people: People, spaces: Spaces) -> None:
    page = promoted.get(GATE).content.decode()
    leave = reverse("members:space_leave", args=[spaces.group.slug])
    for address in (leave, reverse("members:my_data"), reverse("members:leave_group")):
        assert f'href="{address}' in page
        assert promoted.get(address, follow=True).request["PATH_INFO"] != GATE
    assert promoted.get(reverse("members:charter")).status_code == 200
    assert promoted.get(reverse("members:my_data_copy")).headers.get("Location") != GATE
    promoted.post(leave)
    assert promoted.get("/mon-espace/").status_code == 200


def test_the_mail_says_that_it_will_be_asked(spaces: Spaces) -> None:
    said = letters.can(spaces.group, Membership.Role.EDITOR)
    assert "second moyen de vous reconnaître" in said


@pytest.fixture
def newcomer(people: People) -> Client:
    """Staff who have no second factor yet."""
    Authenticator.objects.filter(user=people.staff).delete()
    client = Client()
    give_password(client, people.staff)
    return client


def test_who_must_have_one_is_sent_to_set_it_up(newcomer: Client) -> None:
    for place in (
        "/mon-espace/",
        "/admin/",
        "/espaces/",
        "/recherche/?q=a",
        "/securite/",
    ):
        answer = newcomer.get(place)
        assert answer.status_code == 302, place
        assert answer.headers["Location"] == reverse("second_factor_required"), place
    page = newcomer.get(reverse("second_factor_required")).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page


def test_a_script_gets_a_sentence_instead(newcomer: Client) -> None:
    answer = newcomer.get("/mon-espace/", HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()) == (403, {"error": SENTENCE})


def test_posts_are_stopped_as_well(newcomer: Client) -> None:
    answer = newcomer.post(reverse("library:add"), {"title": "x"})
    assert (
        answer.headers["Location"] == f"{reverse('second_factor_required')}?perdu=oui"
    )


def test_help_legal_pages_and_the_way_out_stay_open(newcomer: Client) -> None:
    for name in ("home:help", "home:legal", "home:privacy", "home:accessibility"):
        assert newcomer.get(reverse(name)).status_code == 200
    newcomer.post(reverse("account_logout"))
    assert "_auth_user_id" not in newcomer.session


def test_once_it_is_set_up_everything_opens_and_the_journal_says_so(
    newcomer: Client, people: People, add_application: Add
) -> None:
    add_application(newcomer)
    assert is_in(newcomer)
    assert newcomer.get("/admin/").status_code == 200
    assert "Application de codes\u202f: ajout." in sentences()


def test_who_becomes_an_editor_is_asked_at_his_next_page(
    member: Client, people: People, spaces: Spaces
) -> None:
    assert is_in(member)
    Membership.objects.filter(member=people.member, space=spaces.group).update(
        role=Membership.Role.EDITOR
    )
    answer = member.get(reverse("home:dashboard"))
    assert answer.headers["Location"] == reverse("second_factor_required")
    Membership.objects.filter(member=people.member, space=spaces.group).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    assert is_in(member)


def test_a_member_has_nothing_to_set_up(member: Client) -> None:
    answer = member.get(reverse("second_factor_required"))
    assert answer.headers["Location"] == reverse("mfa_index")
