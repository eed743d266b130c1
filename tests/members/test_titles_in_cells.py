"""A file of people: titles in the columns of names are no names, and names are kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from members.coming_in.pasting import split_name
from members.models import Invitation, Member
from members.names import in_cells, in_small, without_title
from tests.members.test_people_lists import do, give
from tests.people import People

SignIn = Callable[[Member | None], Client]

CELLS = [
    (("Dr Anne", "LE GOFF"), ("Anne", "LE GOFF")),
    (("Dr. Anne", "Le Goff"), ("Anne", "Le Goff")),
    (("Dr.Anne", "Le Goff"), ("Anne", "Le Goff")),
    (("Docteur Anne", "Le Goff"), ("Anne", "Le Goff")),
    (("Docteure Anne", "Le Goff"), ("Anne", "Le Goff")),
    (("Anne", "Mme LE GOFF"), ("Anne", "LE GOFF")),
    (("Anne", "MME LE GOFF"), ("Anne", "LE GOFF")),
    (("Anne", "Pr Le Goff"), ("Anne", "Le Goff")),
    (("Anne", "Me Durand"), ("Anne", "Durand")),
    (("Anne", "Maître Durand"), ("Anne", "Durand")),
    (("Anne", "Mai\u0302tre DURAND"), ("Anne", "DURAND")),
    (("Anne", "Maitre DURAND"), ("Anne", "DURAND")),
    (("Jean", "M. Durand"), ("Jean", "Durand")),
    (("Jean", "M.Durand"), ("Jean", "Durand")),
    (("Jean", "M Durand"), ("Jean", "Durand")),
    (("Mme", "LE GOFF"), ("", "LE GOFF")),
    (("Dr", "LE GOFF"), ("", "LE GOFF")),
    (("M.", "LE GOFF"), ("", "LE GOFF")),
    (("Maître", "Durand"), ("", "Durand")),
    (("Me", "Durand"), ("", "Durand")),
    (("Pr Dr Anne", "Dr Le Goff"), ("Anne", "Le Goff")),
    (("", "M. et Mme Durand"), ("", "Durand")),
    (("Anne", "Dr"), ("Anne", "")),
    (("Anne", "Mme"), ("Anne", "")),
    (("Anne", "LEROY Dr"), ("Anne", "LEROY")),
    (("Anne Dr.", "Leroy Mme"), ("Anne", "Leroy")),
    (("Mle Anne", "Leroy"), ("Anne", "Leroy")),
    (("Sr Marie", "Leroy"), ("Marie", "Leroy")),
    (("", ""), ("", "")),
    # Names, all of them.
    (("Anne", "Maitre"), ("Anne", "Maitre")),
    (("Anne", "MAITRE"), ("Anne", "MAITRE")),
    (("Anne", "Maître"), ("Anne", "Maître")),
    (("Anne", "MAITRE DURAND"), ("Anne", "MAITRE DURAND")),
    (("Anne", "Maitre Durand"), ("Anne", "Maitre Durand")),
    (("Anne", "Lemaître"), ("Anne", "Lemaître")),
    (("Anne", "Le Maître"), ("Anne", "Le Maître")),
    (("Anne", "Docteur"), ("Anne", "Docteur")),
    (("Anne", "Monsieur"), ("Anne", "Monsieur")),
    (("Anne", "Docteur-Martin"), ("Anne", "Docteur-Martin")),
    (("Maitre", "Anne"), ("Maitre", "Anne")),  # the columns are swapped
    (("M", "Durand"), ("M", "Durand")),
    (("M J", "Durand"), ("M J", "Durand")),
    (("M. J.", "Durand"), ("M. J.", "Durand")),
    (("M.-J.", "Durand"), ("M.-J.", "Durand")),
    (("M.J.", "Durand"), ("M.J.", "Durand")),
    (("", "M Durand"), ("", "M Durand")),
    (("Drissa", "Mehdi"), ("Drissa", "Mehdi")),
    (("Prune", "Drouet"), ("Prune", "Drouet")),
    (("Médard", "Meunier"), ("Médard", "Meunier")),
    (("Anne Me", "Le Goff Me"), ("Anne Me", "Le Goff Me")),
]


@pytest.mark.parametrize(("given", "read"), CELLS)
def test_a_title_is_no_name_and_a_name_no_title(
    given: tuple[str, str], read: tuple[str, str]
) -> None:
    assert in_cells(*given) == read


def test_a_file_is_read_so_and_says_what_it_read(
    people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    staff = sign_in(people.staff)
    cells = [given for given, _ in CELLS if any(given)]
    lines = "".join(f"p{n}@x.fr;{f};{last}\n" for n, (f, last) in enumerate(cells))
    page = give(staff, f"Adresse mail;Prénom;Nom\n{lines}")
    assert f"{len(cells)} à inviter" in page.replace("\u202f", " ")
    assert "Dr Anne" not in page
    do(staff)
    work()
    made = {one.email: one for one in Invitation.objects.filter(email__startswith="p")}
    wanted = [read for given, read in CELLS if any(given)]
    for n, read in enumerate(wanted):
        found = made[f"p{n}@x.fr"]
        assert (found.first_name, found.last_name) == tuple(map(in_small, read))


def test_a_title_alone_empties_no_name_that_is_known(
    people: People, sign_in: SignIn, work: Callable[[], None]
) -> None:
    staff = sign_in(people.staff)
    line = f"{people.member.email};Dr;Mme\n"
    give(staff, f"Adresse mail;Prénom;Nom\n{line}", update_existing="on")
    do(staff)
    work()
    people.member.refresh_from_db()
    assert (people.member.first_name, people.member.last_name) == ("Claire", "Morand")


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ("Maître Anne Durand", ("Anne", "Durand")),
        ("Me Durand", ("", "Durand")),
        ("Dr.Anne Durand", ("Anne", "Durand")),
        ("MAITRE Jean", ("Jean", "Maitre")),
        ("Jean Maitre", ("Jean", "Maitre")),
        ("M. J. Durand", ("J.", "Durand")),
        ("Mme Le Goff, Anne", ("Anne", "Le Goff")),
        ("J.-P. Durand", ("J.-P.", "Durand")),
        ("DURAND Jean Dr", ("Jean", "Durand")),
    ],
)
def test_a_pasted_name_is_read_alike(pasted: str, read: tuple[str, str]) -> None:
    assert split_name(pasted) == read
    assert without_title("Mme") == "Mme"
