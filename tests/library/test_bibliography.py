"""Official texts from a CSV: looked at line by line, then written."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from library.models import Category, Reference
from members.models import Space

LOOK = reverse("library:bibliography")
KEEP = reverse("library:bibliography_keep")
GOOD = """titre;nature;numéro;NOR;date;en vigueur;adresse;résumé
Loi HPST;loi;2009-879;SASX0822640L;21/07/2009;oui;https://www.legifrance.gouv.fr/a;Réforme
Décret de 2010;décret;2010-336;;2010-03-31;non;;
Haute Autorité de santé;;;;;;https://www.has-sante.fr/;
"""


def given(text, space, encoding="utf-8"):
    return {
        "file": SimpleUploadedFile("liste.csv", text.encode(encoding)),
        "space": space.pk,
    }


def looked_at(client, text, space, **more):
    answer = client.post(LOOK, given(text, space, **more))
    assert answer.status_code == 200, answer.text
    return answer


def kept(client, answer):
    """Press the button of what was looked at."""
    fields = re.findall(r'name="(content|space|category)" value="([^"]*)"', answer.text)
    return client.post(KEEP, dict(fields), follow=True)


def test_a_list_is_looked_at_then_written_and_given_again_changes_nothing(
    spaces, people, sign_in
):
    staff = sign_in(people.staff)
    assert LOOK in staff.get(reverse("library:references")).text
    answer = looked_at(staff, GOOD, spaces.ges)
    assert "3 à ajouter, 0 à mettre à jour, 0 déjà là, 0 laissé" in answer.text
    assert not Reference.objects.exists()
    answer = kept(staff, answer)
    assert "3 textes ajoutés" in answer.text
    law = Reference.objects.get(number="2009-879")
    assert (law.kind, law.nor, str(law.date)) == ("law", "SASX0822640L", "2009-07-21")
    assert law.added_by == people.staff
    decree = Reference.objects.get(number="2010-336")
    assert not decree.in_force
    assert Reference.objects.get(title__startswith="Haute").kind == "site"
    again = looked_at(staff, GOOD, spaces.ges)
    assert "0 à ajouter, 0 à mettre à jour, 3 déjà là" in again.text
    assert "Écrire" not in again.text


def test_what_is_there_is_updated_by_what_is_given_alone(spaces, people, sign_in):
    staff = sign_in(people.staff)
    kept(staff, looked_at(staff, GOOD, spaces.ges))
    law = Reference.objects.get(number="2009-879")
    text = "titre;nature;numéro;en vigueur\nLoi du 21 juillet 2009;Loi;2009-879;non\n"
    answer = looked_at(staff, text, spaces.ges)
    assert "1 à mettre à jour" in answer.text
    assert "Change\u202f: titre, en vigueur." in answer.text
    kept(staff, answer)
    law.refresh_from_db()
    assert law.title == "Loi du 21 juillet 2009"
    assert law.summary == "Réforme"
    assert law.change == Reference.ENDED
    assert Reference.objects.count() == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";loi;1;;;;;", "Pas de titre"),
        ("A;édit;1;;;;;", "Nature inconnue"),
        ("A;;;;;;;", "Pas de nature"),
        ("A;loi;1;XX;;;;", "douze signes"),
        ("A;loi;1;;31/02/2009;;;", "n’est pas une date"),
        ("A;loi;1;;12/05/0009;;;", "trop ancienne"),
        ("A;loi;1;;;peut-être;;", "se dit oui ou non"),
        ("A;loi;1;;;;javascript:alert(1);", "valide"),
        ("A;loi;1;;;;;n° 2 94 03 75 120 005 91", "numéro"),
    ],
)
def test_a_bad_line_is_told_and_the_others_are_written(
    spaces, people, sign_in, line, said
):
    staff = sign_in(people.staff)
    answer = looked_at(staff, GOOD + line + "\n", spaces.ges)
    assert "1 laissé de côté" in answer.text
    assert said in answer.text
    kept(staff, answer)
    assert Reference.objects.count() == 3


def test_a_year_alone_and_twice_the_same_text_are_told(spaces, people, sign_in):
    text = "titre;nature;numéro;date\nA;loi;12;2009\nB;loi;12;\nC;loi;;\nc;loi;;\n"
    answer = looked_at(sign_in(people.staff), text, spaces.ges)
    assert "Une année seule (2009)" in answer.text
    assert "C’est le texte de la ligne 2." in answer.text
    assert "C’est le texte de la ligne 4." in answer.text
    assert "2 à ajouter" in answer.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "vide"),
        ("titre;nature\n", "aucune ligne"),
        ("nom du chat;âge\nFélix;3\n", "Aucune colonne"),
        ('titre;nature\n"Loi;loi\n', "guillemet"),
        ("titre\n" + "Loi\n" * 501, "plus de 500 lignes"),
        ("PK\0\0", "n’est pas un CSV"),
    ],
)
def test_a_file_that_is_no_list_is_told(spaces, people, sign_in, text, said):
    answer = sign_in(people.staff).post(LOOK, given(text, spaces.ges))
    assert answer.status_code == 422
    assert said in answer.text


def test_spreadsheets_of_windows_are_read(spaces, people, sign_in):
    staff = sign_in(people.staff)
    text = "Intitulé;Type;Clé\nArrêté d’été;Arrêté;x\n"
    answer = looked_at(staff, text, spaces.ges, encoding="cp1252")
    assert "Arrêté d’été" in answer.text
    assert "Colonnes qui ne sont pas lues\u202f: Clé" in answer.text


def test_only_where_one_publishes_and_nothing_forged_is_written(
    spaces, people, sign_in
):
    colleague = sign_in(people.colleague)
    answer = colleague.post(LOOK, given(GOOD, spaces.group))
    assert answer.status_code == 422
    answer = looked_at(colleague, GOOD, spaces.ges)
    for forged in (
        {"content": "%%%", "space": spaces.ges.pk},
        {"content": "YQ==", "space": spaces.ges.pk},
        {"content": "YQ==", "space": spaces.group.pk},
        {},
    ):
        told = colleague.post(KEEP, forged, follow=True)
        assert "Rien n’est écrit" in told.text
    assert sign_in(people.outsider).post(LOOK, given(GOOD, spaces.ges)).status_code in (
        403,
        422,
    )
    assert not Reference.objects.exists()
    # Another's text is not changed by who may not change it.
    kept(sign_in(people.staff), looked_at(sign_in(people.staff), GOOD, spaces.ges))
    told = looked_at(
        sign_in(people.colleague), GOOD.replace("Réforme", "Ah"), spaces.ges
    )
    assert "ajouté par une autre personne" in told.text


def test_a_category_is_given_to_those_whose_line_says_none(spaces, people, sign_in):
    staff = sign_in(people.staff)
    rules = Category.objects.get(slug="reglementaire")
    projects = Category.objects.get(slug="projet")
    text = f"titre;nature;catégorie\nA;loi;\nB;loi;{projects.name}\n"
    answer = staff.post(LOOK, given(text, spaces.ges) | {"category": rules.pk})
    kept(staff, answer)
    assert Reference.objects.get(title="A").category == rules
    assert Reference.objects.get(title="B").category == projects


def test_a_frozen_space_takes_nothing(spaces, people, sign_in):
    staff = sign_in(people.staff)
    answer = looked_at(staff, GOOD, spaces.ges)
    Space.objects.filter(pk=spaces.ges.pk).update(state=Space.State.FROZEN)
    assert "Rien n’est écrit" in kept(staff, answer).text
    assert not Reference.objects.exists()


def test_a_day_in_words_and_what_replaces_are_read(spaces, people, sign_in):
    staff = sign_in(people.staff)
    kept(staff, looked_at(staff, GOOD, spaces.ges))
    text = (
        "titre;nature;numéro;date;remplacé par\n"
        "Vieille loi;loi;99-1;1er août 1999;loi n° 2009-879\n"
        "Autre;loi;99-2;18 juillet 1999;Loi inconnue\n"
    )
    answer = looked_at(staff, text, spaces.ges)
    assert "1 à ajouter" in answer.text
    assert "n’est pas trouvé" in answer.text
    kept(staff, answer)
    old = Reference.objects.get(number="99-1")
    assert str(old.date) == "1999-08-01"
    assert old.replaced_by == Reference.objects.get(number="2009-879")
    assert not old.in_force


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("called", ["Neuve circulaire", "2026-12"])
def test_a_line_replaces_another_of_the_file(spaces, people, sign_in, turn, called):
    lines = [
        "Neuve circulaire;circulaire;2026-12;",
        f"Vieille circulaire;circulaire;1999-3;{called}",
    ]
    text = "titre;nature;numéro;remplacé par\n" + "\n".join(lines[::turn]) + "\n"
    staff = sign_in(people.staff)
    answer = looked_at(staff, text, spaces.ges)
    assert "2 à ajouter" in answer.text
    assert "Remplacé par le texte de la ligne" in answer.text
    kept(staff, answer)
    old = Reference.objects.get(number="1999-3")
    assert old.replaced_by == Reference.objects.get(number="2026-12")
    assert not old.in_force
    again = looked_at(staff, text, spaces.ges)
    assert "0 à ajouter" in again.text or "2 déjà là" in again.text


def test_what_replaces_is_to_be_good_too(spaces, people, sign_in):
    text = (
        "titre;nature;numéro;remplacé par\n"
        "Neuve circulaire;grimoire;2026-12;\n"
        "Vieille circulaire;circulaire;1999-3;Neuve circulaire\n"
        "Boucle;circulaire;1999-4;Boucle\n"
    )
    answer = looked_at(sign_in(people.staff), text, spaces.ges)
    assert "à la ligne 2, est à corriger" in answer.text
    assert "0 à ajouter" in answer.text or "à ajouter" not in answer.text
