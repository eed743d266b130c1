"""Structures, contacts and exports."""

import csv
import io
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from members.directory.contacts import add_contact
from members.directory.structures import delete_structure, merge_structures
from members.exports import defused
from members.models import Contact, JournalEntry, Member, Practice, Space, Structure
from tests.members import cards
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def rows(client: Client, query: str = "", kind: str = "membres") -> list[list[str]]:
    answer = client.get(f"/annuaire/export/{kind}.csv?{query}")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith("attachment")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))


def test_an_export_follows_the_filters_and_is_journaled(
    people: People, sign_in: SignIn
) -> None:
    cards.give(
        people.member,
        profession=cards.NURSE,
        structure=cards.structure(),
        phone="04 65 71 00 01",
        phone_audience="staff",
        working_days="12345",
    )
    head, only = rows(sign_in(people.staff), "q=infirmiere&commune=03138")
    line = dict(zip(head, only, strict=True))
    assert line["Nom"] == "Morand"
    assert line["Professions"] == cards.NURSE
    assert line["Communes"] == "Lapalisse"
    assert line["Téléphone"] == "04 65 71 00 01"
    assert line["Qui voit le téléphone"] == "l’équipe du Pays seulement"
    assert line["Jours de travail"] == "du lundi au vendredi"
    assert line["Espaces"] == "GES / Sorties d’hôpital"
    entry = JournalEntry.objects.get(kind="export")
    assert entry.by == people.staff
    assert (
        "1 ligne (« infirmiere »".replace(" »", "\u202f»").replace("« ", "«\u202f")
        in entry.sentence
    )
    assert "Lapalisse" in entry.sentence


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_made_a_text(start: str) -> None:
    assert defused(f"{start}1+1") == f"'{start}1+1"


def test_formulas_of_people_leave_as_texts(people: People, sign_in: SignIn) -> None:
    cards.give(
        people.member, concerns='=HYPERLINK("http://x";"y")', phone="+41221234567"
    )
    line = rows(sign_in(people.staff), "q=morand")[1]
    assert '\'=HYPERLINK("http://x";"y")' in line
    assert "'+41221234567" in line


