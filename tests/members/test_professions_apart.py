"""Professions have commas in their names: none runs into the next."""

from collections.abc import Callable

from django.test import Client

from members.models import Member, Profession, SpaceRequest
from tests.members import cards
from tests.members.test_people_lists import give
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
BOTH = sorted([cards.NURSE, "Sage-femme"])


def two_trades(member: Member) -> None:
    for name in BOTH:
        cards.give(member, profession=name)


def test_in_the_report_of_a_file(people: People, sign_in: SignIn) -> None:
    text = f"mail;profession;commune\na@x.fr;{BOTH[0]}|{BOTH[1]};Lapalisse\n"
    page = give(sign_in(people.staff), text)
    assert "\u202f; ".join(BOTH) + " · Lapalisse" in page


def test_on_the_pages_of_a_space(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    two_trades(people.member)
    two_trades(people.outsider)
    asked = SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    staff = sign_in(people.staff)
    space = spaces.group.get_absolute_url()
    many = people.member.professions.count()
    assert many == Profession.objects.filter(name__in=BOTH).count() == 2
    for address, times in (
        (space, 1),
        (f"{space}personnes/", 2),
        (f"{space}demandes/{asked.pk}/", 1),
        (f"{space}personnes/ajouter/?q=thevenet", 1),
        ("/mon-espace/", 1),
    ):
        page = staff.get(address).content.decode()
        found = page.count("\u202f; ".join(BOTH)) + page.count(
            "\u202f; ".join(reversed(BOTH))
        )
        assert found >= times, address


def test_in_what_a_directory_was_narrowed_to(people: People, sign_in: SignIn) -> None:
    two_trades(people.member)
    cards.give(people.member, commune="Lapalisse")
    keys = Profession.objects.filter(name__in=BOTH).values_list("pk", flat=True)
    query = "&".join(f"profession={key}" for key in keys)
    page = sign_in(people.staff).get(f"/annuaire/?{query}&commune=03138")
    said = page.context["asked"].in_words
    assert set(said.split("\u202f; ")) == {*BOTH, "Lapalisse"}
