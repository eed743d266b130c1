"""The page of a person, his vCard and his photo."""

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from members.directory.photos import put_photo
from members.directory.vcards import LONGEST, escaped, folded
from members.models import Absence, Member, Membership
from tests.conftest import AddFile
from tests.members import cards
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def page(client: Client, person: Member) -> str:
    answer = client.get(person.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_is_a_page(people: People, sign_in: SignIn) -> None:
    person = cards.give(
        people.colleague,
        profession=cards.NURSE,
        structure=cards.structure(),
        concerns="Plaies\nDiabète",
        phone="04 65 71 00 01",
        working_days="124",
        working_hours="Le matin",
    )
    shown = page(sign_in(people.member), person)
    for words in (
        "Infirmier, infirmière",
        "MSP de la Besbre",
        "Lapalisse",
        'href="tel:+33465710001"',
        "mailto:colleague@test.example",
        "Jours de travail\u202f: lundi, mardi, jeudi",
        "Le matin",
    ):
        assert words in shown, words
    assert shown.count("<h1") == 1


def test_only_spaces_that_the_reader_sees_are_named(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    assert "Sorties d’hôpital" in page(sign_in(people.member), people.colleague)
    outside = page(sign_in(people.outsider), people.colleague)
    assert "Sorties d’hôpital" not in outside
    occasional = page(sign_in(people.occasional), people.colleague)
    assert "Sorties d’hôpital" in occasional
    assert ">GES<" not in occasional


def test_whom_one_may_not_find_does_not_exist(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.occasional)
    for path in ("", "contact.vcf", "photo/x.jpg", "modifier/", "modifier/photo/"):
        address = f"{people.outsider.get_absolute_url()}{path}"
        assert client.get(address).status_code == 404


def test_who_replaces_is_named_to_who_knows_him(
    people: People, sign_in: SignIn
) -> None:
    today = timezone.localdate()
    for member, text in ((people.outsider, ""), (None, "Dr Martin")):
        Absence.objects.create(
            member=people.member,
            starts_on=today,
            ends_on=today + timedelta(5),
            replaced_by=member,
            replacement=text,
        )
    Absence.objects.create(
        member=people.member,
        starts_on=today - timedelta(9),
        ends_on=today - timedelta(8),
        replacement="Personne d’autre",
    )
    shown = page(sign_in(people.colleague), people.member)
    assert "Marc Thévenet" in shown
    assert "Dr Martin" in shown
    assert "Personne d’autre" not in shown
    assert "Marc Thévenet" not in page(sign_in(people.occasional), people.member)


def test_documents_that_he_shared_are_those_that_the_reader_sees(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    add_file(by=people.member, space=spaces.ges, title="Protocole de Claire")
    add_file(
        "Autre", "autre.txt", by=people.member, space=spaces.group, title="Proposé"
    )
    assert "Protocole de Claire" in page(sign_in(people.colleague), people.member)
    assert "Protocole de Claire" not in page(sign_in(people.outsider), people.member)
    assert "Proposé</a>" not in page(sign_in(people.editor), people.member)


def test_rpps_is_for_staff_and_for_oneself(people: People, sign_in: SignIn) -> None:
    person = cards.give(people.member, rpps="99900000011")
    assert "99900000011" in page(sign_in(people.staff), person)
    assert "99900000011" in page(sign_in(people.member), person)
    assert "99900000011" not in page(sign_in(people.colleague), person)


def test_the_page_of_a_person_costs_as_much_whatever_he_did(
    people: People, spaces: Spaces, sign_in: SignIn, django_assert_max_num_queries
) -> None:
    client = sign_in(people.member)
    counts = []
    for number in range(2):
        for _ in range(1 + 4 * number):
            cards.give(people.colleague, commune="Vichy")
            Absence.objects.create(
                member=people.colleague,
                starts_on=timezone.localdate(),
                ends_on=timezone.localdate(),
                replaced_by=people.editor,
            )
        with django_assert_max_num_queries(20) as counted:
            page(client, people.colleague)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def unfolded(text: str) -> list[str]:
    return re.sub(r"\r\n ", "", text).split("\r\n")


def vcard_of(client: Client, person: Member) -> str:
    answer = client.get(f"{person.get_absolute_url()}contact.vcf")
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    return answer.content.decode()


def test_a_vcard_holds_what_one_may_see(people: People, sign_in: SignIn) -> None:
    person = cards.give(
        people.colleague,
        profession=cards.NURSE,
        structure=cards.structure("Cabinet ; du, Pont"),
        concerns="Plaies, diabète ;\nle soir \\ la nuit " + "é" * 100,
        phone="04 65 71 00 01",
        phone_audience="spaces",
    )
    text = vcard_of(sign_in(people.member), person)
    assert all(len(line.encode()) <= LONGEST for line in text.split("\r\n"))
    lines = unfolded(text)
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert lines[-2:] == ["END:VCARD", ""]
    for line in (
        "FN:Lise Aubert",
        "N:Aubert;Lise;;;",
        "TITLE:Infirmier\\, infirmière",
        "ORG:Cabinet \\; du\\, Pont",
        "ADR;TYPE=WORK:;;;Lapalisse;Allier;03120;",
        "EMAIL;TYPE=INTERNET:colleague@test.example",
        "TEL;TYPE=WORK,VOICE:+33465710001",
        "NOTE:Plaies\\, diabète \\;\\nle soir \\\\ la nuit " + "é" * 100,
    ):
        assert line in lines
    assert "TEL" not in vcard_of(sign_in(people.outsider), person)


def test_a_vcard_carries_the_photo(people: People, sign_in: SignIn) -> None:
    put_photo(people.colleague, picture())
    text = vcard_of(sign_in(people.member), people.colleague)
    assert all(len(line.encode()) <= LONGEST for line in text.split("\r\n"))
    begins = "PHOTO;ENCODING=b;TYPE=JPEG:"
    (line,) = [line for line in unfolded(text) if line.startswith("PHOTO")]
    assert b64decode(line.removeprefix(begins)) == people.colleague.photo.read()
    people.colleague.photo.storage.delete(str(people.colleague.photo.name))
    assert "PHOTO" not in vcard_of(sign_in(people.member), people.colleague)


def test_a_name_cannot_add_lines_to_a_vcard() -> None:
    assert escaped("Jean\r\nTEL:15") == "Jean\\nTEL:15"
    assert "\n" not in escaped("a\x0bb\u2028".replace("\u2028", "\n"))
    assert folded("é" * 80).startswith("é" * 37 + "\r\n ")


def picture(
    size: tuple[int, int] = (900, 600), kind: str = "JPEG", **options: object
) -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", size, "teal").save(data, kind, **options)
    return SimpleUploadedFile("moi.jpg", data.getvalue(), "image/jpeg")


def send(client: Client, person: Member, file: SimpleUploadedFile):
    address = f"/annuaire/{person.pk}/modifier/photo/"
    return client.post(address, {"photo": file})


def test_a_photo_is_made_small_and_told_of_nothing(
    people: People, sign_in: SignIn
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "chez moi"
    exif[0x0112] = 6  # to be turned by a quarter
    answer = send(sign_in(people.member), people.member, picture(exif=exif))
    assert answer.status_code == 302
    person = Member.objects.get(pk=people.member.pk)
    served: Any = sign_in(people.colleague).get(person.photo_url)
    assert served["Content-Type"] == "image/jpeg"
    assert served["Cache-Control"].startswith("private")
    assert served["X-Content-Type-Options"] == "nosniff"
    data = b"".join(served.streaming_content)
    kept = Image.open(BytesIO(data))
    assert (kept.format, kept.size) == ("JPEG", (320, 480))
    assert not kept.getexif()
    assert b"chez moi" not in data


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_other_formats_become_jpeg(people: People, sign_in: SignIn, kind: str) -> None:
    assert (
        send(sign_in(people.member), people.member, picture(kind=kind)).status_code
        == 302
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (SimpleUploadedFile("a.svg", SVG, "image/svg+xml"), "n’est pas une photo"),
        (SimpleUploadedFile("a.jpg", b"<html>", "image/jpeg"), "n’est pas une photo"),
        (SimpleUploadedFile("a.jpg", b"", "image/jpeg"), "vide"),
        (
            SimpleUploadedFile("a.jpg", picture().read()[:2000], "image/jpeg"),
            "abîmée",
        ),
        (picture((8000, 5000)), "trop grande"),
        (picture((4100, 4100), "PNG"), "trop grande"),
        (
            SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" * 4_000_000, "image/jpeg"),
            "dépasse 10\u202fMo",
        ),
    ],
    ids=["svg", "html", "empty", "truncated", "40 MP", "16 MP PNG", "12 MB"],
)
def test_what_is_no_photo_is_refused_with_a_sentence(
    people: People, sign_in: SignIn, file: SimpleUploadedFile, says: str
) -> None:
    file.seek(0)
    answer = send(sign_in(people.member), people.member, file)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Member.objects.get(pk=people.member.pk).photo


def test_a_photo_changes_its_address_and_its_file_goes(
    people: People,
    sign_in: SignIn,
    django_capture_on_commit_callbacks,
) -> None:
    client = sign_in(people.member)
    send(client, people.member, picture())
    first = Member.objects.get(pk=people.member.pk)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, people.member, picture((50, 50)))
    second = Member.objects.get(pk=people.member.pk)
    assert second.photo_url != first.photo_url
    assert client.get(first.photo_url).status_code == 404
    assert not first.photo.storage.exists(str(first.photo.name))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/annuaire/{people.member.pk}/modifier/photo/", {"retirer": "oui"})
    assert not Member.objects.get(pk=people.member.pk).photo
    assert not second.photo.storage.exists(str(second.photo.name))


def test_the_file_goes_with_the_account(
    people: People, sign_in: SignIn, django_capture_on_commit_callbacks
) -> None:
    send(sign_in(people.outsider), people.outsider, picture())
    person = Member.objects.get(pk=people.outsider.pk)
    with django_capture_on_commit_callbacks(execute=True):
        Member.objects.get(pk=person.pk).delete()
    assert not person.photo.storage.exists(str(person.photo.name))


def test_a_photo_is_given_to_who_may_find_the_person_only(
    people: People, sign_in: SignIn
) -> None:
    send(sign_in(people.member), people.member, picture())
    url = Member.objects.get(pk=people.member.pk).photo_url
    assert sign_in(people.occasional).get(url).status_code == 200
    assert sign_in(people.former).get(url).status_code == 404
    assert sign_in(None).get(url)["Location"].startswith("/connexion/")
    assert sign_in(people.member).get(f"/media/{url}").status_code == 404
    Membership.objects.filter(member=people.occasional).delete()
    assert sign_in(people.occasional).get(url).status_code == 404
