"""What Wagtail's French says, once it is printed and not typed."""

import re
from typing import Any

import pytest
from django.utils.translation import gettext, ngettext
from wagtail import hooks
from wagtail.blocks import BooleanBlock

from members.models import Member
from pages.blocks import Body
from pages.french import printed
from pages.models import ArticlePage
from tests.pages.telling import section_in, soup
from tests.people import People, Spaces


@pytest.fixture(autouse=True)
def admin_is_ready() -> None:
    hooks.search_for_hooks()


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Confirm import", "Confirmer l’import"),
        (
            "Are you sure you want to delete this site?",
            "Voulez-vous vraiment supprimer ce site\u202f?",
        ),
        ("Change document:", "Modifier le document\u202f:"),
        ("Created", "Créé"),
        ("Workflow", "Circuit de relecture"),
        ("Yes, delete", "Supprimer"),
        ("No, don't delete it", "Ne rien supprimer"),
        ("Locking status", "Verrouillage"),
        ("Search all pages…", "Chercher dans toutes les pages"),
        ("Skip to main content", "Aller au contenu"),
    ],
)
def test_marks_are_those_of_a_printed_text(english: str, said: str) -> None:
    assert gettext(english) == said


def test_a_title_has_the_space_of_french_before_its_colon(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    section = section_in(spaces.ges)
    staff = sign_in(people.staff)
    for path in (
        f"/admin/pages/{section.pk}/edit/",
        f"/admin/pages/{section.pk}/history/",
        f"/admin/pages/add/pages/articlepage/{section.pk}/",
        "/admin/snippets/pages/term/add/",
    ):
        title = soup(staff, path).title
        assert title is not None
        assert "\u202f: " in title.get_text() or ":" not in title.get_text()


def test_the_chooser_of_people_says_names(people: People, sign_in: Any) -> None:
    answer = sign_in(people.staff).get("/admin/member_chooser/").json()
    assert "Choisir une personne" in answer["html"]
    assert re.search(r"<th[^>]*>\s*(?:<a[^>]*>)?\s*Nom\b", answer["html"])


def test_plurals_are_printed_too() -> None:
    said = ngettext(
        "Are you sure you want to delete this document?",
        "Are you sure you want to delete these documents?",
        2,
    )
    assert said == "Voulez-vous vraiment supprimer ces documents\u202f?"
    made = '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>'
    many = made.replace("Page", "Pages")
    assert ngettext(made, many, 49) == many.replace("Pages", "pages").replace(
        "created in", "créées dans"
    )


def test_what_stands_for_a_value_is_left_as_it_is() -> None:
    """« %(title)s » is a name: a sentence that lost it would break."""
    typed = (
        'Ajouter un(e) %(model)s à « %(title)s » ? <a href="%(url)s">l\'aide</a> : {n}'
    )
    assert printed(typed) == (
        "Ajouter %(model)s à «\u202f%(title)s\u202f»\u202f? "
        '<a href="%(url)s">l’aide</a>\u202f: {n}'
    )
    for date in ("j F Y H:i", "%d/%m/%Y %H:%M", "d'%(x)s"):
        assert printed(date).replace("’", "'") == date


def test_versions_are_compared_in_words() -> None:
    block = Body().child_blocks["callout"].child_blocks["tone"]
    assert block.render_basic("info") == "à savoir"
    assert BooleanBlock().render_basic(True) == "oui"


def test_people_stand_in_the_order_of_french(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    section = section_in(spaces.ges)
    for last in ("Oudin", "Éclair", "Zola", "Eynard"):
        person = Member.objects.create_user(
            f"{last}@x.fr", None, first_name="Léa", last_name=last
        )
        section.add_child(
            instance=ArticlePage(title=last, slug=f"p{person.pk}", owner=person)
        )
    staff, wanted = sign_in(people.staff), ["Éclair", "Eynard", "Oudin", "Zola"]
    form = soup(staff, f"/admin/pages/{section.pk}/edit/")
    listing = soup(staff, f"/admin/pages/{section.pk}/")
    for choices in (
        form.select("select[name=owner] option"),
        listing.select("label:has(input[name=owner])"),
    ):
        names = [choice.get_text().split()[-1] for choice in choices]
        assert [name for name in names if name in wanted] == wanted
