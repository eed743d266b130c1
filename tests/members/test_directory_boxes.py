"""The boxes of the directory: in what order they stand, and how they unfold."""

import re
from collections.abc import Callable

from django.test import Client

from members.communes import suggestions
from members.directory.facets import Boxes
from members.listed import fold
from members.models import Member, Profession, Structure
from tests.people import People

SignIn = Callable[[Member | None], Client]


def test_every_commune_can_be_ticked_most_numerous_first_then_by_name(
    people: People, sign_in: SignIn
) -> None:
    places = [each for each in suggestions("saint", 60) if each.code][:50]
    for number, place in enumerate(places):
        somebody = Member.objects.create(
            email=f"p{number}@test.example", first_name="P", last_name=f"Q{number}"
        )
        somebody.practices.create(commune_code=place.code, commune_name=place.name)
    client = sign_in(people.member)

    def communes(address: str) -> Boxes:
        facets = client.get(address).context["facets"]
        return next(each for each in facets if each.name == "commune")

    folded = communes("/annuaire/")
    assert (len(folded.options), folded.others, folded.unasked) == (6, [], 44)
    asked = re.search(
        rb'<button class="facet-all" name="tout" value="commune"',
        client.get("/annuaire/").content,
    )
    assert asked
    boxes = communes("/annuaire/?tout=commune")
    assert (boxes.unasked, boxes.unfolded) == (0, True)
    shown = {option.value for option in [*boxes.options, *boxes.others]}
    assert shown == {place.code for place in places}
    assert boxes.left_out == 0
    labels = [fold(option.label) for option in boxes.others]
    assert labels == sorted(labels)


def test_choices_stand_in_french_order(people: People, sign_in: SignIn) -> None:
    Profession.objects.create(name="Éducateur, éducatrice")
    Profession.objects.create(name="Zoologue")
    names = [fold(each.name) for each in Profession.objects.all()]
    assert names == sorted(names)
    page = sign_in(None).get("/rejoindre/").content.decode()
    listed = re.findall(r"<option[^>]*>([^<]+)</option>", page)[1:]
    assert [fold(name) for name in listed] == names
    kinds = [fold(str(label)) for label in Structure.Kind.labels]
    assert kinds[:-1] == sorted(kinds[:-1])
    assert kinds[-1] == "autre"  # last, where one looks for it


def test_two_facets_stay_unfolded_together(people: People, sign_in: SignIn) -> None:
    places = [each for each in suggestions("saint", 60) if each.code][:33]
    for number, place in enumerate(places):
        somebody = Member.objects.create(
            email=f"d{number}@test.example", first_name="D", last_name=f"E{number}"
        )
        somebody.practices.create(commune_code=place.code, commune_name=place.name)
        somebody.professions.set([Profession.objects.order_by("pk")[number]])
    client = sign_in(people.member)
    for query in ("tout=commune&tout=profession", "tout=profession&tout=commune"):
        facets = client.get(f"/annuaire/?{query}").context["facets"]
        assert {each.name for each in facets if each.unfolded} == {
            "commune",
            "profession",
        }
