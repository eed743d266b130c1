"""Small files of every kind, made on the spot so that their content is known."""

import io
import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
OFFICE = "application/vnd.openxmlformats-officedocument."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = f"""<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>Projet de santé du Pays</dc:title><dc:creator>Jeanne Martin</dc:creator>
<dcterms:created>2011-06-09T08:00:00Z</dcterms:created></cp:coreProperties>"""
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SLIDE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
OPEN_TYPE = "application/vnd.oasis.opendocument."
URN = "urn:oasis:names:tc:opendocument:xmlns:"
OPEN = " ".join(
    f'xmlns:{short}="{URN}{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "presentation": "presentation",
        "meta": "meta",
    }.items()
)
FREE, END_OF_CHAIN = 0xFFFFFFFF, 0xFFFFFFFE


#: The header of a WebM file (RFC 8794 § 11.2): versions, limits, type.
WEBM = bytes.fromhex(
    "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853"
)


def need(tool: str, package: str) -> str:
    """The path of a tool; without it the test is skipped, or fails where CI=true."""
    found = shutil.which(tool)
    if found is None:
        message = f"{tool} manque\u202f: apt-get install {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture
def soffice() -> str:
    return need("soffice", "libreoffice-writer-nogui libreoffice-calc-nogui")


@pytest.fixture
def tesseract() -> str:
    tool = need("tesseract", "tesseract-ocr-fra")
    command = [tool, "--list-langs"]
    known = subprocess.run(command, capture_output=True, text=True, check=True)
    if "fra" not in known.stdout.split():
        need("tesseract-ocr-fra", "tesseract-ocr-fra")
    return tool


def pdf(*pages: str, title: str = "", author: str = "", password: str = "") -> bytes:
    made = io.BytesIO()
    lock = StandardEncryption(password, ownerPassword="autre") if password else None
    canvas = Canvas(made, encrypt=lock)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        text = canvas.beginText(72, 760)
        text.textLines(page)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def drawing(text: str, size: tuple[int, int] = (1700, 500)) -> Image.Image:
    """A scan, as it were: black letters of about 12 points at 200 dpi."""
    image = Image.new("L", size, "white")
    font = ImageFont.truetype(FONT, 36)
    ImageDraw.Draw(image).multiline_text((80, 80), text, font=font, spacing=16)
    return image


def picture(image: Image.Image, kind: str, *more: Image.Image) -> bytes:
    made = io.BytesIO()
    options = {"save_all": True, "append_images": list(more)} if more else {}
    image.save(made, kind, dpi=(200, 200), **options)
    return made.getvalue()


def scanned_pdf(*texts: str) -> bytes:
    made = io.BytesIO()
    first, *others = map(drawing, texts)
    first.save(made, "PDF", resolution=200, save_all=True, append_images=others)
    return made.getvalue()


def image_pdf(filter_name: str, data: bytes, size: tuple[int, int], bits: int) -> bytes:
    """A PDF whose only page is one image, as scanners write them: a black square.

    `filter_name` is how `data` is packed: JPXDecode, JBIG2Decode (ISO 32000-1, 7.4).
    """
    width, height = size
    draw = f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>>>>>" % size,
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray"
        b"/BitsPerComponent %d/Filter/%s/Length %d>>stream\n%s\nendstream"
        % (width, height, bits, filter_name.encode(), len(data), data),
    ]
    made = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d/Root 1 0 R>>" % (len(objects) + 1)
    made += b"\nstartxref\n%d\n%%%%EOF" % table
    return bytes(made)


def square(mode: str = "L") -> Image.Image:
    """White, with a black square in the middle."""
    image = Image.new(mode, (400, 400), "white")
    ImageDraw.Draw(image).rectangle((100, 100, 299, 299), fill="black")
    return image


def jpeg2000_pdf() -> bytes:
    made = io.BytesIO()
    square().save(made, "JPEG2000")
    return image_pdf("JPXDecode", made.getvalue(), (400, 400), 8)


def jbig2_pdf() -> bytes:
    """The square as a region of JBIG2 (ITU-T T.88) coded by MMR, that is Group 4."""
    made = io.BytesIO()
    negative = ImageChops.invert(square("1"))  # Pillow's Group 4 has white for black
    negative.save(made, "TIFF", compression="group4", tiffinfo={278: 400})
    tiff = Image.open(made)
    made.seek(tiff.tag_v2[273][0])  # type: ignore[attr-defined]
    mmr = made.read(tiff.tag_v2[279][0])  # type: ignore[attr-defined]
    size = struct.pack(">II", 400, 400)
    page = size + struct.pack(">IIBH", 0, 0, 0, 0)
    region = size + struct.pack(">IIB", 0, 0, 0) + b"\x01" + mmr
    data = b""
    for number, (kind, content) in enumerate([(48, page), (38, region)]):
        data += struct.pack(">IBBBI", number, kind, 0, 1, len(content)) + content
    return image_pdf("JBIG2Decode", data, (400, 400), 1)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, content, how)
    return made.getvalue()


