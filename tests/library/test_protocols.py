"""Care protocols: their fiche, and « lu et compris »."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from library.door import passing
from library.keeping import archiving
from library.models import Protocol, ReadingAsked, Signatory, Understood
from library.protocols import copies, reading, reminding
from library.protocols.needed import with_needed
from members import leaving, personal
from members.models import Member, Membership, Profession, Space

NURSE = "Infirmier, infirmière"
DOCTOR = "Médecin généraliste"


def address(name, document):
    return reverse(f"library:{name}", args=[document.pk])


def trade(name):
    return Profession.objects.get(name=name)


@pytest.fixture
def nurses(people):
    """`member`, `colleague` and `outsider` are nurses; `editor` is a doctor."""
    for one in (people.member, people.colleague, people.outsider, people.occasional):
        one.professions.add(trade(NURSE))
    people.editor.professions.add(trade(DOCTOR))


@pytest.fixture
def document(add_file, people, spaces):
    made = add_file("Resucrer", "a.txt", title="Hypoglycémie", by=people.staff)
    made.refresh_from_db()
    return made


@pytest.fixture
def protocol(document, nurses):
    made = Protocol.objects.create(document=document, asked_at=timezone.now())
    made.professions.add(trade(NURSE))
    return made


def fiche(**given):
    return {
        "professions": [str(trade(NURSE).pk), str(trade(DOCTOR).pk)],
        "authors": "Claire Morand, infirmière\nJean Dupré, IDE",
        "validators": "- Dr Anne Villard, médecin généraliste",
        "approved_on": "2026-03-12",
        "asks_reading": "on",
        **given,
    }


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


def test_asked_are_the_professions_concerned_that_see_the_space(
    protocol, people, spaces
):
    asking = reading.asking().get()
    assert set(reading.readers(asking)) == {people.member, people.colleague}
    protocol.signatories.create(part="author", name="Claire", member=people.member)
    assert set(reading.readers(asking)) == {people.colleague}
    assert not reading.pending_of(people.member).exists()
    assert reading.pending_of(people.colleague).exists()
    # The two ways of asking agree for everybody, in every kind of space.
    for space in vars(spaces).values():
        type(protocol.document).everything.update(space=space)
        asking = reading.asking().get()
        asked = set(reading.people_of(asking))
        for person in people.all().values():
            assert reading.pending_of(person).exists() == (person in asked), (
                person,
                space,
            )


def test_a_person_reads_then_says_so(protocol, people, sign_in):
    document, reader = protocol.document, sign_in(people.colleague)
    assert "À lire" in reader.get("/", follow=True).text
    assert "À lire <small>1</small>" in reader.get(reverse("library:documents")).text
    assert "Hypoglycémie" in reader.get(reverse("library:to_read")).text
    page = reader.get(document.get_absolute_url()).text
    assert "On vous demande de lire ce protocole" in page
    answer = reader.post(address("understood", document), {"version": 1}, follow=True)
    assert "lu et compris aujourd’hui" in answer.text
    reader.post(address("understood", document), {"version": 1})
    assert Understood.objects.filter(member=people.colleague).count() == 1
    page = reader.get(document.get_absolute_url()).text
    assert "On vous demande" not in page
    assert "Vous l’avez lu et compris" in page
    page = reader.get(reverse("library:to_read")).text
    assert "Rien ne vous attend" in page
    assert "Lus et compris" in page


def test_who_is_not_asked_confirms_nothing(protocol, people, sign_in):
    doctor = sign_in(people.editor)
    page = doctor.get(protocol.document.get_absolute_url()).text
    assert "On vous demande" not in page
    answer = doctor.post(address("understood", protocol.document), {"version": 1})
    assert answer.status_code == 302
    assert "Personne ne vous demande" in doctor.get(answer["Location"]).text
    outside = sign_in(people.outsider)
    answer = outside.post(address("understood", protocol.document), {"version": 1})
    assert answer.status_code == 404
    assert not Understood.objects.exists()


def new_version(document, sign_in, person, text, **given):
    data = {
        "title": document.title,
        "category": document.category_id,
        "space": document.space_id,
        "new_file": SimpleUploadedFile("b.txt", text.encode()),
        **given,
    }
    answer = sign_in(person).post(address("edit", document), data)
    assert answer.status_code == 302
    passing.let_through(document.versions.order_by("-number").first())
    document.refresh_from_db()


def test_a_new_version_asks_again_unless_nothing_is_to_be_read(
    protocol, people, sign_in
):
    document, reader = protocol.document, sign_in(people.colleague)
    reader.post(address("understood", document), {"version": 1})
    new_version(document, sign_in, people.staff, "Resucre", is_minor="on")
    assert document.current.number == 2
    assert not reading.pending_of(people.colleague).exists()
    new_version(document, sign_in, people.staff, "Resucrer puis appeler")
    assert reading.pending_of(people.colleague).exists()
    page = reader.get(document.get_absolute_url()).text
    assert "Vous aviez lu la version 1" in page
    # What he had under his eyes is not what others read now.
    answer = reader.post(address("understood", document), {"version": 2}, follow=True)
    assert answer.redirect_chain[-1][0] == document.get_absolute_url()
    assert "La version 3 a remplacé" in answer.text
    reader.post(address("understood", document), {"version": 3})
    assert not reading.pending_of(people.colleague).exists()


def test_nobody_is_asked_what_is_archived_frozen_or_withdrawn(
    protocol, people, sign_in
):
    document = protocol.document
    assert reading.pending_of(people.member).exists()
    archiving.archive(people.staff, document)
    assert not reading.pending_of(people.member).exists()
    archiving.take_out(people.staff, document)
    Space.objects.filter(pk=document.space_id).update(state=Space.State.FROZEN)
    assert not reading.pending_of(people.member).exists()
    Space.objects.filter(pk=document.space_id).update(state=Space.State.OPEN)
    Membership.objects.filter(member=people.member, space=document.space).delete()
    assert not reading.pending_of(people.member).exists()


def test_one_mail_then_reminders_until_it_is_read(
    protocol, add_file, people, work, time_machine
):
    morning = timezone.now().replace(hour=9)
    time_machine.move_to(morning, tick=False)
    other = Protocol.objects.create(
        document=add_file("Autre", "b.txt", title="Chute", by=people.staff),
        asked_at=morning,
    )
    other.professions.add(trade(NURSE))
    mail.outbox.clear()
    assert reminding.remind() == 2
    assert reminding.remind() == 0
    work()
    letter = next(m for m in mail.outbox if m.to == [people.member.email])
    assert letter.subject.startswith("2 protocoles à lire")
    assert "Hypoglycémie" in letter.body
    assert protocol.document.get_absolute_url() in letter.body
    days = []
    reading.understand(people.member, other.document, 1)
    for day in range(1, 90):
        time_machine.move_to(morning + timedelta(day), tick=False)
        reading.understand(people.colleague, protocol.document, 1)
        reading.understand(people.colleague, other.document, 1)
        if reminding.remind():
            days.append(day)
    assert days == [14, 44, 74]
    work()
    assert "Chute" not in mail.outbox[-1].body
    reading.understand(people.member, protocol.document, 1)
    time_machine.move_to(morning + timedelta(200), tick=False)
    assert reminding.remind() == 0


def test_editors_see_who_has_not_read_and_remind_them(protocol, people, sign_in, work):
    document, staff = protocol.document, sign_in(people.staff)
    reading.understand(people.colleague, document, 1)
    page = staff.get(document.get_absolute_url()).text
    assert "1 personne sur 2" in page
    page = staff.get(address("readings", document)).text
    assert "Claire Morand" in page
    assert "Pas encore de mail" in page
    assert "Lise Aubert" not in page
    page = staff.get(address("readings", document) + "?lus=1").text
    assert "Lise Aubert" in page
    assert "Claire Morand" not in page
    mail.outbox.clear()
    answer = staff.post(address("remind_readers", document), follow=True)
    assert "Un mail est parti." in answer.text
    assert "1 mail, le dernier" in answer.text
    work()
    assert [m.to for m in mail.outbox] == [[people.member.email]]
    answer = staff.post(address("remind_readers", document))
    assert answer.status_code == 403
    assert "déjà parti aujourd’hui" in answer.text
    table = staff.get(address("readings_csv", document)).text
    assert f"Claire Morand;{NURSE};;pas encore" in table
    assert f"Lise Aubert;{NURSE};1;{timezone.localdate():%d/%m/%Y}" in table
    reader = sign_in(people.colleague)
    for name in ("readings", "readings_csv"):
        assert reader.get(address(name, document)).status_code == 403
    assert reader.post(address("remind_readers", document)).status_code == 403


def test_many_readers_cost_as_many_queries_as_few(
    protocol, people, spaces, sign_in, django_assert_max_num_queries
):
    staff = sign_in(people.staff)
    staff.get(address("readings", protocol.document))
    with django_assert_max_num_queries(60) as few:
        staff.get(address("readings", protocol.document))
    for number in range(20):
        person = Member.objects.create_user(f"n{number}@test.example", last_name="N")
        Membership.objects.create(member=person, space=spaces.ges)
        person.professions.add(trade(NURSE))
    with django_assert_max_num_queries(60) as many:
        page = staff.get(address("readings", protocol.document)).text
    assert "Pas encore <span>22</span>" in page
    assert len(many) == len(few)


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


def test_the_library_lists_protocols_by_profession(protocol, add_file, people, sign_in):
    add_file("Compte rendu", "c.txt", title="Compte rendu")
    reader, every = sign_in(people.colleague), reverse("library:documents")
    page = reader.get(f"{every}?protocoles=on").text
    assert "Hypoglycémie" in page
    assert "Compte rendu" not in page
    page = reader.get(f"{every}?profession={trade(NURSE).pk}").text
    assert "Hypoglycémie" in page
    assert "Compte rendu" not in page


def test_his_readings_are_in_the_copy_of_his_data_and_go_with_him(protocol, people):
    reminding.remind()
    reading.understand(people.member, protocol.document, 1)
    held = dict(personal.parts)["documents"](people.member)
    assert held["protocoles lus et compris"][0]["titre"] == "Hypoglycémie"
    assert held["protocoles à lire"][0]["mails"] == 1
    protocol.signatories.create(
        part="author", name="Claire Morand", member=people.member
    )
    held = dict(personal.parts)["documents"](people.member)
    assert held["protocoles rédigés ou validés"][0]["nom"] == "Claire Morand"
    leaving.anonymise(people.staff, people.member)
    assert not Understood.objects.filter(member=people.member).exists()
    assert not ReadingAsked.objects.filter(member=people.member).exists()
    assert [each.name for each in protocol.signatories.all()] == ["Ancien membre"]


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
    opened = opened.initial["opened"]
    staff.post(address("protocol", protocol.document), fiche(opened=opened))
    late = fiche(opened=opened, authors="Jean Dupré, IDE", validators="")
    answer = staff.post(address("protocol", protocol.document), late)
    assert answer.status_code == 409
    assert "Quelqu’un a enregistré autre chose" in answer.text
    assert "Anne Villard" in answer.text
    assert protocol.signatories.count() == 3
    again = answer.context["form"].data["opened"]
    answer = staff.post(
        address("protocol", protocol.document), {**late, "opened": again}
    )
    assert answer.status_code == 302
    assert protocol.signatories.count() == 1


def test_who_has_read_a_former_version_is_told_apart(protocol, people, sign_in):
    document, staff = protocol.document, sign_in(people.staff)
    reading.understand(people.colleague, document, 1)
    new_version(document, sign_in, people.staff, "Autre conduite")
    staff = sign_in(people.staff)
    page = staff.get(address("readings", document)).text
    assert "avait lu la version 1" in page
    table = staff.get(address("readings_csv", document)).text
    assert f"Lise Aubert;{NURSE};;pas encore;1" in table
