"""Makes the files of the demonstration: `python -m home.demo.make_files`.

The results are kept in git: only who changes a source runs this, with LibreOffice and
the packages of requirements-dev.txt. `aide-memoire-appel-du-15.txt` is its own source.
"""

import json
import subprocess
import tempfile
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml

import pypdfium2
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]
from PIL import Image, ImageChops

from home.demo.markup import Targets, rich_text
from members.typography import typeset

HERE = Path(__file__).parent
SOURCES, FILES = HERE / "sources", HERE / "files"
NOWHERE = Targets(page=int, document=int, reference=int, member=int, picture=int)
PASSWORD = "confidentiel"  # noqa: S105 - of the file that shows an unreadable one
STYLE = """
body { font-family: "DejaVu Sans"; font-size: 11pt; line-height: 140% }
h1 { font-size: 22pt; color: #1f4d3a } h2 { font-size: 14pt; color: #1f4d3a }
"""
DUTY = {
    "Lapalisse": [
        "Pharmacie du Pont",
        "Pharmacie des Tilleuls",
        "Pharmacie de la Besbre",
    ],
    "Gannat": ["Pharmacie de la Halle", "Pharmacie des Volcans"],
    "Varennes": ["Pharmacie de l’Allier", "Pharmacie du Marché", "Pharmacie Neuve"],
}
SLIDES = [
    ("Le groupement d’échanges sur la santé", ["Un réseau de soignants et d’élus"]),
    (
        "Trois vocations",
        ["Partager ce qui marche", "Accompagner les projets", "Veiller et innover"],
    ),
    (
        "Comment en être",
        ["Écrire à l’équipe du Pays", "Venir à une réunion trimestrielle"],
    ),
    (
        "Ce que nous avons fait cette année",
        [
            "Un protocole de resucrage à domicile",
            "Un tour de garde partagé entre pharmacies",
            "Un stand commun au forum des internes",
        ],
    ),
]


def page_of(name: str) -> str:
    """The source `name` as an HTML page; `---` alone on a line begins a new sheet."""
    sheets = (SOURCES / f"{name}.md").read_text("utf-8").split("\n---\n")
    title, _, sheets[0] = sheets[0].partition("\n\n")
    title = escape(typeset(title.removeprefix("# ")))
    body = "".join(
        rich_text(sheet, NOWHERE).replace(
            "<h2>", '<h2 style="page-break-before: always">' if rank else "<h2>", 1
        )
        for rank, sheet in enumerate(sheets)
    )
    return (
        f'<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="Groupement d’échanges sur la santé">'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )


def convert(source: Path, to: str, folder: Path, reader: str = "") -> Path:
    """Have LibreOffice write `source` in another format."""
    how = ["--infilter=" + reader] if reader else []
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603
            [  # noqa: S607
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                *how,
                "--convert-to",
                to,
                "--outdir",
                str(folder),
                str(source),
            ],
            check=True,
            capture_output=True,
        )
    return folder / f"{source.stem}.{to.partition(':')[0]}"


def document(name: str, to: str, folder: Path = FILES) -> Path:
    with tempfile.TemporaryDirectory() as place:
        page = Path(place, f"{name}.html")
        page.write_text(page_of(name), "utf-8")
        if to.startswith("pdf"):
            page = convert(page, "odt", Path(place), "HTML (StarWriter)")
            return convert(page, to, folder)
        return convert(page, to, folder, "HTML (StarWriter)")


def protected(name: str) -> Path:
    options = {
        "EncryptFile": {"type": "boolean", "value": "true"},
        "DocumentOpenPassword": {"type": "string", "value": PASSWORD},
    }
    return document(name, "pdf:writer_pdf_Export:" + json.dumps(options))


def scanned(name: str) -> Path:
    """A PDF whose pages are only pictures, a little askew and dusty."""
    with tempfile.TemporaryDirectory() as place:
        source = pypdfium2.PdfDocument(document(name, "pdf", Path(place)))
        pages = [scan(page.render(scale=150 / 72).to_pil()) for page in source]
    target = FILES / f"{name}.pdf"
    pages[0].save(
        target, save_all=True, append_images=pages[1:], resolution=150, quality=40
    )
    return target


