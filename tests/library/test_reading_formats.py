"""Every format gives its text, page by page, with its title, author and date."""

import datetime
import io
import socket
import subprocess
import zipfile
from pathlib import Path

import pytest

from library.reading import Page, Reading, read_file
from tests.library import samples
from tests.library.samples import soffice  # noqa: F401 - a fixture

WORD_NOTES = (
    f"<w:footnotes {samples.WORD}><w:footnote w:id='2'>"
    + samples.paragraphs("Loi HPST du 21 juillet 2009.")
    + "</w:footnote></w:footnotes>"
)


def read(folder: Path, content: bytes, name: str = "document", **options) -> Reading:
    path = folder / name
    path.write_bytes(content)
    return read_file(path, **options)


def texts(reading: Reading) -> list[str]:
    return [page.text for page in reading.pages]


def assert_described(reading: Reading) -> None:
    assert reading.title == "Projet de santé du Pays"
    assert reading.author == "Jeanne Martin"
    assert reading.date == datetime.date(2011, 6, 9)


def test_a_pdf_gives_its_pages_in_order(tmp_path):
    made = samples.pdf("Un pôle de santé", "La permanence des soins", title="Le Pays")
    seen: list[Page] = []
    reading = read(tmp_path, made, on_page=seen.append)
    assert seen == [Page(1, "Un pôle de santé"), Page(2, "La permanence des soins")]
    assert (reading.extension, reading.page_count) == ("pdf", 2)
    assert (reading.title, reading.author) == ("Le Pays", None)
    assert reading.content_type == "application/pdf"
    assert reading.date is not None


def test_subtitles_give_what_is_said(tmp_path):
    made = """WEBVTT Geste

NOTE Relu par Claire

STYLE
::cue { color: lime }

1
00:00:01.000 --> 00:00:04.000 align:start
<v Claire>On pose &amp; on rince,
<i>sans frotter</i>.

00:05.000 --> 00:08.000
Puis on sèche.\r
""".encode()
    reading = read(tmp_path, made, "geste.vtt")
    assert texts(reading) == ["On pose & on rince, sans frotter.\nPuis on sèche."]
    assert reading.extension == "vtt"


def test_a_film_has_no_text_and_is_no_failure(tmp_path):
    reading = read(tmp_path, samples.WEBM, "geste.webm")
    assert (texts(reading), reading.page_count) == ([], 0)
    assert not reading.needs_ocr


def test_only_the_pages_wanted_are_read(tmp_path):
    reading = read(tmp_path, samples.pdf(*"ABCDE"), first=2, last=3)
    assert [page.number for page in reading.pages] == [2, 3]
    assert reading.page_count == 5


def test_word_cuts_its_pages_where_word_did(tmp_path):
    cut = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    seen = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Deux</w:t></w:r></w:p>"
    body = samples.paragraphs("Un") + cut + seen + seen.replace("Deux", "Trois")
    assert texts(read(tmp_path, samples.docx(body))) == ["Un", "Deux", "Trois"]


def test_word_gives_cells_boxes_notes_and_headers_once(tmp_path):
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{0}</mc:Choice>"
        "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ).format(f"<w:txbxContent>{samples.paragraphs('Encadré')}</w:txbxContent>")
    cells = "".join(f"<w:tc>{samples.paragraphs(t)}</w:tc>" for t in ("Lieu", "Vichy"))
    call = "<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    struck = "<w:p><w:del><w:r><w:delText>Rayé</w:delText></w:r></w:del></w:p>"
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{box}{call}{struck}"
    links = {"h": ("header", "header1.xml"), "n": ("footnotes", "footnotes.xml")}
    reading = read(
        tmp_path,
        samples.docx(
            body,
            {
                "word/_rels/document.xml.rels": samples.relations(links),
                "word/footnotes.xml": WORD_NOTES,
                "word/header1.xml": f"<w:hdr {samples.WORD}>"
                f"{samples.paragraphs('Pays de Vichy')}</w:hdr>",
            },
        ),
    )
    text = texts(reading)[0]
    assert "Lieu\tVichy" in text
    assert text.startswith("Pays de Vichy")
    assert text.endswith("Loi HPST du 21 juillet 2009.")
    assert text.count("Encadré") == 1
    assert "Rayé" not in text
    assert_described(reading)


