"""Two versions of a page, side by side or one in the other: what was written stays."""

from __future__ import annotations

from typing import Any

import pytest

from members.templatetags.plain_text import as_prose
from pages.comparing import lines_of
from pages.models import ArticlePage
from pages.publishing.models import Proposal
from tests.pages.telling import section_in, soup, write
from tests.people import People, Spaces


def test_lines_numbers_and_addresses_are_kept() -> None:
    assert lines_of(
        "<h2>Avant</h2><p>Un mot.</p><ol><li>Un</li><li>Deux</li></ol>"
        '<ul><li>Trois</li></ul><p>Voir <a href="https://x.fr/">là</a></p>'
    ) == ("Avant\nUn mot.\n1. Un\n2. Deux\n– Trois\nVoir là (https://x.fr/)")


def test_the_comparison_of_the_admin_runs_no_words_together(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    page = section_in(spaces.ges).add_child(instance=ArticlePage(title="A", slug="a"))
    for end in ("deux", "trois"):
        html = f"<p>Un.</p><ol><li>Appeler</li><li>{end}</li></ol>"
        page = write(page, {"type": "rich_text", "value": html})
        page.save_revision(user=people.staff)
    staff = sign_in(people.staff)
    found = soup(staff, f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/")
    shown = found.select_one(".comparison")
    assert shown
    assert "Un.<br/>1. Appeler" in str(shown)
    label = found.select_one("td.title .title-wrapper")
    assert label
    assert label.text == "Contenu\u202f:"


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        (
            "Avant :\n1. Appeler\n2) Noter",
            "<p>Avant :</p><ol><li>Appeler</li><li>Noter</li></ol>",
        ),
        ("- un\n- deux\n1. A", "<ul><li>un</li><li>deux</li></ul><ol><li>A</li></ol>"),
        ("2026. Une année", "<p>2026. Une année</p>"),
        ("3. Le troisième", "<p>3. Le troisième</p>"),
        (
            "Voir https://x.fr/a?b=1&c=<2>.",
            '<p>Voir <a href="https://x.fr/a?b=1&amp;c=">https://x.fr/a?b=1&amp;c=</a>'
            "&lt;2&gt;.</p>",
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
    ],
)
def test_a_text_without_word_processor_has_its_lists_and_links(
    typed: str, made: str
) -> None:
    assert as_prose(typed) == made


def test_a_correction_shows_its_lines_and_links(
    people: People, sign_in: Any, spaces: Spaces
) -> None:
    page = section_in(spaces.ges).add_child(instance=ArticlePage(title="A", slug="a"))
    page = write(page, {"type": "rich_text", "value": "<p>Appeler.</p>"})
    page.save_revision().publish()
    made = Proposal.objects.create(
        kind=Proposal.Kind.CORRECTION,
        page=page,
        page_title=page.title,
        space=spaces.ges,
        author=people.member,
        passage="Appeler.",
        text="1. Appeler\n2. Noter sur https://x.fr/",
    )
    shown = soup(sign_in(people.staff), made.get_absolute_url())
    new = shown.select_one(".change .new")
    assert new
    assert [item.text for item in new.select("ol li")] == [
        "Appeler",
        "Noter sur https://x.fr/",
    ]
    assert new.select('a[href="https://x.fr/"]')
