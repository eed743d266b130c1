"""Who lost the mail of his invitation gets it again where he tries to come in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.models import Invitation, JoinRequest
from tests.members.test_invitations import link_of
from tests.members.test_joining import ASK
from tests.people import People, Spaces

Work = Callable[[], None]
EMAIL = "paul@x.fr"


@pytest.fixture
def invited(people: People, spaces: Spaces, work: Work) -> Invitation:
    """Five days ago, by a mail that he lost."""
    invitations.invite(
        people.staff, [(Guest(EMAIL, "Paul", "Durand"), [Place(spaces.ges)])]
    )
    work()
    found = Invitation.objects.get(email=EMAIL)
    found.expires_at -= timedelta(days=5)
    found.save()
    mail.outbox.clear()
    return found


def ways() -> dict[str, tuple[str, dict[str, str]]]:
    return {
        "forgotten": (reverse("account_reset_password"), {"email": EMAIL.upper()}),
        "code": (reverse("account_request_login_code"), {"email": EMAIL}),
        "join": (reverse("members:join"), ASK | {"email": EMAIL}),
    }


@pytest.mark.parametrize("way", ["forgotten", "code", "join"])
def test_the_invitation_leaves_again_until_the_same_day(
    client: Client, invited: Invitation, work: Work, way: str
) -> None:
    address, given = ways()[way]
    assert client.post(address, given).status_code == 302
    work()
    (sent,) = [message for message in mail.outbox if message.to == [EMAIL]]
    assert client.get(link_of(sent)).status_code == 200
    end = invited.expires_at
    invited.refresh_from_db()
    assert invited.expires_at == end


@pytest.mark.parametrize("way", ["forgotten", "code"])
@pytest.mark.parametrize("why", ["over", "withdrawn", "nobody"])
def test_what_cannot_be_used_does_not_leave(
    client: Client, invited: Invitation, work: Work, way: str, why: str
) -> None:
    address, given = ways()[way]
    invited_too = client.post(address, given)
    work()
    mail.outbox.clear()
    now = timezone.now()
    found = Invitation.objects.filter(pk=invited.pk)
    if why == "over":
        found.update(expires_at=now)
    elif why == "withdrawn":
        found.update(withdrawn_at=now)
    else:
        found.delete()
    answer = Client().post(address, given)
    assert answer.status_code == invited_too.status_code
    assert answer["Location"] == invited_too["Location"]
    work()
    assert not mail.outbox


def test_what_he_wrote_in_his_demand_still_reaches_the_staff(
    client: Client, invited: Invitation, work: Work
) -> None:
    address, given = ways()["join"]
    client.post(address, given)
    work()
    assert JoinRequest.objects.waiting().filter(email=EMAIL).exists()
