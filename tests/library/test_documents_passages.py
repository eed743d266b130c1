"""From a question to its passages: where a hit lands, and from one to the next."""

import re

import pytest

from library import marking
from library.models import Extract, Version

SPACER = "Une phrase qui ne dit rien de ce qui est cherché, ni avant ni après. " * 2


@pytest.fixture
def guide(add_file, people, spaces):
    """A text of six parts; « hypoglycémie » is in the second and the fifth."""
    document = add_file(space=spaces.group, by=people.editor, title="Guide")
    Version.objects.filter(pk=document.current_id).update(
        state="read", page_count=6, kind="txt", in_parts=True
    )
    texts = ["Sommaire", "Une hypoglycémie.", "Rien", "Rien", "", "Fin"]
    texts[4] = (
        f"L’hypoglycémie.\n\n{SPACER}\n\nDes hypoglycémies sévères, danger. {SPACER}"
    )
    for page, text in enumerate(texts, start=1):
        Extract.objects.create(version=document.current, page=page, text=text)
    return document


@pytest.fixture
def shown(guide, people, sign_in):
    browser = sign_in(people.member)

    def show(asked):
        return browser.get(f"{guide.get_absolute_url()}?{asked}").content.decode()

    return show


def arrows(page):
    """Where « passage précédent » and « passage suivant » lead."""
    links = re.findall(r'<a class="btn square" data-passage="\w+"([^>]*)>', page)
    found = [re.search(r'(?<!-)href="([^"]*)"', link) for link in links]
    return [link and link[1].partition("?")[2].replace("&amp;", "&") for link in found]


def test_words_that_stand_together_are_one_passage():
    text = f"La chaufferie bois, puis {SPACER} la chaufferie."
    html = marking.Marked(text, marking.spans(text, "chaufferie bois"))
    assert re.findall("<mark.*?</mark>", html.html(0, len(text))) == [
        '<mark id="passage-1">chaufferie</mark>',
        "<mark>bois</mark>",
        '<mark id="passage-2">chaufferie</mark>',
    ]


def test_a_mark_that_runs_over_two_pieces_has_one_name():
    whole = marking.Marked("abcdef", [(1, 5)])
    assert whole.html(0, 3) == 'a<mark id="passage-1">bc</mark>'
    assert whole.html(3, 6) == "<mark>de</mark>f"


def test_the_first_passage_has_the_name_that_a_hit_asks_for(shown):
    page = shown("page=2&q=hypoglycémie")
    assert '<mark id="passage-1">hypoglycémie</mark>' in page
    assert "partie" in page
    assert "sur 6" in page


def test_the_arrows_go_through_all_the_passages_of_the_file(shown):
    q = "q=hypoglyc%C3%A9mie"
    assert arrows(shown(f"page=2&{q}")) == [None, f"page=5&{q}#passage-1"]
    assert arrows(shown(f"page=5&{q}")) == [
        f"page=2&{q}#passage-1",
        f"page=5&{q}&passage=2#passage-2",
    ]
    assert arrows(shown(f"page=5&{q}&passage=2")) == [f"page=5&{q}#passage-1", None]


@pytest.mark.parametrize(
    ("asked", "says"), [("0", 1), ("99", 2), ("x", 1), ("", 1), ("-1", 1)]
)
def test_a_passage_that_is_not_there_gives_the_nearest(shown, asked, says):
    page = shown(f"page=5&q=hypoglycémie&passage={asked}")
    assert f"<b data-at>{says}</b>" in page


def test_without_a_page_the_one_that_answers_best_opens(shown):
    page = shown("q=hypoglycémies sévères")
    assert 'data-page="5"' in page
    assert "Rien à marquer" not in page


def test_the_pages_that_answer_are_links(shown):
    page = shown("page=1&q=hypoglycémie")
    assert "Rien à marquer sur cette partie." in page
    assert re.findall(r"data-place>([^<]*)<", page) == [
        "partie\u00a02",
        "partie\u00a05",
    ]
    assert 'aria-current="true">partie\u00a02<' in shown("page=2&q=hypoglycémie")


def test_a_page_with_one_word_of_many_is_no_answer(shown):
    page = shown("page=1&q=hypoglycémies sévères danger")
    assert re.findall(r"data-place>([^<]*)<", page) == ["partie\u00a05"]


def test_words_that_are_in_the_title_only_are_told_as_such(shown):
    page = shown("q=guide")
    assert "Ces mots ne sont pas dans le texte" in page
    assert 'data-page="1"' in page


def test_a_long_file_costs_no_more_queries(guide, people, sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = sign_in(people.member)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"{guide.get_absolute_url()}?q=hypoglycémie")
        return len(asked)

    queries()
    few = queries()
    Extract.objects.bulk_create(
        Extract(version=guide.current, page=page, text="Une hypoglycémie")
        for page in range(7, 900)
    )
    assert queries() == few
