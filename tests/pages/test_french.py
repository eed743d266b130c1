"""What Wagtail's French says, once it is printed and not typed."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail import hooks
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.blocks import BooleanBlock
from wagtail.models import ReferenceIndex

from members.models import Member
from pages.blocks import Body
from pages.french import printed
from pages.models import ArticlePage, ThemePage
from tests.pages.telling import section_in, soup, write
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
        ("Submit to %(workflow_name)s", "Envoyer en relecture"),
        ("Resubmit to %(task_name)s", "Renvoyer en relecture"),
        ("Cancel workflow ", "Retirer de la relecture"),
        ("Restart workflow ", "Recommencer la relecture depuis le début"),
        ("Resubmitted '%(task)s'. Workflow resumed", "Renvoyée en relecture"),
        (
            "Page '%(page_title)s' has been submitted for moderation.",
            "«\u202f%(page_title)s\u202f» est envoyée en relecture.",
        ),
        ("Text editing", "Écrire du texte"),
        ("New slug", "Nouvelle fin d’adresse"),
        ("Schedule to publish", "Programmer la publication"),
        (
            "The minimum number of items is %(min_num)d",
            "Il en faut au moins %(min_num)d.",
        ),
        (
            "The page could not be saved due to validation errors.",
            "Pas encore publiée\u202f: il reste des cases à remplir ou à corriger, "
            "signalées plus bas. Un brouillon se garde sans elles.",
        ),
        (
            "If you just want to add pages to an existing site, create them as "
            "children of the homepage instead.",
            "Pour ajouter une page à ce site-ci, ouvrez la page d’accueil.",
        ),
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


def test_choosers_say_their_article(people: People, sign_in: Any) -> None:
    admin = sign_in(people.admin)
    form = soup(admin, "/admin/snippets/library/reference/add/")
    assert "Choisir une catégorie" in form.text
    assert "Choisir catégorie" not in form.text
    for kind, said in (
        ("reference", "Choisir un texte officiel"),
        ("category", "Choisir une catégorie"),
    ):
        answer = admin.get(f"/admin/snippets/choose/library/{kind}/")
        modal = BeautifulSoup(answer.json()["html"], "html.parser")
        assert said in " ".join(modal.text.split())


def test_what_is_named_nowhere_is_not_counted(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    section = section_in(spaces.ges)
    staff, edit = sign_in(people.staff), f"/admin/pages/{section.pk}/edit/"
    assert "Cité nulle part" in soup(staff, edit).text
    text = f'<p><a linktype="page" id="{section.pk}">là</a></p>'
    page = section.add_child(instance=ArticlePage(title="A", slug="a"))
    ReferenceIndex.create_or_update_for_object(
        write(page, {"type": "rich_text", "value": text})
    )
    assert "Cité 1 fois" in soup(staff, edit).text
    assert " 0 fois" not in soup(staff, "/admin/images/").text


def test_reports_say_names_and_words(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    section = section_in(spaces.ges)
    page = section.add_child(instance=ThemePage(title="A", slug="a"))
    page.save_revision().publish(user=people.staff)
    staff = sign_in(people.staff)
    aging = soup(staff, "/admin/reports/aging-pages/").select_one("table.listing")
    assert aging is not None
    assert people.staff.get_full_name() in aging.text
    assert people.staff.email not in aging.text
    types = soup(staff, "/admin/reports/page-types-usage/").select_one("table.listing")
    assert types is not None
    names = [cell.get_text(strip=True) for cell in types.select("td.page-type")]
    assert "Page de thème" in names
    assert "Page" not in names  # the base of the others, which nobody makes
    assert "pages.themepage" not in types.text


def test_the_root_says_where_pages_are_made(people: People, sign_in: Any) -> None:
    said = soup(sign_in(people.staff), "/admin/pages/").select_one(".help-info")
    assert said is not None
    assert "ouvrez la page d’accueil" in said.text or "ouvrez-la" in said.text
    assert "URL" not in said.text


def test_scripts_of_the_admin_say_it_too(people: People, sign_in: Any) -> None:
    said = sign_in(people.staff).get("/admin/jsi18n/").content.decode()
    assert "Options de recherche" not in said
    assert '"Comment": "Commenter"' in said  # a button
    assert "Chercher un bloc ou une mise en forme" in json.loads(
        '"' + re.findall(r'"Search options\\u2026": "(.*?)"', said)[0] + '"'
    )


def test_what_has_just_been_done_is_not_zero_minutes_old() -> None:
    assert timesince_simple(timezone.now()) == "à l’instant"
