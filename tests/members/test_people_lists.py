"""Lists of people as they come: what is read, what is refused, and where."""

import io
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from members import tables
from members.coming_in import applying, importing, lists, pasting
from members.models import Invitation, JournalEntry, Member, Membership, PeopleFile
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
HEADER = (
    "Adresse mail;Nom;Prénom;Profession;Téléphone;RPPS;Espaces;Rôle;Jusqu’au;"
    "Commune;Code postal\n"
)


def give(
    browser: Client, data: bytes | str, *, follow: bool = True, **more: str
) -> str:
    content = data.encode() if isinstance(data, str) else data
    file = io.BytesIO(content)
    file.name = "gens.csv"
    answer = browser.post(
        "/invitations/fichier/",
        {"file": file, "role": "permanent", **more},
        follow=follow,
    )
    return str(answer.content.decode())


def do(browser: Client) -> None:
    file = PeopleFile.objects.latest("pk")
    browser.post(f"/invitations/fichier/{file.pk}/faire/")


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8", ";"),
        ("utf-8-sig", ","),
        ("latin-1", ";"),
        ("cp1252", "\t"),
        ("utf-16", ";"),
    ],
)
def test_a_file_is_read_whatever_the_spreadsheet_wrote(
    encoding: str, delimiter: str
) -> None:
    text = "E-mail;NOM;Prénom\nzoe@x.fr;Mérieux;Zoé\n".replace(";", delimiter)
    read = lists.rows(tables.decoded(text.encode(encoding)))
    assert read == [
        (2, {"email": "zoe@x.fr", "last_name": "Mérieux", "first_name": "Zoé"})
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Ce fichier est vide"),
        (b"\n\n", "Aucune colonne"),
        (b"Nom;Age\nMorand;40\n", "Aucune colonne"),
        (b"mail\n", "aucune ligne"),
        (b"PK\x03\x04\0\0mail;nom", "CSV"),
        (b'mail;nom\na@b.fr;"oubli\n', "guillemet"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    data: bytes, says: str, people: People, sign_in: SignIn
) -> None:
    assert says in give(sign_in(people.staff), data)
    assert not PeopleFile.objects.exists()


def test_nothing_is_done_before_the_word_of_who_gave_the_file(
    people: People, spaces: Spaces, sign_in: SignIn, work: Callable[[], None]
) -> None:
    browser = sign_in(people.staff)
    text = HEADER + (
        "zoe@x.fr;Mérieux;Zoé;infirmière;04 65 71 00 11;;GES;;;Lapalisse;03120\n"
        "luc@x.fr;Pradel;Luc;Sage-femme;;;sorties|GES;occasionnel;31/12/2099\n"
        f"{people.member.email};Morand;Claire;;;;;;\n"
    )
    page = give(browser, text)
    assert "1 à inviter" in page
    assert "1 sans changement" in page
    assert "dans plus d’un an" in page
    assert not Invitation.objects.exists()
    do(browser)
    work()
    assert [m.to for m in mail.outbox] == [["zoe@x.fr"]]
    made = Invitation.objects.get()
    assert made.details == {
        "phone": "04 65 71 00 11",
        "commune_code": "03138",
        "commune_name": "Lapalisse",
    }
    assert [p.name for p in made.professions.all()] == ["Infirmier, infirmière"]
    assert [p.space for p in made.places.all()] == [spaces.ges]
    file = PeopleFile.objects.get()
    assert file.state == "done"
    assert file.text == ""


def test_each_bad_line_says_why(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Member.objects.filter(pk=people.colleague.pk).update(rpps="10001234560")
    lines = [
        (";Nom;Prénom;;;;;;", "L’adresse mail manque."),
        ("zoe.fr;;;;;;;;", "n’est pas bien écrite"),
        ("a@x.fr;;;Rebouteux;;;;;", "Profession inconnue"),
        ("b@x.fr;;;;;12345678901;;;", "RPPS 12345678901 n’est pas bon"),
        ("c@x.fr;;;;;;Lune;;", "Espace inconnu"),
        ("d@x.fr;;;;;;;chef;", "Rôle inconnu"),
        ("e@x.fr;;;;;;GES;occasionnel;", "a une date de fin"),
        ("f@x.fr;;;;;;GES;;demain", "s’écrit 31/12/2027"),
        ("h@x.fr;;;;;;;;;Atlantis;", "Commune inconnue"),
        ("i@x.fr;;;;;;;;;Saint-Denis;", "Plusieurs communes"),
        ("j@x.fr;;;;04 65 71 00;;;;;;", "numéro n’est pas complet"),
        ("k@@x;;;Sorcier;;;Mars;;", "pas bien écrite. Profession inconnue"),
        ("l@@x;;;;;;Mars;;", "Espace inconnu : « Mars »"),
        ("g@x.fr;;;;;;;;\ng@x.fr;;;;;;;;", "Adresse déjà donnée à la ligne"),
    ]
    page = give(sign_in(people.staff), HEADER + "\n".join(line for line, _ in lines))
    for _, says in lines:
        assert says in page.replace("\u202f", " "), says

    assert "14 en erreur" in page
    assert "1 à inviter" in page


def test_existing_members_change_only_when_asked(
    people: People, spaces: Spaces, sign_in: SignIn, work: Callable[[], None]
) -> None:
    browser = sign_in(people.staff)
    text = HEADER + f"{people.outsider.email};Thévenet;Marcel; ;04 65 71 00 12;;GES;;\n"
    give(browser, text)
    do(browser)
    work()
    people.outsider.refresh_from_db()
    assert people.outsider.first_name == "Marc"
    give(browser, text, update_existing="on")
    do(browser)
    work()
    people.outsider.refresh_from_db()
    assert people.outsider.first_name == "Marcel"
    assert people.outsider.phone == "04 65 71 00 12"
    assert Membership.objects.filter(member=people.outsider, space=spaces.ges).exists()


def test_whose_card_a_file_changes_is_told_and_the_journal_names_the_fields(
    people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    rpps = "99700000013"
    browser = sign_in(people.staff)
    text = (
        HEADER
        + f"{people.outsider.email};Thévenet;Marcel;;04 65 71 00 12;{rpps};;;\n"
        + f"{people.member.email};Morand;Claire;;;;;;\n"
        + f"{people.staff.email};Barge;Sylvette;;;;;;\n"
    )
    give(browser, text, update_existing="on")
    do(browser)
    work()
    (letter,) = mail.outbox  # not for whom nothing changes, nor who gave the file
    assert letter.to == [people.outsider.email]
    fields = "prénom, téléphone, RPPS"
    assert f"mise à jour par un fichier\u202f: {fields}." in letter.body
    assert f"Fait par {people.staff.get_full_name()}" in letter.body
    assert "/annuaire/ma-fiche/" in letter.body
    lines = JournalEntry.objects.filter(about=people.outsider, by=people.staff)
    assert {(line.kind, line.sentence) for line in lines} == {
        ("account", f"Fiche mise à jour par un fichier ({fields})"),
        ("credential", f"Numéro RPPS ajouté\u202f: {rpps}."),
    }


def test_staff_do_not_change_an_administrator_by_a_file(
    people: People, sign_in: SignIn
) -> None:
    text = HEADER + f"{people.admin.email};Autre;Nom;;;;;;\n"
    page = give(sign_in(people.staff), text, update_existing="on")
    assert "Seul un administrateur" in page


def test_ten_thousand_lines_are_read_and_one_more_is_not(
    people: People, spaces: Spaces
) -> None:
    text = "mail;nom\n" + "".join(f"p{n}@x.fr;Nom\n" for n in range(10_000))
    file = PeopleFile(name="gens.csv", text=text, by=people.staff, choices={})
    assert importing.plan(file).counts == {"invite": 10_000}
    file.text += "trop@x.fr;X\n"
    with pytest.raises(tables.ListError, match="10\u202f000 lignes"):
        importing.plan(file)


def test_a_file_is_done_whole_or_not_at_all(
    people: People, spaces: Spaces, sign_in: SignIn, work: Callable[[], None]
) -> None:
    browser = sign_in(people.staff)
    give(browser, HEADER + "a@x.fr;;;;;;;;\nb@x.fr;;;;;;;;\n")
    # Whoever gave it is no longer of the staff when the worker comes to it.
    Member.objects.filter(pk=people.staff.pk).update(role="permanent")
    PeopleFile.objects.update(state="running")
    with pytest.raises(PermissionDenied):
        applying.apply.func(PeopleFile.objects.get().pk)
    assert PeopleFile.objects.get().state == "failed"
    assert not Invitation.objects.exists()


def test_a_name_that_is_too_long_is_told_in_a_pasted_list() -> None:
    people, errors = pasting.pasted(f"Inès {'N' * 101} <c@x.fr>\nd@x.fr")
    assert [person.email for person in people] == ["d@x.fr"]
    assert "plus de 100 caractères" in errors[0]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Claire Morand <c@x.fr>", ("Claire", "Morand")),
        ('"MORAND Claire" <c@x.fr>', ("Claire", "Morand")),
        ("Jean-Luc DE LA TOUR <c@x.fr>", ("Jean-Luc", "de La Tour")),
        ("c@x.fr", ("", "")),
        ("DURAND, Jean <jean@ex.example>", ("Jean", "Durand")),
        ('"Durand, Jean" <jean@ex.example>', ("Jean", "Durand")),
        ("DE LA TOUR, Jean-Luc <j@x.fr>;", ("Jean-Luc", "de La Tour")),
        ("Jean\tDurand\tjean@x.fr", ("Jean", "Durand")),
        ("DURAND\tJean\tjean@x.fr", ("Jean", "Durand")),
        ("jean@x.fr\tJean Luc\tDurand", ("Jean Luc", "Durand")),
        ("Claire Morand\tc@x.fr", ("Claire", "Morand")),
        ("Dr Claire Morand <c@x.fr>", ("Claire", "Morand")),
        ("Dr. Claire Morand <c@x.fr>", ("Claire", "Morand")),
        ("Docteur MORAND Claire <c@x.fr>", ("Claire", "Morand")),
        ("M. DURAND Jean <j@x.fr>", ("Jean", "Durand")),
        ("Pr. DURAND, Jean <j@x.fr>", ("Jean", "Durand")),
        ("DURAND, Pr Jean <j@x.fr>", ("Jean", "Durand")),
        ("Mme\tCros\ta@x.fr", ("", "Cros")),
        ("Mme\ta@x.fr", ("", "")),
        ("Mme Cros <c@x.fr>", ("", "Cros")),
        ("Mlle CROS <c@x.fr>", ("", "Cros")),
        ("Mme\tAna\tCros\ta@x.fr", ("Ana", "Cros")),
        ("M Durand <j@x.fr>", ("M", "Durand")),
        ("Prune Durand <j@x.fr>", ("Prune", "Durand")),
        ("Luc Vert luc@x.fr", ("Luc", "Vert")),
        ("Dr VERT Luc luc@x.fr", ("Luc", "Vert")),
        ("luc@x.fr Luc Vert", ("Luc", "Vert")),
        ("Luc Vert (luc@x.fr)", ("Luc", "Vert")),
        ("Luc Vert - luc@x.fr", ("Luc", "Vert")),
        ("Luc Vert <mailto:luc@x.fr>", ("Luc", "Vert")),
        ("- luc@x.fr", ("", "")),
        ("luc@x.fr luc@x.fr", ("", "")),
        ("luc@x.fr <luc@x.fr>", ("", "")),
        ("'luc@x.fr' <luc@x.fr>", ("", "")),  # as Outlook writes it
        ("1. Petit Jean : jean@x.fr", ("Petit", "Jean")),
        ("12) PETIT Jean <jean@x.fr>", ("Jean", "Petit")),
        ("• Luc Vert <luc@x.fr>", ("Luc", "Vert")),
        ("* luc@x.fr.", ("", "")),
        ("À : Luc Vert <luc@x.fr>", ("Luc", "Vert")),
        ("Cc: luc@x.fr", ("", "")),
        ("=?utf-8?Q?Ren=C3=A9e_Durand?= <r@x.fr>", ("Renée", "Durand")),
        ("=?utf-8?B?UmVuw6ll?= Durand <r@x.fr>", ("Renée", "Durand")),
        ("[luc@x.fr](mailto:luc@x.fr)", ("", "")),
        ("[Luc Vert](mailto:luc@x.fr?subject=Bonjour)", ("Luc", "Vert")),
        ("luc@x.fr (Infirmière, Lapalisse)", ("", "")),
        ("luc@x.fr (infirmier)", ("", "")),
        ("luc@x.fr (Luc Vert)", ("Luc", "Vert")),
        ("Luc Vert (Lapalisse) <luc@x.fr>", ("Luc", "Vert")),
        ("de la Tour (Dr) <t@x.fr>", ("de", "la Tour")),
        ("Martin;Luc;a@x.fr", ("Martin", "Luc")),
        ("MARTIN;Luc;a@x.fr", ("Luc", "Martin")),
        ("MARTIN, Luc, a@x.fr", ("Luc", "Martin")),
        ("Luc;Vert;luc@x.fr;infirmier;Lapalisse", ("Luc", "Vert")),
        ("Nom;Prénom;Mail\nMartin;Luc;a@x.fr", ("Luc", "Martin")),
        ("Mail\tNom\tPrénom\na@x.fr\tMartin\tLuc", ("Luc", "Martin")),
        ("MARTIN-DURAND Anne <a@x.fr>", ("Anne", "Martin-Durand")),
        ("J. Durand <j@x.fr>", ("J.", "Durand")),
    ],
)
def test_names_of_a_pasted_list(written: str, name: tuple[str, str], db: None) -> None:
    people, errors = pasting.pasted(written)
    assert errors == []
    assert (people[0].first_name, people[0].last_name) == name


def test_a_header_of_a_mail_is_those_it_names() -> None:
    text = "De : a@x.fr\nÀ : Luc Vert <b@x.fr>, c@x.fr\nCc : d@x.fr; e@x.fr\nObjet : 1"
    people, errors = pasting.pasted(text)
    assert [person.email for person in people] == [f"{one}@x.fr" for one in "abcde"]
    assert len(errors) == 1
    assert "Objet" in errors[0]


def test_a_bar_in_a_name_is_told_as_such() -> None:
    people, errors = pasting.pasted("Anne Dupont / Durand <a@x.fr>")
    assert people == []
    assert "sans «\u202f/\u202f»" in errors[0]


def test_a_line_of_several_people_is_that_of_several() -> None:
    text = (
        "DURAND, Jean <j@x.fr>, MORAND, Claire <c@x.fr>; d@x.fr, e@x.fr\n"
        "f@x.fr g@x.fr\nBertrand, h@x.fr\nA i@x.fr B k@x.fr"
    )
    people, errors = pasting.pasted(text)
    names = [(person.email, person.first_name) for person in people]
    assert names == [
        ("j@x.fr", "Jean"),
        ("c@x.fr", "Claire"),
        *((f"{letter}@x.fr", "") for letter in "defgh"),
    ]
    assert [error[:20] for error in errors] == [
        "Ligne 3\u202f: «\u202fBertrand",
        "Ligne 4\u202f: «\u202fA i@x.fr",
    ]


@pytest.mark.parametrize("day", ["31/02/2027", "2027-02-31", "32/01/2027"])
def test_a_day_that_is_not_in_the_calendar_is_told_so(day: str, people: People) -> None:
    text = f"mail;jusqu’au\nc@x.fr;{day}\n"
    file = PeopleFile(name="gens.csv", text=text, by=people.staff, choices={})
    (line,) = importing.plan(file).lines
    assert "Cette date n’existe pas." in line.told
