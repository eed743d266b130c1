"""An invitation whose spaces have all ended promises none of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.french import in_words
from members.models import Invitation, InvitedTo, Member, Membership
from tests.members.test_invitations import GIVEN, NEW, link_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
MANY = "/invitations/ensemble/"
YESTERDAY = timezone.localdate() - timedelta(1)


@pytest.fixture
def over(people: People, spaces: Spaces, work: Work) -> Invitation:
    end = timezone.localdate() + timedelta(9)
    guest = Guest(NEW, "Inès", "Carvalho", Member.Role.OCCASIONAL)
    invitations.invite(people.staff, [(guest, [Place(spaces.ges, ends_on=end)])])
    work()
    InvitedTo.objects.update(ends_on=YESTERDAY)
    return Invitation.objects.get()


@pytest.fixture
def other(over: Invitation, people: People, spaces: Spaces, work: Work) -> Invitation:
    guest = Guest("ana@test.example", "Ana", "Roy")
    invitations.invite(people.staff, [(guest, [Place(spaces.ges)])])
    work()
    mail.outbox.clear()
    return Invitation.objects.get(email="ana@test.example")


def test_of_several_it_is_told_and_left_out(
    over: Invitation, other: Invitation, people: People, sign_in: SignIn, work: Work
) -> None:
    client = sign_in(people.staff)
    keys: dict[str, Any] = {"invitation": [over.pk, other.pk]}
    page = client.get(MANY, {"faire": "renvoyer", **keys}).content.decode()
    assert "Renvoyer cette invitation" in page
    assert "Laissée de côté, car ce qu’elle ouvrait est fini" in page
    assert f'<a href="/invitations/nouvelle/?de={over.pk}">{NEW}</a>' in page
    assert client.post(f"{MANY}?faire=renvoyer", keys).status_code == 409
    client.post(f"{MANY}?faire=renvoyer", {"invitation": [other.pk]})
    work()
    assert [sent.to for sent in mail.outbox] == [[other.email]]


def test_alone_it_is_not_sent_but_may_be_withdrawn(
    over: Invitation, people: People, sign_in: SignIn
) -> None:
    client, keys = sign_in(people.staff), {"invitation": [over.pk]}
    page = client.post(f"{MANY}?faire=renvoyer", keys, follow=True).content.decode()
    assert "ce que ces invitations ouvraient est fini" in page
    client.post(f"{MANY}?faire=retirer", keys)
    assert not Invitation.objects.unanswered().exists()


def test_its_link_says_that_no_space_is_left_and_whom_to_ask(
    over: Invitation, people: People, client: Client
) -> None:
    link = link_of(mail.outbox[-1])
    page = client.get(link).content.decode()
    assert "accès fini le" in page
    assert "votre compte s’ouvrira sans espace" in page
    assert f"demandez une autre date à {people.staff.get_full_name()}" in page
    answer = client.post(link, GIVEN, follow=True).content.decode()
    assert f"a pris fin le {in_words(YESTERDAY)}" in answer
    assert not Membership.objects.filter(member__email=NEW).exists()


def test_a_closed_space_that_is_over_is_not_waited_for(
    over: Invitation, spaces: Spaces, client: Client
) -> None:
    spaces.ges.state = spaces.ges.State.FROZEN
    spaces.ges.save()
    link = link_of(mail.outbox[-1])
    assert "dès qu’il rouvrira" not in client.get(link).content.decode()
    answer = client.post(link, GIVEN, follow=True).content.decode()
    assert "dès qu’il rouvrira" not in answer
    assert not InvitedTo.objects.filter(waits=True).exists()


def test_the_mail_asked_for_again_says_so_too(over: Invitation) -> None:
    mail.outbox.clear()
    invitations.send_again.call(NEW)
    (sent,) = mail.outbox
    html = str(sent.alternatives[0][0])  # type: ignore[attr-defined]
    for text in (str(sent.body), html):
        assert f"accès fini le {in_words(YESTERDAY)}" in text
        assert "votre compte s’ouvrira sans espace" in text
        assert "jusqu’au " + in_words(YESTERDAY) not in text
