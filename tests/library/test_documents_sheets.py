"""A sheet of a workbook is shown as a table; an image is shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from library import marking, sheets
from library.models import Document, Extract, Version
from library.reading import read_file
from tests.library import samples

CALLS = (
    "Garde\nTour de garde\nLieu\tTéléphone\tPour\n"
    "Vichy\t04 70 00 00 00\t\nThiers\t\tNuit"
)


def words(cells):
    return [str(cell.html) for cell in cells]


def test_lines_are_rows_under_their_headings():
    table = sheets.table(CALLS, [])
    assert (table.name, table.titles) == ("Garde", ["Tour de garde"])
    assert words(table.head) == ["Lieu", "Téléphone", "Pour"]
    assert [words(row) for row in table.rows] == [
        ["Vichy", "04 70 00 00 00", ""],
        ["Thiers", "", "Nuit"],
    ]
    assert [cell.whole for cell in table.rows[0]] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Vide", []),
        ("Une\nseule colonne\nici", [["seule colonne"], ["ici"]]),
        ("Nombres\n1\t2\n3\t4", [["1", "2"], ["3", "4"]]),
        ("Un rang\nNom\tLieu", [["Nom", "Lieu"]]),
        ("\n<b>\t&", [["&lt;b&gt;", "&amp;"]]),
    ],
)
def test_odd_sheets_lose_nothing(text, rows):
    assert [words(row) for row in sheets.table(text, []).rows] == rows


def test_marks_stay_in_their_cells():
    marks = marking.spans(CALLS, "nuit vichy")
    table = sheets.table(CALLS, marks)
    assert words(table.rows[0])[0] == '<mark id="passage-1">Vichy</mark>'
    assert "<mark" in words(table.rows[1])[2]


def test_a_long_sheet_is_shown_stretch_by_stretch():
    text = "Feuille\nNom\tNuméro\n" + "\n".join(f"Nom\t{n}" for n in range(1, 1001))
    first = sheets.table(text, [])
    assert (first.first, first.last, first.total) == (1, 200, 1000)
    assert (first.previous, first.following) == (0, 201)
    last = sheets.table(text, [], 9999)
    assert (last.first, last.last, last.following) == (801, 1000, 0)
    assert words(last.head) == ["Nom", "Numéro"]
    assert words(sheets.table(text, [], 1, text.index("\t777")).rows[176])[1] == "777"


@pytest.fixture
def workbook(add_file, people, spaces):
    document = add_file(space=spaces.group, by=people.editor, title="Garde")
    Version.objects.filter(pk=document.current_id).update(
        state="read", page_count=1, kind="xlsx"
    )
    lines = [f"Nom {n}\t0470{n:06}\tLieu" for n in range(1, 401)]
    lines[350] = "Zénobie\t0470999999\tLieu"
    text = "Garde\nQui\tTéléphone\tOù\n" + "\n".join(lines)
    Extract.objects.create(version=document.current, page=1, text=text)
    return document


def test_the_page_of_a_workbook_has_a_table(workbook, people, sign_in):
    browser = sign_in(people.member)
    page = browser.get(workbook.get_absolute_url()).content.decode()
    assert '<th scope="col">Téléphone</th>' in page
    assert '<td class="whole">0470000001</td>' in page
    assert "rangs 1 à 200 sur 400" in page
    following = re.findall(r'href="([^"]*rang=201[^"]*)"', page)[0].replace(
        "&amp;", "&"
    )
    assert "rangs 201 à 400 sur 400" in browser.get(following).content.decode()


def test_a_hit_in_a_sheet_opens_the_rows_that_have_it(workbook, people, sign_in):
    page = sign_in(people.member).get(f"{workbook.get_absolute_url()}?page=1&q=zénobie")
    assert '<mark id="passage-1">Zénobie</mark>' in page.content.decode()
    assert len(page.content) < 100_000


def test_columns_keep_their_place(tmp_path):
    path = tmp_path / "garde.xlsx"
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Lieu</t></is></c>'
        '<c r="D1" t="inlineStr"><is><t>Nuit</t></is></c></row>'
        '<row r="2"><c r="C2"><v>7</v></c><c r="XFD2"><v>8</v></c></row>'
    )
    path.write_bytes(samples.xlsx({"Garde": rows}))
    text = read_file(path).pages[0].text.split("\n")
    assert text[1] == "Lieu\t\t\tNuit"
    assert re.fullmatch("\t\t7\t{2,99}8", text[2])


def test_columns_of_opendocument_keep_their_place(tmp_path):
    path = tmp_path / "garde.ods"

    def cell(text, many=1):
        inside = f"<text:p>{text}</text:p>" if text else ""
        return (
            f'<table:table-cell table:number-columns-repeated="{many}">{inside}'
            "</table:table-cell>"
        )

    rows = [
        cell("Lieu") + cell("", 2) + cell("Nuit") + cell("", 16000),
        cell("oui", 3) + "<table:covered-table-cell/>" + cell("<text:tab/>fin"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    path.write_bytes(
        samples.opendocument(
            "spreadsheet", f'<table:table table:name="Garde">{body}</table:table>'
        )
    )
    text = read_file(path).pages[0].text
    assert text == "Garde\nLieu\t\t\tNuit\noui\toui\toui\t\tfin"


# ---- images ----


def picture(add_file, kind):
    name = f"affiche.{kind.lower()}"
    return add_file(samples.picture(samples.square("RGB"), kind), name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_an_image_is_shown_through_the_one_door(kind, add_file, people, sign_in):
    document = picture(add_file, kind)
    browser = sign_in(people.member)
    page = browser.get(document.get_absolute_url()).content.decode()
    assert f'<img src="{document.url}?voir"' in page
    shown = browser.get(f"{document.url}?voir")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == f"image/{kind.lower()}"
    assert sign_in(people.outsider).get(f"{document.url}?voir").status_code == 404


def test_an_image_that_browsers_do_not_draw_says_so(add_file, people, sign_in):
    document = picture(add_file, "TIFF")
    page = sign_in(people.member).get(document.get_absolute_url()).content.decode()
    assert "<img src" not in page
    assert "pour voir l’image, téléchargez-la" in page


def test_the_recognised_text_stands_under_the_image(add_file, people, sign_in):
    document = picture(add_file, "PNG")
    Version.objects.filter(pk=document.current_id).update(state="read", page_count=1)
    Extract.objects.create(version=document.current, page=1, text="Collecte de sang")
    browser = sign_in(people.member)
    page = browser.get(f"{document.get_absolute_url()}?q=collecte").content.decode()
    assert page.index("<img src") < page.index("Texte reconnu") < page.index("<mark id")
    Extract.objects.update(text="")
    page = browser.get(document.get_absolute_url()).content.decode()
    assert "Aucun texte n’a été reconnu." in page


def test_a_broken_image_is_not_shown(add_file, people, sign_in):
    document = picture(add_file, "PNG")
    Version.objects.filter(pk=document.current_id).update(state="unreadable")
    page = sign_in(people.member).get(document.get_absolute_url()).content.decode()
    assert "<img src" not in page


def test_a_sheet_costs_no_more_queries_for_its_rows(workbook, people, sign_in):
    browser = sign_in(people.member)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(Document.objects.get(pk=workbook.pk).get_absolute_url())
        return len(asked)

    queries()
    many = queries()
    Extract.objects.update(text="Garde\nQui\tOù\nNom\tLieu")
    assert queries() == many