def relations(links: dict[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def content_types(main: str, kind: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{OFFICE}{kind}.main+xml"/></Types>'
    )


def office(main: str, kind: str, parts: Mapping[str, str | bytes]) -> bytes:
    return package(
        {
            "[Content_Types].xml": content_types(main, kind),
            "_rels/.rels": relations({"r1": ("officeDocument", main)}),
            "docProps/core.xml": CORE,
            **parts,
        }
    )


def paragraphs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    document = f"<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return office(
        "word/document.xml",
        "wordprocessingml.document",
        {"word/document.xml": document, **(parts or {})},
    )


def xlsx(
    sheets: dict[str, str], parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Sheets by name, each the XML of its rows."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    links = {
        f"s{n}": ("worksheet", f"worksheets/sheet{n}.xml")
        for n in range(1, len(sheets) + 1)
    }
    links |= {"t": ("sharedStrings", "sharedStrings.xml")}
    links |= {"y": ("styles", "styles.xml")}
    pages = {
        f"xl/worksheets/sheet{n}.xml": f"<worksheet {SHEET}><sheetData>{rows}"
        "</sheetData></worksheet>"
        for n, rows in enumerate(sheets.values(), start=1)
    }
    return office(
        "xl/workbook.xml",
        "spreadsheetml.sheet",
        {
            "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="{RELATIONS}">'
            f"<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relations(links),
            **pages,
            **(parts or {}),
        },
    )


def slide(*texts: str, kind: str = "sld") -> str:
    shapes = "".join(
        "<p:sp><p:nvSpPr><p:cNvPr id='2' name=''/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        "<p:spPr/><p:txBody><a:bodyPr/>"
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        for text in texts
    )
    tree = (
        "<p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr/>{shapes}"
    )
    return f"<p:{kind} {SLIDE}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{kind}>"


def pptx(*slides: str, notes: str = "") -> bytes:
    """Slides shown in the order given, stored in the contrary order."""
    count = len(slides)
    listed = "".join(
        f'<p:sldId id="{255 + n}" r:id="s{n}"/>' for n in range(1, count + 1)
    )
    links = {
        f"s{n}": ("slide", f"slides/slide{count - n}.xml") for n in range(1, count + 1)
    }
    parts: dict[str, str | bytes] = {
        f"ppt/slides/slide{count - n}.xml": xml for n, xml in enumerate(slides, start=1)
    }
    if notes:
        parts[f"ppt/slides/_rels/slide{count - 1}.xml.rels"] = relations(
            {"n": ("notesSlide", "../notesSlides/notes1.xml")}
        )
        parts["ppt/notesSlides/notes1.xml"] = slide(notes, kind="notes")
    return office(
        "ppt/presentation.xml",
        "presentationml.presentation",
        {
            "ppt/presentation.xml": f'<p:presentation {SLIDE} xmlns:r="{RELATIONS}">'
            f"<p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": relations(links),
            **parts,
        },
    )


def opendocument(kind: str, body: str, styles: str = "", **parts: str) -> bytes:
    """`kind` is text, spreadsheet or presentation; `styles` automatic ones."""
    content = (
        f"<office:document-content {OPEN}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    about = (
        f'<office:document-meta {OPEN} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><dc:title>Projet de santé du Pays</dc:title>"
        "<meta:initial-creator>Jeanne Martin</meta:initial-creator>"
        "<meta:creation-date>2011-06-09T08:00:00</meta:creation-date></office:meta>"
        "</office:document-meta>"
    )
    return package(
        {
            "mimetype": OPEN_TYPE + kind,
            "content.xml": content,
            "meta.xml": about,
            "META-INF/manifest.xml": (
                f'<m:manifest xmlns:m="{URN}manifest:1.0"><m:file-entry '
                f'm:full-path="/" m:media-type="{OPEN_TYPE}{kind}"/><m:file-entry '
                'm:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
            ),
            **{name.replace("__", "/") + ".xml": xml for name, xml in parts.items()},
        }
    )


def rtf(*texts: str) -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in text)

    body = r"\page ".join(rf"{escaped(text)}\par" for text in texts)
    return (
        r"{\rtf1\ansi{\info{\title Projet de territoire}}"
        r"{\fonttbl{\f0 Arial;}}\f0 " + body + "}"
    ).encode()


def compound(*names: str) -> bytes:
    """An OLE file whose root holds empty streams of these names."""
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0),
    )
    header += struct.pack("<I", 0) + struct.pack("<I", FREE) * 108
    chains = [0xFFFFFFFD] + [END_OF_CHAIN] * 127
    entries = [_entry("Root Entry", 5, FREE, 1)]
    entries += [
        _entry(name, 2, n + 1 if n < len(names) else FREE, FREE)
        for n, name in enumerate(names, start=1)
    ]
    directory = b"".join(entries).ljust(512, b"\0")[:512]
    return header.ljust(512, b"\xff") + struct.pack("<128I", *chains) + directory


def _entry(name: str, kind: int, right: int, child: int) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIII", coded, len(coded), kind, 1, FREE, right, child, 0, 0, 0
    )
