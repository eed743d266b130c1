"""Who is found by whom, and who sees which telephone."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from members.directory.phones import phones_seen
from members.models import Member, Membership, Structure
from tests.members import cards
from tests.people import People, Spaces

Audience = Member.PhoneAudience


def known_to(user: Member | AnonymousUser) -> set[str]:
    emails = Member.objects.listed_to(user).values_list("email", flat=True)
    return {email.partition("@")[0] for email in emails}


EVERYONE = {
    "member",
    "colleague",
    "outsider",
    "editor",
    "staff",
    "admin",
    "occasional",
    "former",
}


@pytest.mark.parametrize("who", ["member", "outsider", "editor", "staff", "admin"])
def test_permanent_members_and_staff_know_everyone(people: People, who: str) -> None:
    assert known_to(people.all()[who]) >= EVERYONE


def test_an_occasional_member_knows_those_of_his_spaces(people: People) -> None:
    assert known_to(people.occasional) == {
        "member",
        "colleague",
        "editor",
        "occasional",
    }


def test_one_whose_time_is_over_knows_himself_only(people: People) -> None:
    assert known_to(people.former) == {"former"}


def test_a_public_space_brings_nobody_together(people: People, spaces: Spaces) -> None:
    for member in (people.former, people.outsider):
        Membership.objects.create(space=spaces.public, member=member)
    assert known_to(people.former) == {"former"}


def test_a_stranger_and_a_closed_account_know_nobody(people: People) -> None:
    people.member.is_active = False
    assert known_to(AnonymousUser()) == set()
    assert known_to(people.member) == set()


def test_closed_and_anonymised_accounts_are_not_there(people: People) -> None:
    people.member.is_active = False
    people.member.save()
    people.colleague.anonymised_at = timezone.now()
    people.colleague.save()
    assert not {"member", "colleague"} & known_to(people.staff)


def test_who_leaves_a_space_is_forgotten_at_once(
    people: People, spaces: Spaces
) -> None:
    place = Membership.objects.get(member=people.colleague, space=spaces.group)
    place.ends_on = timezone.localdate() - timedelta(1)
    place.save()
    assert "colleague" not in known_to(people.occasional)


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        (
            Audience.MEMBERS,
            {"member", "colleague", "outsider", "editor", "staff", "admin"},
        ),
        (
            Audience.SPACES,
            {"member", "colleague", "editor", "occasional", "staff", "admin"},
        ),
        (Audience.STAFF, {"member", "staff", "admin"}),
    ],
)
def test_a_telephone_is_seen_by_those_whom_its_owner_chose(
    people: People, audience: str, seen_by: set[str]
) -> None:
    person = cards.give(people.member, phone="04 65 71 00 01", phone_audience=audience)
    seen = {
        name for name, reader in people.all().items() if phones_seen(reader, [person])
    }
    assert seen == seen_by
    assert phones_seen(AnonymousUser(), [person]) == {}


def test_telephones_cost_one_query_for_any_number(
    people: People, django_assert_num_queries
) -> None:
    cards.many(30)
    asked = Member.PhoneAudience.SPACES
    Member.objects.get_queryset().update(phone="04 70 00 00 00", phone_audience=asked)
    for count in (2, 30):
        some = list(Member.objects.get_queryset()[:count])
        with django_assert_num_queries(1):
            phones_seen(people.outsider, some)
    Member.objects.get_queryset().update(phone_audience=Member.PhoneAudience.MEMBERS)
    some = list(Member.objects.get_queryset()[:30])
    with django_assert_num_queries(0):  # nobody leaves it to his spaces
        phones_seen(people.outsider, some)


def test_structures_are_seen_by_all_who_have_an_account(people: People) -> None:
    place = cards.structure()
    for person in people.all().values():
        assert place in Structure.objects.listed_to(person)
    assert not Structure.objects.listed_to(AnonymousUser()).exists()