def test_a_workbook_gives_a_page_for_each_sheet(tmp_path):
    rows = (
        '<row><c t="s"><v>0</v></c><c s="1"><v>40703</v></c></row>'
        '<row><c t="inlineStr"><is><t>Thiers</t></is></c><c><v>12.5</v></c></row>'
    )
    shared = f"<sst {samples.SHEET}><si><r><t>Am</t></r><r><t>bert</t></r></si></sst>"
    styles = (
        f"<styleSheet {samples.SHEET}><cellXfs><xf numFmtId='0'/>"
        "<xf numFmtId='14'/></cellXfs></styleSheet>"
    )
    made = samples.xlsx(
        {"Communes": rows, "Vide": ""},
        {"xl/sharedStrings.xml": shared, "xl/styles.xml": styles},
    )
    reading = read(tmp_path, made)
    assert texts(reading) == ["Communes\nAmbert\t09/06/2011\nThiers\t12,5", "Vide"]
    assert_described(reading)


@pytest.mark.parametrize(
    ("style", "value", "seen"),
    [
        (0, "0.142857142857", "0,1428571429"),
        (0, "0.30000000000000004", "0,3"),
        (0, "1.85057800608436E+14", "185057800608436"),
        (0, "185057800608436", "185057800608436"),
        (0, "-12", "-12"),
        (0, "1e400", "1e400"),
        (1, "0.142857", "14 %"),
        (2, "0.142857", "14,3 %"),
        (2, "1", "100,0 %"),
        (3, "1234.5", "1234,50"),
        (3, "185057800608436", "185057800608436"),
        (4, "0.5", "0,5"),  # a fraction
        (5, "0.5", "0,5"),  # an hour
        (6, "0.00001234", "1,234e-05"),
    ],
)
def test_figures_of_a_sheet_are_read_as_they_are_seen(tmp_path, style, value, seen):
    codes = ("0.0%", "# ##0.00&quot; €&quot;", "# ?/?", "[h]:mm:ss", "0.00E+00")
    formats = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>'
        for n, code in enumerate(codes)
    )
    cells = "".join(f"<xf numFmtId='{n}'/>" for n in (0, 9, *range(200, 205)))
    styles = (
        f"<styleSheet {samples.SHEET}><numFmts>{formats}</numFmts>"
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )
    row = f'<row><c s="{style}"><v>{value}</v></c></row>'
    made = samples.xlsx({"Un": row}, {"xl/styles.xml": styles})
    assert texts(read(tmp_path, made)) == [f"Un\n{seen}"]


def test_a_hidden_sheet_is_read_and_says_that_it_is(tmp_path):
    cell = '<row><c t="inlineStr"><is><t>Thiers</t></is></c></row>'
    made = samples.xlsx({"Un": cell, "Deux": cell})
    hidden = tmp_path / "hidden.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(made)) as given,
        zipfile.ZipFile(hidden, "w") as kept,
    ):
        for name in given.namelist():
            data = given.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b'name="Deux"', b'name="Deux" state="veryHidden"')
            kept.writestr(name, data)
    assert texts(read(tmp_path, hidden.read_bytes())) == [
        "Un\nThiers",
        "Deux (feuille cachée)\nThiers",
    ]


def test_slides_come_in_the_order_of_the_show_with_their_notes(tmp_path):
    made = samples.pptx(
        samples.slide("Accueil", "Pays de Vichy"),
        samples.slide("Bilan"),
        notes="Remercier les élus",
    )
    reading = read(tmp_path, made)
    assert texts(reading) == ["Accueil\nPays de Vichy\nRemercier les élus", "Bilan"]
    assert_described(reading)


