"""Who is made an editor while he writes: nothing is lost, and he may go out."""

import pytest
from django.test import Client
from django.urls import reverse

from members.models import Membership
from members.spaces import letters
from pages.models import Proposal
from tests.members.signing_in.steps import give_password
from tests.members.signing_in.test_means import set_up
from tests.people import People, Spaces
from tests.test_unsent import TEXT, TITLE, lose, nights, path, send, shown

__all__ = ["nights", "path"]

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
