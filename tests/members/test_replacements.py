"""Who replaces is understood when he is written short, and is there on those days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members import leaving
from members.models import Absence, Member
from tests.members import cards
from tests.people import People

SignIn = Callable[[Member | None], Client]


def address(member: Member) -> str:
    return f"/annuaire/{member.pk}/modifier/absences/"


def announce(client: Client, member: Member, who: str, **more: str) -> tuple[int, str]:
    today = timezone.localdate()
    given = {"starts_on": today, "ends_on": today + timedelta(3), "who": who}
    answer = client.post(address(member), given | more, follow=True)
    return answer.status_code, answer.content.decode().replace("\u202f", " ")


def away(member: Member, first: int, last: int, by: Member | None = None) -> Absence:
    today = timezone.localdate()
    return Absence.objects.create(
        member=member,
        starts_on=today + timedelta(first),
        ends_on=today + timedelta(last),
        replaced_by=by,
    )


@pytest.mark.parametrize(
    "who",
    [
        "Aubert",
        "aubert",
        "Mme Aubert",
        "Madame Lise Aubert",
        "colleague@test.example",
        "COLLEAGUE@test.example",
        "Lise Aubert <colleague@test.example>",
    ],
)
def test_a_last_name_or_an_address_is_the_member(
    people: People, sign_in: SignIn, who: str
) -> None:
    status, page = announce(sign_in(people.member), people.member, who)
    assert status == 200
    absence = Absence.objects.get()
    assert (absence.replaced_by, absence.replacement) == (people.colleague, "")
    short = "@" not in who and "Lise" not in who
    told = f"« {who} » est compris comme Lise Aubert, membre : si c’est quelqu’un"
    assert (told in page) is short


@pytest.mark.parametrize(
    "who",
    ["Aubert 04 65 71 00 09", "Auber", "Lise", "ailleurs@x.fr", "Jean Morand", "M."],
)
def test_what_names_no_other_member_is_kept_as_written(
    people: People, sign_in: SignIn, who: str
) -> None:
    announce(sign_in(people.member), people.member, who)
    absence = Absence.objects.get()
    assert (absence.replaced_by, absence.replacement) == (None, who)


@pytest.mark.parametrize("who", ["Morand", "Mme Morand", "moi", "Moi-même"])
def test_the_absent_person_is_not_who_replaces(
    people: People, sign_in: SignIn, who: str
) -> None:
    status, page = announce(sign_in(people.member), people.member, who)
    assert status == 422
    assert "la personne absente" in page
    assert not Absence.objects.exists()


def test_of_several_one_is_asked_which(people: People, sign_in: SignIn) -> None:
    cards.give(people.outsider, last_name="Aubert", profession=cards.NURSE)
    cards.give(people.colleague, commune="Saint-Prix (03)")
    client = sign_in(people.member)
    status, page = announce(client, people.member, "Aubert")
    assert status == 422
    assert "Plusieurs membres répondent à « Aubert » : dites lequel." in page
    assert f'name="who_choice" value="{people.outsider.pk}"' in page
    assert cards.NURSE in page
    assert "Saint-Prix (03)" in page
    assert not Absence.objects.exists()
    stranger = str(people.staff.pk)
    assert announce(client, people.member, "Aubert", who_choice=stranger)[0] == 422
    picked = str(people.outsider.pk)
    announce(client, people.member, "Aubert", who_choice=picked)
    assert Absence.objects.get().replaced_by == people.outsider
    Absence.objects.all().delete()
    announce(client, people.member, "Aubert", who_choice="autre")
    assert Absence.objects.get().replacement == "Aubert"


def test_two_of_one_whole_name_are_asked_too(people: People, sign_in: SignIn) -> None:
    cards.give(people.outsider, first_name="Lise", last_name="Aubert")
    status, page = announce(sign_in(people.member), people.member, "Lise Aubert")
    assert status == 422
    assert page.count('name="who_choice"') == 3


def test_a_namesake_of_who_is_away_is_meant(people: People, sign_in: SignIn) -> None:
    cards.give(people.outsider, last_name="Morand")
    announce(sign_in(people.member), people.member, "Morand")
    assert Absence.objects.get().replaced_by == people.outsider


def test_who_may_not_be_found_is_not_recognised(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.occasional)
    for who in (people.outsider.email, people.outsider.last_name):
        announce(client, people.occasional, who)
        absence = Absence.objects.get()
        assert (absence.replaced_by, absence.replacement) == (None, who)
        absence.delete()


def test_two_who_count_on_each_other_are_told(people: People, sign_in: SignIn) -> None:
    other = away(people.colleague, 2, 9, people.member)
    status, page = announce(sign_in(people.member), people.member, "Lise Aubert")
    assert status == 200
    told = (
        f"Lise Aubert est en absence aussi, du {other.starts_on:%d/%m/%Y} au "
        f"{other.ends_on:%d/%m/%Y}, et compte sur vous pour le remplacement : ces "
        "jours-là, il n’y a personne."
    )
    assert told in page
    assert "il faudra quelqu’un d’autre" not in page
    assert "En absence aussi du" in page
    for client in (sign_in(people.editor), sign_in(people.member)):
        shown = client.get(people.member.get_absolute_url()).content.decode()
        assert "En absence aussi du" in shown


def test_one_who_is_away_himself_is_told_and_so_is_who_replaces(
    people: People, sign_in: SignIn
) -> None:
    away(people.colleague, 2, 9)
    away(people.outsider, 1, 1, people.member)
    away(people.editor, 20, 21, people.member)
    _, page = announce(sign_in(people.staff), people.member, "Aubert")
    assert ": pour ces jours, donnez quelqu’un d’autre." in page
    assert "Claire Morand remplace Marc Thévenet du" in page
    assert page.count("il faudra quelqu’un d’autre pour ces jours") == 1


def test_the_lists_say_that_who_replaces_is_away_today(
    people: People, sign_in: SignIn
) -> None:
    away(people.member, 0, 3, people.colleague)
    client = sign_in(people.editor)
    client.get("/annuaire/")
    with CaptureQueriesContext(connection) as few:
        assert "en absence aussi" not in client.get("/annuaire/").content.decode()
    away(people.colleague, 0, 0)
    away(people.outsider, 0, 0, people.member)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/annuaire/").content.decode()
    assert page.count("</a>, en absence aussi") == 2
    assert len(many) == len(few)


def test_days_that_only_touch_are_no_clash(people: People, sign_in: SignIn) -> None:
    away(people.colleague, 4, 9)
    _, page = announce(sign_in(people.member), people.member, "Lise Aubert")
    assert "absence aussi" not in page
    assert Absence.objects.filter(starts_on__gt=date(2020, 1, 1)).count() == 2


@pytest.mark.parametrize("leaves", [leaving.close, leaving.anonymise])
def test_who_counted_on_somebody_that_leaves_is_told(
    people: People,
    sign_in: SignIn,
    work: Callable[[], None],
    leaves: Callable[[Member, Member], None],
) -> None:
    away(people.member, 0, 3, people.colleague)
    away(people.editor, -9, -2, people.colleague)  # it is over
    mail.outbox.clear()
    leaves(people.staff, people.colleague)
    work()
    told = [m for m in mail.outbox if "ne vous remplacera pas" in m.subject]
    assert [m.to for m in told] == [[people.member.email]]
    assert address(people.member) in told[0].body
    page = sign_in(people.member).get(address(people.member)).text
    assert "Remplacement\u202f: " not in page
    assert "Ancien membre" not in page


@pytest.mark.parametrize(
    "who",
    ["moi", "Moi", "MOI", "moi-même", "Moi même.", "c’est moi", "par moi", "moi !"],
)
def test_me_on_the_card_of_another_is_who_writes(
    people: People, sign_in: SignIn, who: str
) -> None:
    status, page = announce(sign_in(people.staff), people.member, who)
    assert status == 200
    absence = Absence.objects.get()
    assert (absence.replaced_by, absence.replacement) == (people.staff, "")
    me = people.staff.get_full_name()
    assert f"« {who} » est compris comme vous, {me} : si c’est quelqu’un" in page
    shown = sign_in(people.colleague).get(people.member.get_absolute_url())
    assert me in shown.content.decode()


@pytest.mark.parametrize("who", ["moi, 04 65 71 00 09", "Moi (Sylvie)", "moi ou Lise"])
def test_me_and_something_else_on_another_s_card_asks_for_a_name(
    people: People, sign_in: SignIn, who: str
) -> None:
    status, page = announce(sign_in(people.staff), people.member, who)
    assert status == 422
    assert "ne dit pas à qui la lit qui remplace : écrivez votre nom" in page
    assert f'value="{who}"' in page
    assert not Absence.objects.exists()
    assert announce(sign_in(people.member), people.member, who)[0] == 422


@pytest.mark.parametrize(
    "who", ["Moira Petit", "chez moi", "Jean, pas moi", "Moinet", "C. Bien", "par mail"]
)
def test_a_name_or_a_sentence_is_not_me(
    people: People, sign_in: SignIn, who: str
) -> None:
    announce(sign_in(people.staff), people.member, who)
    absence = Absence.objects.get()
    assert (absence.replaced_by, absence.replacement) == (None, who)


def test_staff_who_are_away_are_not_replaced_by_themselves(
    people: People, sign_in: SignIn
) -> None:
    status, page = announce(sign_in(people.staff), people.staff, "c’est moi")
    assert status == 422
    assert "la personne absente" in page


def test_me_is_away_too_is_told(people: People, sign_in: SignIn) -> None:
    away(people.staff, 2, 9)
    _, page = announce(sign_in(people.staff), people.member, "moi")
    assert "est en absence aussi, du" in page


@pytest.mark.parametrize(
    "who", ["elle-même", "Lui-même", "elle", "lui", "c’est elle", "eux-mêmes", "vous"]
)
def test_a_pronoun_names_nobody(people: People, sign_in: SignIn, who: str) -> None:
    for by in (people.member, people.staff):
        status, page = announce(sign_in(by), people.member, who)
        assert status == 422
        assert f"« {who} » ne dit pas qui remplace : donnez un nom" in page
    assert not Absence.objects.exists()


@pytest.mark.parametrize("who", ["personne", "Personne.", "aucun", ""])
def test_nobody_replaces(people: People, sign_in: SignIn, who: str) -> None:
    status, _ = announce(sign_in(people.member), people.member, who)
    assert status == 200
    absence = Absence.objects.get()
    assert (absence.replaced_by, absence.replacement) == (None, "")


def test_on_the_card_of_another_he_is_named(people: People, sign_in: SignIn) -> None:
    def asked(by: Member) -> str:
        answer = sign_in(by).get(address(people.member))
        return answer.content.decode().replace("\u202f", " ")

    assert "Qui vous remplace ?" in asked(people.member)
    page = asked(people.staff)
    assert "Qui remplace Claire Morand ?" in page
    assert "vous remplace" not in page