def test_an_open_text_cuts_its_pages_and_keeps_its_tables(tmp_path):
    styles = (
        '<style:style style:name="P1"><style:paragraph-properties '
        'fo:break-before="page"/></style:style>'
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = (
        "<text:tracked-changes><text:p>Rayé</text:p></text:tracked-changes>"
        "<text:h>Un<text:s text:c='2'/>pôle</text:h>"
        "<text:p>de <text:span>santé</text:span>.<text:soft-page-break/>Suite</text:p>"
        f"<table:table><table:table-row>{cell.format('Lieu')}{cell.format('Thiers')}"
        "</table:table-row></table:table>"
        '<text:p text:style-name="P1">Fin</text:p>'
    )
    reading = read(tmp_path, samples.opendocument("text", body, styles))
    assert texts(reading) == ["Un pôle\nde santé.", "Suite\nLieu\tThiers", "Fin"]
    assert_described(reading)


def test_an_open_workbook_gives_a_page_for_each_sheet(tmp_path):
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    cells = cell.format("Ambert") + cell.format("7 000")
    row = f"<table:table-row>{cells}</table:table-row>"
    body = (
        f'<table:table table:name="Communes">{row}</table:table>'
        '<table:table table:name="Vide"/>'
    )
    reading = read(tmp_path, samples.opendocument("spreadsheet", body))
    assert texts(reading) == ["Communes\nAmbert\t7 000", "Vide"]


def test_an_open_show_gives_a_page_for_each_slide(tmp_path):
    body = (
        "<draw:page><draw:frame><text:p>Accueil</text:p></draw:frame>"
        "<presentation:notes><text:p>Remercier</text:p></presentation:notes>"
        "</draw:page><draw:page/><draw:page><text:p>Bilan</text:p></draw:page>"
    )
    reading = read(tmp_path, samples.opendocument("presentation", body))
    assert texts(reading) == ["Accueil\nRemercier", "", "Bilan"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_the_codings_of_france(tmp_path, coding):
    made = "Première page : l’été\fSeconde, à 5 € près".encode(coding)
    reading = read(tmp_path, made)
    assert texts(reading) == ["Première page : l’été", "Seconde, à 5 € près"]
    assert reading.content_type == "text/plain"


def test_a_web_page_gives_what_is_seen_of_it(tmp_path):
    made = (
        "<!DOCTYPE html><html><head><title>La santé au Pays</title>"
        "<style>p{}</style></head><body><script>x</script><h1>Un</h1>"
        "<p>deux <b>tr</b>ois<br>quatre</p><table><tr><td>a<td>b</table></body></html>"
    ).encode()
    reading = read(tmp_path, made)
    assert texts(reading) == ["Un\n\ndeux trois\nquatre\n\na\tb"]
    assert (reading.extension, reading.title) == ("html", "La santé au Pays")


def test_a_message_gives_its_headers_text_and_names_of_attachments(tmp_path):
    made = (
        b"From: =?utf-8?q?Ren=C3=A9e?= Petit <renee@example.org>\r\n"
        b"To: ges@example.org\r\nSubject: =?utf-8?q?R=C3=A9union?=\r\n"
        b"Date: Thu, 09 Jun 2011 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Bonjour</p>\r\n"
        b"--x\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="ordre du jour.pdf"\r\n\r\nx\r\n'
        b"--x--\r\n"
    )
    reading = read(tmp_path, made)
    assert (reading.extension, reading.title) == ("eml", "Réunion")
    assert reading.author == "Renée Petit"
    assert reading.date == datetime.date(2011, 6, 9)
    text = texts(reading)[0]
    assert "Objet : Réunion" in text
    assert "Bonjour" in text
    assert text.endswith("Pièces jointes : ordre du jour.pdf")


def test_a_crooked_message_gives_what_it_can(tmp_path):
    made = (
        b"From: \r\nTo: ges\r\nSubject: Bilan\r\n"
        b"Content-Type: text/plain; charset=inconnu\r\n\r\nUn p\xc3\xb4le"
    )
    reading = read(tmp_path, made)
    assert texts(reading)[0].endswith("Un pôle")
    assert reading.author is None


@pytest.mark.usefixtures("soffice")
def test_a_rich_text_gives_its_pages(tmp_path):
    made = samples.rtf("Un pôle de santé pluridisciplinaire", "La suite à Thiers")
    reading = read(tmp_path, made)
    assert texts(reading) == [
        "Un pôle de santé pluridisciplinaire",
        "La suite à Thiers",
    ]
    assert reading.title == "Projet de territoire"
    assert reading.date is None


@pytest.mark.parametrize(
    ("extension", "made", "expected"),
    [
        ("doc", samples.docx(samples.paragraphs("Un pôle à Thiers")), "pôle à Thiers"),
        (
            "xls",
            samples.xlsx(
                {"Lieux": '<row><c t="inlineStr"><is><t>Thiers</t></is></c></row>'}
            ),
            "Lieux\nThiers",
        ),
        (
            "ppt",
            samples.opendocument(
                "presentation",
                '<draw:page draw:name="a"><draw:frame draw:layer="layout" '
                'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
                'svg:width="20cm" svg:height="3cm"><draw:text-box>'
                "<text:p>Bilan du Pays</text:p>"
                "</draw:text-box></draw:frame></draw:page>",
            ),
            "Bilan du Pays",
        ),
    ],
)
@pytest.mark.usefixtures("soffice")
def test_older_office_files_are_read(tmp_path, extension, made, expected):
    source = tmp_path / "source"
    source.write_bytes(made)
    profile = (tmp_path / "profile").as_uri()
    convert = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    subprocess.run(
        [*convert, "--convert-to", extension, "--outdir", tmp_path, source],
        capture_output=True,
        check=True,
    )
    reading = read_file(tmp_path / f"source.{extension}")
    assert reading.extension == extension
    assert expected in texts(reading)[0]


@pytest.mark.usefixtures("soffice")
def test_an_older_file_reaches_neither_the_network_nor_other_files(tmp_path):
    (tmp_path / "secret.txt").write_text("Secret du serveur")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = server.getsockname()[1]
        links = (
            ("INCLUDEPICTURE", f"http://127.0.0.1:{port}/a.png"),
            ("INCLUDETEXT", f"http://127.0.0.1:{port}/a.rtf"),
            ("INCLUDETEXT", (tmp_path / "secret.txt").as_uri()),
        )
        fields = "".join(
            rf'{{\field{{\*\fldinst {name} "{target}"}}{{\fldrslt lien}}}} '
            for name, target in links
        )
        made = samples.rtf("Bonjour").replace(
            rb"Bonjour", b"Bonjour " + fields.encode()
        )
        reading = read(tmp_path, made)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert texts(reading)[0].startswith("Bonjour lien")
    assert "Secret" not in texts(reading)[0]


def test_a_hidden_sheet_of_opendocument_too(tmp_path):
    row = (
        "<table:table-row><table:table-cell><text:p>Thiers</text:p>"
        "</table:table-cell></table:table-row>"
    )
    sheets = "".join(
        f'<table:table table:name="{name}" table:style-name="{style}">{row}'
        "</table:table>"
        for name, style in (("Un", "ta1"), ("Deux", "ta2"))
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("ta1", "true"), ("ta2", "false"))
    )
    made = samples.opendocument("spreadsheet", sheets, styles)
    assert texts(read(tmp_path, made)) == [
        "Un\nThiers",
        "Deux (feuille cachée)\nThiers",
    ]
