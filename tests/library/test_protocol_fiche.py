"""The fiche of a care protocol: what it says, who writes it, what it approves."""

import pytest
from django.core import mail
from django.urls import reverse

from library.models import Protocol, Signatory, Understood
from library.protocols import copies, reading
from library.protocols.needed import with_needed
from members.models import Space
from tests.library.protocols import DOCTOR, NURSE, address, fiche, new_version, trade


def test_its_fiche_says_whom_it_concerns_and_who_wrote_and_approved_it(
    document, nurses, people, sign_in
):
    staff, reader = sign_in(people.staff), sign_in(people.colleague)
    assert "C’est un protocole…" in staff.get(document.get_absolute_url()).text
    answer = staff.post(address("protocol", document), fiche(), follow=True)
    assert "La fiche du protocole est enregistrée" in answer.text
    kept = Protocol.objects.get(document=document)
    assert kept.asks_reading
    signed = [
        (each.part, each.name, each.profession.name, each.member)
        for each in kept.signatories.all()
    ]
    assert signed == [
        ("author", "Claire Morand", NURSE, people.member),
        ("author", "Jean Dupré", NURSE, None),
        ("validator", "Dr Anne Villard", DOCTOR, people.editor),
    ]
    page = reader.get(document.get_absolute_url()).text
    assert "Protocole de soins" in page
    assert "jeudi 12 mars 2026" in page
    assert people.member.get_absolute_url() in page
    assert "Personne ne l’a validé pour" not in page
    page = staff.get(document.get_absolute_url()).text
    assert "Personne ne l’a validé pour" in page
    # Opened again, the form shows what was written, and changes nothing by itself.
    form = staff.get(address("protocol", document)).context["form"]
    assert form.initial["validators"] == f"Dr Anne Villard, {DOCTOR}"
    again = {**form.initial, "approved_on": "2026-03-12", "asks_reading": "on"}
    since = kept.asked_at
    staff.post(address("protocol", document), again)
    kept.refresh_from_db()
    assert [each.name for each in kept.signatories.all()] == [s[1] for s in signed]
    assert kept.asked_at == since


@pytest.mark.parametrize(
    "wrong",
    [
        ({"authors": "Claire Morand, infirmièree"}, "Profession inconnue"),
        ({"authors": ", infirmière"}, "écrivez d’abord le nom"),
        ({"validators": "Claire\n" * 41}, "Pas plus de 40 personnes"),
        ({"approved_on": "2099-01-01"}, "n’est pas encore venue"),
        ({"approved_on": "1789-07-14"}, "est-elle la bonne"),
        ({"professions": []}, "Cochez les professions qui doivent le lire"),
        ({"authors": "2 94 03 75 120 005 91"}, "numéro"),
    ],
)
def test_what_is_wrong_in_the_fiche_is_told_and_nothing_is_kept(
    document, nurses, people, sign_in, wrong
):
    given, said = wrong
    answer = sign_in(people.staff).post(address("protocol", document), fiche(**given))
    assert answer.status_code == 422
    assert said in answer.text
    assert not Protocol.objects.exists()
    assert not Signatory.objects.exists()


def test_only_who_may_change_the_document_fills_it_in(document, people, sign_in):
    reader = sign_in(people.colleague)
    assert reader.get(address("protocol", document)).status_code == 403
    assert reader.post(address("protocol", document), fiche()).status_code == 403
    assert "C’est un protocole…" not in reader.get(document.get_absolute_url()).text
    assert (
        sign_in(people.outsider).get(address("protocol", document)).status_code == 404
    )
    Space.objects.filter(pk=document.space_id).update(state=Space.State.FROZEN)
    answer = sign_in(people.staff).post(address("protocol", document), fiche())
    assert answer.status_code == 403
    assert "figé" in answer.text


def test_it_is_a_document_like_the_others_again(protocol, people, sign_in):
    staff = sign_in(people.staff)
    reading.understand(people.member, protocol.document, 1)
    staff.post(address("protocol_remove", protocol.document))
    page = staff.get(protocol.document.get_absolute_url()).text
    assert "C’est un protocole…" in page
    assert Understood.objects.count() == 1
    assert not reading.pending_of(people.member).exists()
    assert "n’est pas en usage" in staff.get(protocol.copy_path(1)).text
    lists = staff.get(reverse("library:documents") + "?protocoles=on").text
    assert "Hypoglycémie" not in lists
    # Made one again, it is the same: its papers too.
    form = staff.get(address("protocol", protocol.document)).context["form"]
    assert form.initial["professions"] == [trade(NURSE).pk]
    staff.post(address("protocol", protocol.document), fiche())
    assert Protocol.objects.get().code == protocol.code


def test_an_approval_is_of_one_version_and_of_its_minor_ones(protocol, people, sign_in):
    document, staff = protocol.document, sign_in(people.staff)
    staff.post(address("protocol", document), fiche())
    page = staff.get(document.get_absolute_url()).text
    assert "Validé par" in page
    new_version(document, sign_in, people.staff, "Une faute de moins", is_minor="on")
    assert "Pas encore, pour cette version" not in (
        staff.get(document.get_absolute_url()).text
    )
    new_version(document, sign_in, people.staff, "Autre conduite")
    page = sign_in(people.colleague).get(document.get_absolute_url()).text
    assert "Pas encore, pour cette version" in page
    assert "Version 1 validée par" in page
    assert "jeudi 12 mars 2026" in page
    kept = with_needed(Protocol.objects.all()).get()
    assert "approuvée" not in copies.said_by(kept, document.current)[0]
    # Saved again as it was, it is not approved by that; with another date, it is.
    staff = sign_in(people.staff)
    staff.post(address("protocol", document), fiche())
    assert "Pas encore" in staff.get(document.get_absolute_url()).text
    staff.post(address("protocol", document), fiche(approved_on="2026-03-20"))
    assert "Pas encore" not in staff.get(document.get_absolute_url()).text


def test_who_is_named_is_told_once(document, nurses, people, sign_in, work):
    staff = sign_in(people.staff)
    mail.outbox.clear()
    staff.post(address("protocol", document), fiche())
    staff.post(address("protocol", document), fiche(approved_on="2026-03-13"))
    work()
    told = sorted(m.to[0] for m in mail.outbox)
    assert told == sorted([people.member.email, people.editor.email])
    assert "Vous êtes nommé dans le protocole" in mail.outbox[0].subject


def test_what_another_wrote_meanwhile_is_not_undone_unseen(protocol, people, sign_in):
    staff = sign_in(people.staff)
    opened = staff.get(address("protocol", protocol.document)).context["form"]
    opened = opened.initial["opened_at"]
    staff.post(address("protocol", protocol.document), fiche(opened_at=opened))
    late = fiche(opened_at=opened, authors="Jean Dupré, IDE", validators="")
    answer = staff.post(address("protocol", protocol.document), late)
    assert answer.status_code == 409
    assert "Quelqu’un a enregistré autre chose" in answer.text
    assert "Anne Villard" in answer.text
    assert protocol.signatories.count() == 3
    again = answer.context["form"].data["opened_at"]
    answer = staff.post(
        address("protocol", protocol.document), {**late, "opened_at": again}
    )
    assert answer.status_code == 302
    assert protocol.signatories.count() == 1
