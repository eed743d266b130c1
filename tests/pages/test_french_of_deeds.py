"""What Wagtail tells of a page or of a thing: its gender, its hours, its history."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext, ngettext, trans_real
from wagtail import hooks

from pages.french import printed
from pages.models import ArticlePage
from tests.pages.telling import section_in, soup
from tests.people import People, Spaces

#: What a typewriter says of a gender that it does not know, and of a mark.
TYPED = re.compile(
    r"\((?:e|ne|le|ve|tte)\)|\b(?:[Cc]e/cette|[Ll]e/la|il/elle|un\(e\))|\.\.\.| [;!?]"
)
#: Of Wagtail: what is not said here, for nothing of it is opened.
UNUSED = re.compile(
    r"collection|translat|locale|redirect|snippet|embed|workflow|task|user|password|"
    r"parent|CSV|row|sort|search|block|site|tag|format|form",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def admin_is_ready() -> None:
    hooks.search_for_hooks()


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("Updated", "Mis à jour"),
        ("Alias", "Copie liée"),
        ("Created an alias of %(title)s", "Copie liée de «\u202f%(title)s\u202f»"),
        ("Locked", "Verrouillée"),
        (
            "<b>'{title}' is locked</b>.",
            "<b>«\u202f{title}\u202f» est verrouillée</b>.",
        ),
        (
            "{model_name} '{title}' is locked and has been scheduled to go live at "
            "{datetime}",
            "«\u202f{title}\u202f» paraîtra le {datetime}\u202f: elle est verrouillée "
            "d’ici là",
        ),
        (
            "Page unscheduled for publishing at %(go_live_at)s",
            "La publication du %(go_live_at)s n’aura pas lieu",
        ),
        (
            "%(model_name)s '%(object)s' created.",
            "C’est enregistré\u202f: «\u202f%(object)s\u202f».",
        ),
        ("Editing %(page_type)s", "%(page_type)s en modification"),
        ("Live", "En ligne"),
        ("%(label)s and Publish", "%(label)s"),
        (
            "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s",
            "%(start_index)s à %(end_index)s sur %(items_count)s %(model_name)s",
        ),
        ("with comment:", "avec commentaire\u202f:"),
        ("Search…", "Rechercher…"),
        ("Delete selected images", "Supprimer les images sélectionnées"),
    ],
)
def test_a_page_is_she_and_things_have_no_gender(english: str, said: str) -> None:
    assert gettext(english) == said


def test_nothing_of_what_is_told_is_typed() -> None:
    catalogue = trans_real.translation("fr")._catalog  # type: ignore[attr-defined]
    typed = {
        said
        for part in catalogue._catalogs
        for key, said in part.items()
        if isinstance(key, str)
        and ("Page '" in key or "%(model_name)s '" in key or "locked" in key.lower())
        and not UNUSED.search(re.sub(r"%\(\w+\)s", "", key))
        and TYPED.search(said)
    }
    assert typed == set()


def test_quotes_and_dots_are_printed_but_in_attributes() -> None:
    assert printed("La page \"%(title)s\", '%(old)s'...") == (
        "La page «\u202f%(title)s\u202f», «\u202f%(old)s\u202f»…"
    )
    link = "<a href=\"%(url)s\" class='%(name)s'>"
    assert printed(link) == link
    assert ngettext("%(num)d year", "%(num)d years", 2) == "%(num)d ans"


def test_a_year_is_un_an() -> None:
    now = datetime(2026, 11, 30, tzinfo=timezone.get_current_timezone())
    assert timesince(now.replace(year=2025), now) == "1\u00a0an"


def test_hours_have_their_h_between_spaces() -> None:
    here = timezone.get_current_timezone()
    when = datetime(2026, 11, 3, 4, 17, tzinfo=here)
    assert date_format(when, "DATETIME_FORMAT") == "3 novembre 2026, 4\u202fh\u202f17"
    assert date_format(when, "TIME_FORMAT") == "4\u202fh\u202f17"
    said = Template(
        "{% load wagtailadmin_tags %}"
        "{% timesince_last_update when user_display_name='Léa' %}"
    )
    today = timezone.localtime().replace(hour=0, minute=5)
    assert said.render(Context({"when": today})) == "0\u202fh\u202f05, par Léa"


def test_the_history_says_what_was_done_and_not_a_gender(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    section = section_in(spaces.ges)
    staff = sign_in(people.staff)
    page = section.add_child(instance=ArticlePage(title="A", slug="a"))
    page.save_revision(user=people.staff, log_action=True).publish(user=people.staff)
    page.save_revision(user=people.staff, log_action=True)
    said = soup(staff, f"/admin/pages/{page.pk}/history/").text
    for word in ("Publication", "Brouillon enregistré"):
        assert word in said
    report = soup(staff, "/admin/reports/site-history/").text
    assert "Publication" in report
    assert "Publié\n" not in report
    assert "Historique du site" in report


def form_of(staff: Client, path: str) -> str:
    return soup(staff, path).get_text(" ", strip=True)


def test_a_title_and_a_button_have_their_article(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    section, staff = section_in(spaces.ges), sign_in(people.staff)
    page = section.add_child(instance=ArticlePage(title="A", slug="a"))
    title = soup(staff, f"/admin/pages/{page.pk}/edit/").title
    assert title
    assert title.text.strip().startswith("Article en modification\u202f: A")
    for path, said in (
        ("/admin/snippets/pages/term/", "Ajouter un terme du glossaire"),
        ("/admin/snippets/library/reference/", "Ajouter un texte officiel"),
        ("/admin/snippets/library/category/", "Ajouter une catégorie"),
        ("/admin/snippets/members/profession/", "Ajouter une profession"),
    ):
        assert said in form_of(staff, path)


def test_scripts_say_it_too(people: People, sign_in: Any) -> None:
    said = sign_in(people.staff).get("/admin/jsi18n/").content.decode()
    words = json.loads(re.findall(r"const newcatalog = (\{.*?\});\n", said, re.S)[0])
    assert words["%(num)s min"] == ["%(num)s min"] * 3
    assert words["Fair"] == "moyenne"
    assert words["Save error"] == "L’enregistrement n’a pas réussi"
    assert words["Edit '%(title)s'"] == "Modifier «\u202f%(title)s\u202f»"
    every = "".join(str(said) for said in words.values())
    assert "..." not in every
    assert " :" not in every
