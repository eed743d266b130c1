"""Dates in French words, and names in the order one looks for them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from members.french import hour, in_words, of, quoted
from members.listed import in_order
from members.models import Space


def test_the_first_of_the_month() -> None:
    assert in_words(date(2017, 9, 1)) == "1er septembre 2017"
    assert in_words(date(2017, 9, 11)) == "11 septembre 2017"
    assert in_words(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "1er juillet 2026"


def test_hours_are_said_as_they_are_written() -> None:
    assert hour(datetime(2026, 6, 30, 18, 30, tzinfo=UTC)) == "20\u202fh\u202f30"
    assert hour(datetime(2026, 6, 30, 7, 0, tzinfo=UTC)) == "9\u202fh"


def test_templates_say_dates_so() -> None:
    written = Template("le {{ day|in_words }}{{ none|in_words }}")
    context = Context({"day": date(2027, 3, 1), "none": None})
    assert written.render(context) == "le 1er mars 2027"


def test_an_address_of_mail_is_cut_before_its_sign() -> None:
    written = Template("{{ one|cut_at_sign }} {{ other|cut_at_sign }}")
    context = Context({"one": "a<b@demo.example", "other": "personne"})
    assert written.render(context) == "a&lt;b<wbr>@demo.example personne"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Élodie Dupont", "d’Élodie Dupont"),
        ("Hélène Vauzelle", "d’Hélène Vauzelle"),
        ("Yves Roy", "d’Yves Roy"),
        ("Yann Roy", "de Yann Roy"),
        ("Œdipe", "d’Œdipe"),
        ("elodie@ex.example", "d’elodie@ex.example"),
        ("Paul", "de Paul"),
        ("", "de "),
    ],
)
def test_of_somebody(name: str, written: str) -> None:
    assert of(name) == written
    assert Template("{{ name|of }}").render(Context({"name": name})) == written


@pytest.mark.django_db
def test_numbers_of_names_are_in_order() -> None:
    names = [f"Groupe de travail {number}" for number in (10, 2, 1)]
    for number, name in enumerate(names):
        Space.objects.create(name=name, slug=f"groupe-{number}")
    found = Space.objects.filter(name__in=names)
    assert [space.name for space in found] == names[::-1]
    assert in_order("Équipe 3") < in_order("Équipe 12") < in_order("Équipe B")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lundi", "lundi"),
        ("« lundi »", "“lundi”"),
        ("le «\u202flundi\u202f», le «mardi»", "le “lundi”, le “mardi”"),
        ("« seul", "« seul"),
        ("«  »", "«  »"),
    ],
)
def test_a_quotation_in_another_has_its_own_marks(text: str, shown: str) -> None:
    assert quoted(text) == f"«\u202f{shown}\u202f»"
