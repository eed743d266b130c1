"""The lists: found by words, narrowed by boxes, cut into pages."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from members.listed import fold
from members.models import Absence, Member, Membership, Profession, Structure
from tests.members import cards
from tests.people import People, Spaces

EVERYONE = People.__dataclass_fields__
SignIn = Callable[[Member | None], Client]


@pytest.fixture
def known(people: People) -> People:
    """Three people with cards: a nurse of Lapalisse, a doctor and a dentist."""
    besbre = cards.structure()
    cards.give(
        people.member,
        profession=cards.NURSE,
        structure=besbre,
        concerns="Diabète, plaies chroniques",
    )
    cards.give(people.colleague, profession=cards.DOCTOR, commune="Vichy")
    cards.give(
        people.outsider,
        profession=cards.DENTIST,
        commune="Saint-Prix (03)",
        first_name="Émilie",
        last_name="Mœglé",
    )
    return people


def names(client: Client, query: str = "", path: str = "/annuaire/") -> list[str]:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200
    return [str(card.thing) for card in answer.context["cards"]]


@pytest.mark.parametrize(
    "words",
    [
        "morand",
        "MORAND claire",
        "infirmière lapalisse",
        "Lapalisse infirmiers",
        "diabete",
        "plaie chron",
        "msp besbre",
        "l’infirmière de Lapalisse",
        "IDE",
        "idel Lapalisse",
    ],
)
def test_a_person_is_found_by_any_words_in_any_order(
    known: People, sign_in: SignIn, words: str
) -> None:
    assert names(sign_in(known.colleague), f"q={words}") == ["Claire Morand"]


def test_every_word_counts_however_many_they_are(
    known: People, sign_in: SignIn
) -> None:
    long = "claire morand infirmiere lapalisse msp besbre plaies diabete"
    concerns = "Plaies, diabète, pansements, vaccins, domicile, week-end, insuline"
    cards.give(known.member, concerns=concerns)
    client = sign_in(known.colleague)
    more = f"{long} pansements vaccins domicile insuline"
    for question in (more, f"{more} ecran"):
        found = ["Claire Morand"] if question == more else []
        assert names(client, f"q={question}") == found
    letters = "+".join("abcdefghijklmnopqrstuvwxyz0123456789" * 3)[:200]
    assert client.get(f"/annuaire/?q={letters}").status_code == 200


@pytest.mark.parametrize("words", ["moegle", "MŒGLÉ", "Emilie", "st-prix", "dentiste"])
def test_accents_ligatures_and_saints_do_not_matter(
    known: People, sign_in: SignIn, words: str
) -> None:
    assert names(sign_in(known.member), f"q={words}") == ["Émilie Mœglé"]


def test_every_word_must_be_there_and_begin_one(known: People, sign_in: SignIn) -> None:
    client = sign_in(known.member)
    assert names(client, "q=morand vichy") == []
    assert names(client, "q=orand") == []


def test_a_telephone_is_no_word_to_search_by(known: People, sign_in: SignIn) -> None:
    cards.give(known.editor, phone="04 65 71 99 98", phone_audience="staff")
    assert names(sign_in(known.member), "q=04657199") == []
    assert names(sign_in(known.member), "q=99") == []


def test_the_words_follow_what_they_are_made_of(known: People, sign_in: SignIn) -> None:
    client = sign_in(known.colleague)
    structure = Structure.objects.get()
    structure.name = "Pôle de santé"
    structure.save()
    assert names(client, "q=pole") == ["Claire Morand"]
    profession = Profession.objects.get(name=cards.NURSE)
    profession.name = "Soignante"
    profession.save()
    assert names(client, "q=soignante") == ["Claire Morand"]
    known.member.professions.clear()
    assert names(client, "q=soignante") == []
    profession.members.add(known.member)
    assert names(client, "q=soignante") == ["Claire Morand"]
    known.member.practices.all().delete()
    assert names(client, "q=lapalisse") == []


def test_the_order_is_that_of_a_dictionary(known: People, sign_in: SignIn) -> None:
    cards.give(known.editor, last_name="Évrard")
    found = names(sign_in(known.member))
    assert found.index("Anne Évrard") < found.index("Josette Girard")


def facet(answer, name: str) -> dict[str, int]:
    (boxes,) = [facet for facet in answer.context["facets"] if facet.name == name]
    return {box.label: box.count for box in [*boxes.options, *boxes.others]}


def test_boxes_combine_and_count_what_the_others_leave(
    known: People, sign_in: SignIn, spaces: Spaces
) -> None:
    cards.give(known.editor, profession=cards.NURSE, commune="Vichy")
    client = sign_in(known.member)
    nurse = Profession.objects.get(name=cards.NURSE).pk
    answer = client.get(f"/annuaire/?profession={nurse}")
    assert facet(answer, "commune") == {"Lapalisse": 1, "Vichy": 1}
    assert facet(answer, "profession")[cards.DOCTOR] == 1
    assert facet(answer, "espace")["GES"] == 2
    assert names(client, f"profession={nurse}&commune=03310") == ["Anne Villard"]
    both = f"profession={nurse}&commune=03310&commune=03138"
    assert len(names(client, both)) == 2
    assert names(client, "espace=sorties&commune=03310") == [
        "Lise Aubert",
        "Anne Villard",
    ]
    structure = Structure.objects.get().pk
    assert names(client, f"structure={structure}") == ["Claire Morand"]


def test_a_choice_comes_off_and_leaves_the_others(
    known: People, sign_in: SignIn
) -> None:
    answer = sign_in(known.member).get("/annuaire/?q=a&commune=03310&commune=03138")
    filters = {f["label"]: f["remove_url"] for f in answer.context["active_filters"]}
    assert filters == {
        "Vichy": "?q=a&commune=03138",
        "Lapalisse": "?q=a&commune=03310",
    }


def test_a_space_that_one_does_not_see_is_no_filter(
    known: People, sign_in: SignIn
) -> None:
    client = sign_in(known.outsider)
    answer = client.get("/annuaire/?espace=ges")
    assert answer.context["active_filters"] == []
    assert "espace" not in [boxes.name for boxes in answer.context["facets"]]
    assert len(answer.context["cards"]) == len(EVERYONE)


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=999999999999999999999",
        "page=x",
        "profession=x&commune=&structure=99999999999999999999&espace=%00",
        "q=%25_%5C%27%22",
        f"q={'mot ' * 500}",
        "commune=" + "&commune=".join(str(n) for n in range(300)),
        "vue=autre&lettre=z",
    ],
)
def test_an_odd_address_still_answers(
    known: People, sign_in: SignIn, query: str
) -> None:
    client = sign_in(known.member)
    for path in ("/annuaire/", "/annuaire/contacts/", "/annuaire/structures/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_pages_of_twenty_four_and_letters_that_jump(
    people: People, sign_in: SignIn
) -> None:
    cards.many(60)
    client = sign_in(people.member)
    answer = client.get("/annuaire/")
    assert answer.context["pager"].last == 3
    letters = {letter.name: letter.url for letter in answer.context["letters"]}
    assert letters["Q"] == ""
    page = letters["T"].partition("#")[0]
    assert letters["T"].endswith("#lettre-t")
    assert "Marc Thévenet" in names(client, page.lstrip("?"))
    assert (
        f'id="{letters["T"].partition("#")[2]}"'
        in client.get(f"/annuaire/{page}").content.decode()
    )
    seen = [name for n in (1, 2, 3) for name in names(client, f"page={n}")]
    assert len(seen) == len(set(seen)) == Member.objects.listed().count()


def test_the_list_view_stays_in_the_address(people: People, sign_in: SignIn) -> None:
    cards.many(30)
    answer = sign_in(people.member).get("/annuaire/?vue=liste&q=durand")
    assert "directory-list" in answer.content.decode()
    assert "vue=liste" in answer.context["pager"].next_url
    assert "vue" not in answer.context["cards_url"]


def test_who_is_away_today_says_when_he_is_back(
    people: People, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    Absence.objects.create(
        member=people.member, starts_on=today, ends_on=today + timedelta(4)
    )
    Absence.objects.create(
        member=people.editor,
        starts_on=today + timedelta(1),
        ends_on=today + timedelta(4),
    )
    answer = sign_in(people.colleague).get("/annuaire/")
    back = {str(c.thing): c.back_on for c in answer.context["cards"] if c.back_on}
    assert back == {"Claire Morand": today + timedelta(5)}
    assert "De retour le" in answer.content.decode()


def test_tabs_count_what_the_same_question_finds(
    known: People, spaces: Spaces, sign_in: SignIn
) -> None:
    cards.contact(spaces.ges, function="Service social", commune_name="Lapalisse")
    answer = sign_in(known.member).get("/annuaire/?q=lapalisse")
    counts = {tab.label: tab.count for tab in answer.context["tabs"]}
    assert counts == {"Membres": 1, "Contacts": 1, "Structures": 1}
    outsider = sign_in(known.outsider).get("/annuaire/contacts/?q=lapalisse")
    assert outsider.context["cards"] == []
    assert [tab.count for tab in outsider.context["tabs"]] == [1, 0, 1]


def test_an_empty_list_says_why_and_where_else(known: People, sign_in: SignIn) -> None:
    answer = sign_in(known.member).get("/annuaire/contacts/?q=morand")
    page = answer.content.decode()
    assert "Rien ici ne répond" in page
    assert re.search(r'<a href="/annuaire/\?q=morand">1 membre</a> répond', page)


def test_as_many_queries_for_five_as_for_two_hundred(
    people: People, spaces: Spaces, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    client = sign_in(people.member)
    asked = [
        f"/annuaire/{tab}{query}"
        for tab in ("", "contacts/", "structures/")
        for query in ("", "?q=durand&vue=liste", "?commune=03138")
    ]
    counts = []
    for more in (5, 200):
        cards.many(more)
        for number in range(more):
            cards.contact(
                spaces.ges,
                last_name=f"Durand {number}",
                commune_code="03138",
                commune_name="Lapalisse",
            )
            cards.structure(f"Cabinet Durand {Structure.objects.count()}")
        made = {}
        for address in asked:
            with django_assert_max_num_queries(27) as counted:
                assert client.get(address).context["total"]
            made[address] = len(counted)
        counts.append(made)
    assert counts[0] == counts[1]


def test_a_card_in_a_list_shows_no_telephone_to_who_may_not_see_it(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    cards.give(people.member, phone="04 65 71 00 42", phone_audience="spaces")
    assert b"04 65 71 00 42" not in sign_in(people.outsider).get("/annuaire/").content
    Membership.objects.create(space=spaces.ges, member=people.outsider)
    assert b"04 65 71 00 42" in sign_in(people.outsider).get("/annuaire/").content


@pytest.mark.parametrize("many", [False, True])
def test_what_answers_elsewhere_is_counted_in_good_french(
    known: People, sign_in: SignIn, spaces: Spaces, many: bool
) -> None:
    for number in range(3 if many else 1):
        cards.structure(f"Sycomore {number}", "Vichy")
        cards.contact(spaces.public, last_name=f"Sycomore {number}")
    page = sign_in(known.member).get("/annuaire/?q=sycomore").content.decode()
    said = re.sub(r"<[^>]+>", "", page)
    if many:
        assert "3 structures répondent." in said
        assert "3 contacts répondent." in said
    else:
        assert "1 structure répond." in said
        assert "1 contact répond." in said


def test_a_person_is_found_by_the_beginning_of_his_address(
    known: People, sign_in: SignIn
) -> None:
    client = sign_in(known.colleague)
    for asked in (known.outsider.email, "outsider@", "OUTSIDER@Test"):
        assert names(client, f"q={asked}") == ["Émilie Mœglé"]
    assert names(client, "q=@test.example") == []
    occasional = sign_in(known.occasional)
    assert names(occasional, f"q={known.outsider.email}") == []


def test_people_are_found_by_the_postcode_of_their_commune(
    known: People, sign_in: SignIn
) -> None:
    client = sign_in(known.editor)
    assert "Lise Aubert" in names(client, "q=03200")
    assert "Lise Aubert" not in names(client, "q=03120")
    assert names(client, "q=99999") == []


def test_boxes_of_the_same_count_stand_in_french_order(
    known: People, sign_in: SignIn
) -> None:
    for member, name in ((known.editor, "Éducateur"), (known.staff, "Zoologue")):
        member.professions.add(Profession.objects.create(name=name))
    answer = sign_in(known.member).get("/annuaire/")
    (boxes,) = [each for each in answer.context["facets"] if each.name == "profession"]
    labels = [fold(option.label) for option in boxes.options]
    assert labels == sorted(labels)
