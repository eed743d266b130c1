"""Writing a card: one's own, or for staff anyone's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from stdnum import luhn

from members.directory.cards import change_card
from members.directory.completeness import completeness
from members.directory.phones import clean_phone, tel_uri
from members.directory.week import days_in_words
from members.models import JournalEntry, Member, Profession, Structure
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]
MINE = "/annuaire/ma-fiche/"
RPPS = "9990000001" + luhn.calc_check_digit("9990000001")


def filled(person: Member, *places: dict[str, str], **fields: Any) -> dict[str, Any]:
    """What the form of `person` sends, with some of it replaced."""
    sent: dict[str, Any] = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "phone_audience": "members",
        "lieux-TOTAL_FORMS": max(3, len(places)),
        "lieux-INITIAL_FORMS": 0,
    }
    for number, place in enumerate(places):
        sent |= {f"lieux-{number}-{name}": text for name, text in place.items()}
    return sent | fields


def again(person: Member) -> Member:
    return Member.objects.get(pk=person.pk)


def test_a_person_writes_all_of_his_card(people: People, sign_in: SignIn) -> None:
    cards.structure()
    nurse = Profession.objects.get(name=cards.NURSE)
    sent = filled(
        people.member,
        {"structure": "MSP de la Besbre"},
        {"commune": "03310 Vichy"},
        {"commune": "vichy"},
        professions=[nurse.pk],
        phone="0465710001",
        concerns="Plaies",
        working_days=["5", "1"],
        working_hours="Le soir",
        phone_audience="staff",
    )
    sent["lieux-1-commune"] = "Saint-Prix (03)"
    answer = sign_in(people.member).post(MINE, sent)
    assert answer["Location"] == people.member.get_absolute_url()
    person = again(people.member)
    assert [str(p) for p in person.practices.all()] == [
        "MSP de la Besbre, Lapalisse",
        "Saint-Prix (03)",
        "Vichy",
    ]
    assert person.practices.first().commune_code == "03138"
    assert person.phone == "04 65 71 00 01"
    assert (person.working_days, person.phone_audience) == ("15", "staff")
    assert person.confirmed_at is not None
    assert " vichy " in person.folded
    assert not JournalEntry.objects.filter(kind="account").exists()


def test_places_are_removed_and_others_kept(people: People, sign_in: SignIn) -> None:
    for commune in ("Vichy", "Cusset"):
        cards.give(people.member, commune=commune)
    sent = filled(
        people.member,
        {"commune": "Vichy", "DELETE": "on"},
        {"commune": "Cusset"},
        **{"lieux-INITIAL_FORMS": 2},
    )
    sign_in(people.member).post(MINE, sent)
    assert [str(p) for p in again(people.member).practices.all()] == ["Cusset"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"phone": "04 70 12 34"}, "n’est pas complet"),
        ({"phone": "appelez-moi"}, "n’est pas complet"),
        ({"first_name": ""}, "remplissez-le"),
        ({"concerns": "x" * 501}, "500"),
        ({"working_days": ["8"]}, "8"),
        ({"professions": ["999999"]}, "999999"),
        ({"lieux-0-commune": "Nullepart-les-Oies"}, "Nous ne connaissons pas"),
        ({"lieux-0-commune": "Saint-Denis"}, "Plusieurs communes"),
        ({"lieux-0-structure": "Cabinet inconnu"}, "pas encore dans l’annuaire"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    people: People, sign_in: SignIn, fields: dict[str, Any], says: str
) -> None:
    answer = sign_in(people.member).post(
        MINE, filled(people.member, **({"working_hours": "Le soir"} | fields))
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "Rien n’est enregistré" in page
    assert 'value="Le soir"' in page
    assert again(people.member).working_hours == ""


def test_homonyms_are_chosen_from_without_scripts(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    asked = client.post(MINE, filled(people.member, {"commune": "Saint-Prix"}))
    page = asked.content.decode()
    assert "Saint-Prix, Allier (03120)" in page
    assert 'name="lieux-0-commune_choice" value="03257"' in page
    place = {"commune": "Saint-Prix", "commune_choice": "03257"}
    assert client.post(MINE, filled(people.member, place)).status_code == 302
    assert again(people.member).practices.get().commune_code == "03257"


def test_a_choice_that_was_not_offered_is_not_taken(
    people: People, sign_in: SignIn
) -> None:
    place = {"commune": "Saint-Prix", "commune_choice": "75056"}
    answer = sign_in(people.member).post(MINE, filled(people.member, place))
    assert answer.status_code == 422


def test_a_new_structure_is_added_by_who_says_its_kind(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    place = {"structure": "Cabinet du Pont", "commune": "Vichy"}
    asked = client.post(MINE, filled(people.member, place))
    assert 'name="lieux-0-structure_kind"' in asked.content.decode()
    client.post(MINE, filled(people.member, place | {"structure_kind": "cabinet"}))
    added = Structure.objects.get(name="Cabinet du Pont")
    assert (added.kind, added.commune_name) == ("cabinet", "Vichy")
    # The same by another person is the same structure.
    sign_in(people.colleague).post(MINE, filled(people.colleague, place))
    assert added.practices.count() == 2
    assert Structure.objects.count() == 1


def test_an_occasional_member_adds_no_structure(
    people: People, sign_in: SignIn
) -> None:
    place = {"structure": "Cabinet du Pont", "structure_kind": "cabinet"}
    answer = sign_in(people.occasional).post(MINE, filled(people.occasional, place))
    assert answer.status_code == 422
    assert "demandez à l’équipe du Pays" in answer.content.decode()
    assert not Structure.objects.exists()


def test_one_changes_no_card_but_his_own(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.member)
    for path in ("modifier/", "modifier/photo/", "modifier/absences/"):
        address = f"/annuaire/{people.colleague.pk}/{path}"
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403
    with pytest.raises(PermissionDenied):
        change_card(people.member, people.colleague, professions=[], places=[])


def test_staff_change_anyones_card_and_the_journal_tells(
    people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.staff).post(
        f"/annuaire/{people.member.pk}/modifier/",
        filled(people.member, {"commune": "Gannat"}, phone="0465710002"),
    )
    assert answer.status_code == 302
    person = again(people.member)
    assert person.phone == "04 65 71 00 02"
    assert person.confirmed_at is None
    entry = JournalEntry.objects.get(kind="account")
    assert (entry.by, entry.about) == (people.staff, people.member)
    what = "(téléphone, lieux d’exercice)"  # which fields, not what is in them
    assert entry.sentence == f"Fiche de l’annuaire modifiée {what}\u202f: Claire Morand"
    sign_in(people.staff).post(
        f"/annuaire/{people.member.pk}/modifier/",
        filled(again(people.member), {"commune": "Gannat"}, phone="0465710002"),
    )
    assert JournalEntry.objects.filter(kind="account").count() == 1


def test_a_form_sends_nothing_that_is_not_of_the_card(
    people: People, sign_in: SignIn
) -> None:
    sign_in(people.member).post(
        MINE,
        filled(
            people.member, role="staff", is_superuser="on", email="autre@test.example"
        ),
    )
    person = again(people.member)
    assert (person.role, person.is_superuser) == ("permanent", False)
    assert person.email == "member@test.example"


def test_completeness_says_what_to_add(people: People) -> None:
    empty = completeness(people.member)
    assert empty.percent == 0
    assert "votre profession, un lieu d’exercice et votre téléphone" in empty.sentence
    person = cards.give(
        people.member,
        profession=cards.NURSE,
        commune="Vichy",
        phone="15",
        concerns="x",
        working_days="1",
        working_hours="x",
    )
    assert completeness(person).missing == ["votre numéro RPPS", "une photo"]
    assert completeness(person).percent == 75


def test_all_is_still_right_in_one_click(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.member)
    assert client.get(f"{MINE}confirmer/").status_code == 405
    assert client.post(f"{MINE}confirmer/")["Location"] == MINE
    assert again(people.member).confirmed_at is not None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0465710001", "04 65 71 00 01"),
        ("+33 4 65 71 00 01", "04 65 71 00 01"),
        ("0033465710001", "04 65 71 00 01"),
        ("33465710001", "04 65 71 00 01"),
        ("33 4 65 71 00 01", "04 65 71 00 01"),
        ("+33 (0)4 65 71 00 01", "04 65 71 00 01"),
        ("+33 04 65 71 00 01", "04 65 71 00 01"),
        ("0033 (0)4.65.71.00.01", "04 65 71 00 01"),
        ("(+33)465710001", "04 65 71 00 01"),
        ("+33 (0) 4 65 71 00 01", "04 65 71 00 01"),
        ("tel:+33465710001", "04 65 71 00 01"),
        ("04\u201365\u201371\u201300\u201301", "04 65 71 00 01"),
        ("04\u202f65\u00a071\u200900 01", "04 65 71 00 01"),
        ("04.65.71.00.01", "04 65 71 00 01"),
        ("Tél. : 04 65 71 00 01", "04 65 71 00 01"),
        ("’0465710001", "04 65 71 00 01"),
        ("465710001.0", "04 65 71 00 01"),
        ("4,65710001E+08", "04 65 71 00 01"),
        ("+41 22 123 45 67", "+41221234567"),
        ("", ""),
    ],
)
def test_a_telephone_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert clean_phone(typed) == kept


WRONG = ["04 65 71 00", "0465710001 5", "+3", "abc", "0", "12", "0612", "+33612"]
WRONG += ["4,7099E+08", "4,65710E+08"]  # rounded by a spreadsheet
WRONG += ["+33 4 65 71 00", "3346571000", "334657100011", "0033 04 65 71 00 01 2"]


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_no_telephone_is_refused(typed: str) -> None:
    for short in (False, True):
        with pytest.raises(ValidationError):
            clean_phone(typed, short=short)


@pytest.mark.parametrize("between", [" / ", " ou ", " - ", ";"])
def test_of_two_numbers_one_is_to_be_kept(between: str) -> None:
    with pytest.raises(ValidationError, match="deux numéros"):
        clean_phone(f"04 65 71 00 01{between}06 12 34 56 78")


@pytest.mark.parametrize("typed", ["15", "112", "3114", "116117", "1015"])
def test_short_numbers_are_those_of_services(typed: str) -> None:
    assert clean_phone(typed, short=True) == typed
    with pytest.raises(ValidationError, match="dix chiffres"):
        clean_phone(typed)


def test_a_structure_has_a_short_number_and_a_person_none(
    people: People, sign_in: SignIn
) -> None:
    place = cards.structure()
    sent = {"name": place.name, "kind": place.kind, "phone": "3977"}
    client = sign_in(people.staff)
    client.post(f"{place.get_absolute_url()}modifier/", sent)
    assert Structure.objects.get().phone == "3977"
    own = sign_in(people.member).post(MINE, filled(people.member, phone="3977"))
    assert own.status_code == 422


def test_a_telephone_is_called_by_its_whole_number() -> None:
    assert tel_uri("04 65 71 00 01") == "tel:+33465710001"
    assert tel_uri("15") == "tel:15"
    assert tel_uri("+41221234567") == "tel:+41221234567"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("12345", "du lundi au vendredi"),
        ("124", "lundi, mardi, jeudi"),
        ("67", "samedi, dimanche"),
        ("", ""),
    ],
)
def test_days_are_said_as_people_say_them(days: str, words: str) -> None:
    assert days_in_words(days) == words


@pytest.mark.parametrize(
    ("kind", "query", "found"),
    [
        ("communes", "lapali", "Lapalisse (03120)"),
        ("structures", "besbre", "MSP de la Besbre, Lapalisse"),
        ("membres", "aub", "Lise Aubert"),
    ],
)
def test_fields_are_completed(
    people: People, sign_in: SignIn, kind: str, query: str, found: str
) -> None:
    cards.structure()
    answer = sign_in(people.member).get(f"/annuaire/suggestions/{kind}/?q={query}")
    assert found in [each["value"] for each in answer.json()["found"]]


def test_names_of_people_are_suggested_to_who_may_find_them(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.former)
    assert client.get("/annuaire/suggestions/membres/?q=aub").json() == {"found": []}
    assert client.get("/annuaire/suggestions/autre/?q=aub").status_code == 404


def test_a_field_that_completes_bears_the_address_that_it_asks(
    people: People, sign_in: SignIn
) -> None:
    page = sign_in(people.member).get("/annuaire/ma-fiche/").content.decode()
    for kind in ("communes", "structures"):
        assert f'data-suggest="{reverse("members:suggest", args=[kind])}"' in page
    script = Path(settings.BASE_DIR, "static/js/suggest.js").read_text()
    assert "/annuaire/" not in script