def test_contacts_and_structures_are_exported_too(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    cards.contact(spaces.ges)
    cards.structure()
    client = sign_in(people.staff)
    assert rows(client, kind="contacts")[1][0] == "Sabatier"
    assert rows(client, kind="structures")[1][0] == "MSP de la Besbre"
    assert client.get("/annuaire/export/autre.csv").status_code == 404


def test_exports_cost_as_many_queries_for_any_number(
    people: People, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    client = sign_in(people.staff)
    for path in ("/annuaire/export/membres.csv", "/annuaire/imprimer/"):
        counts = []
        for more in (5, 300):
            cards.many(more)
            with django_assert_max_num_queries(15) as counted:
                assert client.get(path).status_code == 200
            counts.append(len(counted))
        assert counts[0] == counts[1], path


def test_paper_leaves_out_telephones_that_are_not_for_all(
    people: People, sign_in: SignIn
) -> None:
    cards.give(people.member, commune="Vichy", phone="04 65 71 00 01")
    cards.give(
        people.colleague,
        profession=cards.NURSE,
        phone="04 65 71 00 02",
        phone_audience="spaces",
    )
    client = sign_in(people.staff)
    answer = client.get("/annuaire/imprimer/")
    page = answer.content.decode()
    assert "04 65 71 00 01" in page
    assert "04 65 71 00 02" not in page
    names = [group.name for group in answer.context["groups"]]
    assert names == ["Vichy", "Sans commune"]
    by = client.get("/annuaire/imprimer/?par=profession").context["groups"]
    assert [group.name for group in by] == [cards.NURSE, "Sans profession"]
    assert JournalEntry.objects.filter(kind="export").count() == 2


def test_a_structure_is_added_changed_and_its_people_follow(
    people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    sent = {
        "name": "EHPAD Les Tilleuls",
        "kind": "ehpad",
        "commune": "Varennes-sur-Allier",
        "finess": "03 078 0001",
        "website": "tilleuls.example",
    }
    assert client.post("/annuaire/structures/ajouter/", sent).status_code == 302
    place = Structure.objects.get()
    assert place.finess == "030780001"
    assert place.website == "https://tilleuls.example"
    cards.give(people.member, structure=place)
    client.post(
        f"{place.get_absolute_url()}modifier/", sent | {"commune": "Saint-Prix (03)"}
    )
    practice = Practice.objects.get()
    assert practice.commune_name == "Saint-Prix"
    assert " prix " in Member.objects.get(pk=people.member.pk).folded


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "remplissez-le"),
        ({"kind": "x"}, "x"),
        ({"commune": "Saint-Denis"}, "choisissez la bonne"),
        ({"finess": "12"}, "neuf caractères"),
        ({"phone": "abc"}, "n’est pas complet"),
        ({"commune": "Lapalisse", "name": "msp de la besbre"}, "existe déjà ici"),
        ({"commune": "Lapalisse", "name": "MSP de la Bèsbre"}, "est déjà dans l’ann"),
    ],
)
def test_a_structure_that_is_wrong_is_told(
    people: People, sign_in: SignIn, fields: dict[str, str], says: str
) -> None:
    cards.structure()
    sent = {"name": "Cabinet", "kind": "cabinet"} | fields
    answer = sign_in(people.staff).post("/annuaire/structures/ajouter/", sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Structure.objects.count() == 1


def test_doubles_become_one(people: People, spaces: Spaces, sign_in: SignIn) -> None:
    kept = cards.structure("MSP de la Besbre")
    double = cards.structure("Maison de santé Besbre", "")
    double.phone = "04 65 71 00 80"
    double.save()
    cards.give(people.member, structure=kept)
    cards.give(people.member, structure=double)
    cards.give(people.colleague, structure=double)
    someone = cards.contact(spaces.ges, structure=double)
    client = sign_in(people.staff)
    address = f"{double.get_absolute_url()}fusionner/"
    asked = client.get(f"{address}?avec=MSP de la Besbre").content.decode()
    assert "2 membres y passent" in asked
    assert "1 contact aussi" in asked
    assert client.post(address, {"avec": str(kept)})["Location"] == (
        kept.get_absolute_url()
    )
    assert "ne font plus qu’une" in client.get("/annuaire/").content.decode()
    moved = sign_in(people.member).get(double.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, kept.get_absolute_url())
    kept.refresh_from_db()
    assert kept.phone == "04 65 71 00 80"
    assert kept.practices.count() == 2
    assert {p.commune_name for p in kept.practices.all()} == {"Lapalisse"}
    someone.refresh_from_db()
    assert someone.structure == kept
    assert not Structure.objects.filter(pk=double.pk).exists()
    colleague = Member.objects.get(pk=people.colleague.pk)
    assert " msp de la besbre " in colleague.folded


def test_an_address_follows_structures_that_are_merged_twice(
    people: People, sign_in: SignIn
) -> None:
    first, second, third = (cards.structure(name) for name in ("Un", "Deux", "Trois"))
    old = first.get_absolute_url()
    merge_structures(people.staff, first, second)
    merge_structures(people.staff, second, third)
    answer = sign_in(people.member).get(old)
    assert answer["Location"] == third.get_absolute_url()
    delete_structure(people.staff, third)
    assert sign_in(people.member).get(old).status_code == 404


@pytest.mark.parametrize("avec", ["", "Nulle part", "Maison de santé Besbre"])
def test_a_structure_is_not_merged_into_nothing_or_itself(
    people: People, sign_in: SignIn, avec: str
) -> None:
    double = cards.structure("Maison de santé Besbre")
    client = sign_in(people.staff)
    address = f"{double.get_absolute_url()}fusionner/"
    assert client.post(address, {"avec": avec}).status_code == 422
    with pytest.raises(ValueError, match="into itself"):
        merge_structures(people.staff, double, double)
    with pytest.raises(PermissionDenied):
        merge_structures(people.member, double, cards.structure("Autre"))


def test_a_structure_goes_and_its_people_keep_their_commune(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    place = cards.structure()
    nowhere = cards.structure("ARS", "")
    cards.give(people.member, structure=place)
    cards.give(people.member, structure=nowhere)
    cards.contact(spaces.ges, structure=place)
    client = sign_in(people.staff)
    asked = client.get(f"{place.get_absolute_url()}supprimer/").content.decode()
    assert "1 membre dit y exercer, et 1 contact y est rattaché" in asked
    client.post(f"{place.get_absolute_url()}supprimer/")
    delete_structure(people.staff, nowhere)
    assert [str(p) for p in people.member.practices.all()] == ["Lapalisse"]
    assert Contact.objects.get().structure is None
    assert " besbre " not in Member.objects.get(pk=people.member.pk).folded


def test_an_editor_keeps_the_contacts_of_his_space(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    sent = {"last_name": "Sabatier", "space": spaces.group.pk, "commune": "Vichy"}
    assert client.post("/annuaire/contacts/ajouter/", sent).status_code == 302
    added = Contact.objects.get()
    assert (added.added_by, added.commune_code) == (people.editor, "03310")
    address = added.get_absolute_url()
    assert sign_in(people.member).get(address).status_code == 200
    assert sign_in(people.outsider).get(address).status_code == 404
    assert sign_in(people.member).post(f"{address}modifier/", sent).status_code == 403
    client.post(f"{address}modifier/", sent | {"first_name": "Véro"})
    assert " vero " in Contact.objects.get().folded
    elsewhere = client.post(f"{address}modifier/", sent | {"space": spaces.ges.pk})
    assert elsewhere.status_code == 422
    assert sign_in(people.member).post(f"{address}supprimer/").status_code == 403
    client.post(f"{address}supprimer/")
    assert not Contact.objects.exists()


def test_a_contact_is_not_added_where_one_does_not_edit(
    people: People, spaces: Spaces
) -> None:
    with pytest.raises(PermissionDenied):
        add_contact(people.member, Contact(last_name="X", space=spaces.ges), [])


def test_the_page_of_a_structure_shows_whom_the_reader_may_find(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    place = cards.structure()
    cards.give(people.member, structure=place)
    cards.give(people.outsider, structure=place)
    cards.contact(spaces.ges, structure=place)
    address = place.get_absolute_url()
    assert sign_in(people.member).get(address).context["people_count"] == 2
    occasional = sign_in(people.occasional).get(address)
    assert occasional.context["people_count"] == 1
    assert "Marc Thévenet" not in occasional.content.decode()
    assert "Sabatier" not in occasional.content.decode()


def test_the_day_of_an_export_is_in_its_name(people: People, sign_in: SignIn) -> None:
    answer = sign_in(people.staff).get("/annuaire/export/membres.csv")
    assert timezone.localdate().isoformat() in answer["Content-Disposition"]


def test_staff_find_a_closed_account_and_not_an_erased_one(
    people: People, sign_in: SignIn
) -> None:
    Member.objects.filter(pk__in=[people.member.pk, people.admin.pk]).update(
        is_active=False
    )
    staff = sign_in(people.staff)
    page = staff.get(people.member.get_absolute_url()).content.decode()
    assert "Compte fermé" in page
    assert f'href="/admin/users/edit/{people.member.pk}/"' in page
    assert staff.get(people.admin.get_absolute_url()).status_code == 404
    Member.objects.filter(pk=people.member.pk).update(anonymised_at=timezone.now())
    assert staff.get(people.member.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("state", ["archived", "frozen"])
def test_a_contact_is_not_offered_a_space_that_takes_nothing_in(
    state: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.ges.pk).update(state=state)
    page = sign_in(people.staff).get("/annuaire/contacts/ajouter/")
    offered = set(page.context["form"].fields["space"].queryset)
    assert spaces.ges not in offered
    assert spaces.group in offered


def test_the_only_space_where_one_adds_a_contact_is_ticked(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    add = "/annuaire/contacts/ajouter/"
    form = sign_in(people.editor).get(add).context["form"]
    assert form["space"].value() == spaces.group.pk
    assert sign_in(people.staff).get(add).context["form"]["space"].value() is None
