"""How long a file is, in one wording everywhere."""

import pytest

from library import units
from library.models import Version
from library.templatetags.files import file_about


@pytest.mark.parametrize(
    ("kind", "pages", "says"),
    [
        ("pdf", 25, "25\u00a0pages"),
        ("pdf", 1, "1\u00a0page"),
        ("pdf", 1200, "1\u202f200\u00a0pages"),
        ("pptx", 4, "4\u00a0diapositives"),
        ("xlsx", 3, "3\u00a0feuilles"),
        ("docx", 2, "2\u00a0pages"),
        ("docx", 1, ""),
        ("png", 1, ""),
        ("txt", None, ""),
    ],
)
def test_pages_are_counted_by_their_name(kind, pages, says):
    assert Version(kind=kind, page_count=pages).length == says


def test_parts_that_we_cut_are_not_the_length_of_a_file():
    version = Version(kind="txt", page_count=45, in_parts=True, size=904_800)
    assert version.length == ""
    shown = file_about(version)
    assert shown.split() == ["TXT,", "884", "Ko"]


@pytest.mark.parametrize(
    ("kind", "parts", "says"),
    [
        ("pdf", False, "p.\u00a03"),
        ("pptx", False, "diapo\u00a03"),
        ("ods", False, "feuille\u00a03"),
        ("txt", True, "partie\u00a03"),
    ],
)
def test_a_place_in_a_file_is_told_in_few_letters(kind, parts, says):
    assert units.place(Version(kind=kind, in_parts=parts), 3) == says


def test_lists_and_the_page_of_a_document_say_the_same(add_file, people, sign_in):
    document = add_file()
    Version.objects.filter(pk=document.current_id).update(
        kind="pptx", page_count=4, state="read"
    )
    browser = sign_in(people.member)
    for url in ("/bibliotheque/", document.get_absolute_url(), "/mon-espace/"):
        page = browser.get(url).content.decode()
        assert "4\u00a0diapositives" in page, url
        assert "4 pages" not in page.replace("\u00a0", " "), url