def scan(page: Image.Image) -> Image.Image:
    grey = page.convert("L").rotate(
        0.6, fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    grain = Image.effect_noise(grey.size, 24)
    return ImageChops.multiply(grey, grain.point(lambda value: 127 + value // 2))


def duty_sheet() -> Path:
    book = Workbook()
    book.remove(book.active)
    for sector, pharmacies in DUTY.items():
        sheet = book.create_sheet(sector)
        sheet.append(["Semaine", "Du samedi", "Pharmacie de garde", "Téléphone"])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for week in range(1, 27):
            turn = week % len(pharmacies)
            saturday = datetime.fromisocalendar(2027, week, 6)
            phone = f"04 65 71 {len(sector):02d} {turn:02d}"
            sheet.append([week, saturday.date(), pharmacies[turn], phone])
        sheet.column_dimensions["C"].width = 32
    book.properties.creator = "Anne Villard"
    book.properties.title = "Tour de garde des pharmacies"
    target = FILES / "tour-de-garde-des-pharmacies.xlsx"
    book.save(target)
    return target


def slide(rank: int, title: str, lines: list[str]) -> str:
    points = "".join(f"<text:p>• {xml(line)}</text:p>" for line in lines)
    return (
        f'<draw:page draw:name="d{rank}"><draw:frame svg:x="2cm" svg:y="1.5cm" '
        f'svg:width="24cm" svg:height="3cm"><draw:text-box><text:p>{xml(title)}'
        f'</text:p></draw:text-box></draw:frame><draw:frame svg:x="2cm" svg:y="5cm" '
        f'svg:width="24cm" svg:height="9cm"><draw:text-box>{points}</draw:text-box>'
        "</draw:frame></draw:page>"
    )


def slides() -> Path:
    oasis = "urn:oasis:names:tc:opendocument:xmlns:"
    slides = "".join(slide(n, *content) for n, content in enumerate(SLIDES, start=1))
    flat = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document '
        f'xmlns:office="{oasis}office:1.0" xmlns:draw="{oasis}drawing:1.0" '
        f'xmlns:text="{oasis}text:1.0" xmlns:svg="{oasis}svg-compatible:1.0" '
        'office:mimetype="application/vnd.oasis.opendocument.presentation" '
        f'office:version="1.3"><office:body><office:presentation>{slides}'
        "</office:presentation></office:body></office:document>"
    )
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "presentation-du-groupement.fodp")
        source.write_text(flat, "utf-8")
        return convert(source, "pptx", FILES)


def message() -> Path:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Délégation départementale <delegation@demo.example>"
    mail["To"] = "Nadia Ferrand <pays@demo.example>"
    mail["Subject"] = "Contrat local de santé : calendrier de préparation"
    mail["Date"] = datetime(2026, 10, 6, 9, 30).astimezone()
    mail["Message-ID"] = "<contrat-local-de-sante@demo.example>"
    mail.set_content(
        typeset(
            "Madame,\n\nMerci pour votre diagnostic. Nous proposons le calendrier "
            "suivant : concertation avec les élus en janvier, rédaction des fiches "
            "actions en février et mars, signature avant l’été.\n\nLe financement du "
            "poste d’animation serait partagé par moitié entre l’agence régionale de "
            "santé et les communautés de communes. Joignez à votre réponse la "
            "délibération et la charte de votre groupement.\n\nBien cordialement,\n"
            "La délégation départementale\n"
        )
    )
    target = FILES / "calendrier-du-contrat-local-de-sante.eml"
    target.write_bytes(mail.as_bytes())
    return target


def main() -> None:
    FILES.mkdir(exist_ok=True)
    made = [
        document("protocole-hypoglycemie-a-domicile", "pdf"),
        document("diagnostic-partage-du-territoire", "pdf"),
        document("reperes-du-langage", "pdf"),
        document("charte-de-fonctionnement", "docx"),
        document("fiche-de-retour-a-domicile", "docx"),
        document("compte-rendu-de-la-reunion-de-septembre", "odt"),
        protected("projet-de-convention-avec-l-hopital"),
        scanned("fiche-de-liaison-numerisee"),
        duty_sheet(),
        slides(),
        message(),
    ]
    for path in made:
        print(f"{path.stat().st_size:8}  {path.name}")  # noqa: T201


if __name__ == "__main__":
    main()
