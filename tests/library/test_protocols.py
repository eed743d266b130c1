"""Care protocols: « lu et compris », asked, said, and reminded."""

from datetime import timedelta

from django.core import mail
from django.urls import reverse
from django.utils import timezone

from library.keeping import archiving
from library.models import Protocol, ReadingAsked, Understood
from library.protocols import reading, reminding
from members import leaving, personal
from members.models import Member, Membership, Space
from tests.library.protocols import NURSE, address, new_version, trade


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


def test_who_has_read_a_former_version_is_told_apart(protocol, people, sign_in):
    document, staff = protocol.document, sign_in(people.staff)
    reading.understand(people.colleague, document, 1)
    new_version(document, sign_in, people.staff, "Autre conduite")
    staff = sign_in(people.staff)
    page = staff.get(address("readings", document)).text
    assert "avait lu la version 1" in page
    table = staff.get(address("readings_csv", document)).text
    assert f"Lise Aubert;{NURSE};;pas encore;1" in table
