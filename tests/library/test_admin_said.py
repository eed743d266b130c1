"""What the admin says of the library: choices of nothing, sizes, columns."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.template.defaultfilters import filesizeformat
from django.test import Client

from members.models import Member
from tests.people import People

SignIn = Callable[[Member | None], Client]


def empties(browser: Client, path: str) -> dict[str, str]:
    """By field, what its list of choices says when nothing is chosen."""
    page = BeautifulSoup(browser.get(path).content, "html.parser")
    return {
        str(select["name"]): option.get_text()
        for select in page.find_all("select")
        for option in select.find_all("option", value="")
    }


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "/admin/snippets/library/category/add/",
            {"review_months": "Jamais", "fate": "Aucun"},
        ),
        ("/admin/images/add/", {"space": "Choisissez…"}),
        (
            "/admin/snippets/library/reference/add/",
            {"space": "Choisissez…", "kind": "Choisissez…"},
        ),
    ],
)
def test_the_choice_of_nothing_is_in_words(
    people: People, sign_in: SignIn, path: str, said: dict[str, str]
) -> None:
    assert empties(sign_in(people.staff), path) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(11 * 1024**2, "11,0"), (3 * 1024, "3,0")],
)
def test_sizes_are_in_the_units_of_the_rest_of_the_site(
    db: None, size: int, said: str
) -> None:
    shown = filesizeformat(size)
    assert shown.startswith(said)
    assert shown.endswith(("Mo", "Ko"))


def test_the_list_of_categories_leaves_out_what_nobody_reads(
    people: People, sign_in: SignIn
) -> None:
    page = sign_in(people.staff).get("/admin/snippets/library/category/").text
    assert "Sort final" in page
    assert "Nom dans l’adresse" not in page
