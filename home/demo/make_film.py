"""Makes the film of the demonstration: `python -m home.demo.make_film`.

Sheets drawn by WeasyPrint, joined by ffmpeg (Debian's, VP9 in WebM: played by every
browser, and by nobody's patent). Nobody speaks in it; its subtitles say more than its
sheets do. The results are kept in git, as those of `make_files`.
"""

import subprocess
import tempfile
from html import escape
from pathlib import Path

import pypdfium2
from weasyprint import HTML  # type: ignore[import-untyped]

from members.typography import typeset

HERE = Path(__file__).parent
FILES, FONTS = HERE / "files", HERE.parents[1] / "static" / "fonts"
NAME = "une-sortie-d-hopital-en-une-minute"
#: Seconds that a sheet stays, and that one takes to become the next.
STAYS, PASSES = 7, 0.6
#: What a sheet shows, and what the subtitle says meanwhile.
SHEETS = [
    (
        "Une sortie d’hôpital",
        "Qui fait quoi, de l’entrée au septième jour",
        "Une sortie se prépare dès l’entrée. Voici qui fait quoi, et quand.",
    ),
    (
        "À l’entrée",
        "Noter qui suit la personne, et qui prévenir",
        "Le service note le médecin traitant, le cabinet infirmier, la pharmacie et "
        "la personne à prévenir.",
    ),
    (
        "Trois jours avant",
        "Annoncer la date, commander le matériel",
        "La date est dite à la personne et à son entourage. Le matériel et le plan "
        "d’aide sont demandés.",
    ),
    (
        "La veille",
        "Appeler le cabinet et la pharmacie",
        "L’infirmière du service appelle le cabinet libéral et la pharmacie. Les "
        "ordonnances sont envoyées.",
    ),
    (
        "Le jour même",
        "Une lettre, des ordonnances, un numéro direct",
        "La personne part avec sa lettre de liaison, ses ordonnances et un numéro "
        "direct.",
    ),
    (
        "Dans les sept jours",
        "Voir le médecin traitant, dire ce qui a changé",
        "Le médecin traitant la voit. L’infirmière dit ce qui a changé.",
    ),
]
STYLE = """
@font-face { font-family: "Source Serif"; font-weight: 200 900;
             src: url(source-serif-4-latin-wght-normal.woff2) }
@font-face { font-family: "Source Sans"; font-weight: 200 900;
             src: url(source-sans-3-latin-wght-normal.woff2) }
@page { size: 960px 540px; margin: 0; background: #fbfaf6 }
body { margin: 0; height: 540px; padding: 130px 100px 0; box-sizing: border-box;
       font: 34px/1.35 "Source Sans"; color: #1c2527 }
h1 { margin: 0 0 22px; font: 600 64px/1.1 "Source Serif"; color: #0b5d57 }
p { margin: 0 }
ol { position: absolute; left: 100px; bottom: 96px; margin: 0; padding: 0;
     list-style: none }
li { display: inline-block; width: 96px; height: 8px; margin-right: 14px;
     border-radius: 4px; background: #d9ddd6 }
li.done { background: #0b5d57 }
"""


def sheet(rank: int) -> str:
    title, words, _ = SHEETS[rank]
    marks = "".join(
        f"<li{' class=done' if mark <= rank else ''}></li>"
        for mark in range(1, len(SHEETS))
    )
    return (
        f"<html lang=fr><style>{STYLE}</style><body><h1>{escape(typeset(title))}</h1>"
        f"<p>{escape(typeset(words))}</p><ol>{marks}</ol></body></html>"
    )


def moment(seconds: float) -> str:
    """`00:01:02.500` (WebVTT § 4.1)."""
    minutes, rest = divmod(seconds, 60)
    return f"00:{int(minutes):02}:{rest:06.3f}"


def subtitles() -> str:
    cues = [
        f"{moment(rank * STAYS)} --> {moment((rank + 1) * STAYS - 0.1)}\n"
        f"{typeset(said)}\n"
        for rank, (_, _, said) in enumerate(SHEETS)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def joined(pictures: list[Path], target: Path) -> None:
    """Each picture a while, one melting into the next."""
    given = []
    for picture in pictures:
        given += ["-loop", "1", "-t", str(STAYS + PASSES), "-i", str(picture)]
    steps, before = [], "0"
    for rank in range(1, len(pictures)):
        starts = rank * STAYS
        steps.append(
            f"[{before}][{rank}]xfade=duration={PASSES}:offset={starts}[s{rank}]"
        )
        before = f"s{rank}"
    subprocess.run(  # noqa: S603
        [
            *("ffmpeg", "-y", "-loglevel", "error", *given),
            *("-filter_complex", ";".join(steps), "-map", f"[{before}]"),
            *("-r", "12", "-c:v", "libvpx-vp9", "-crf", "40", "-b:v", "0"),
            *("-pix_fmt", "yuv420p", "-fflags", "+bitexact", str(target)),
        ],
        check=True,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        pictures = []
        for rank in range(len(SHEETS)):
            made = HTML(string=sheet(rank), base_url=f"{FONTS}/").write_pdf()
            # A pixel of CSS is 0.75 point: drawn at its size.
            drawn = pypdfium2.PdfDocument(made)[0].render(scale=96 / 72).to_pil()
            pictures.append(Path(place, f"{rank}.png"))
            drawn.save(pictures[-1])
        joined(pictures, FILES / f"{NAME}.webm")
    (FILES / f"{NAME}.vtt").write_text(subtitles(), "utf-8")


if __name__ == "__main__":
    main()
