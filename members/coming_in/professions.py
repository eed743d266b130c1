"""Professions as people write them in a list, and those they may have meant."""

from __future__ import annotations

from difflib import get_close_matches

from members.listed import fold
from members.models import Profession

#: What the profession is also called, folded, and its name of the list.
USUAL = {
    "kine": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "kinesitherapeute": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "mk": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "ide": "Infirmier, infirmière",
    "idel": "Infirmier, infirmière",
    "infirmier liberal": "Infirmier, infirmière",
    "infirmiere liberale": "Infirmier, infirmière",
    "infirmier diplome d'etat": "Infirmier, infirmière",
    "infirmiere diplomee d'etat": "Infirmier, infirmière",
    "ipa": "Infirmier, infirmière en pratique avancée",
    "dentiste": "Chirurgien-dentiste, chirurgienne-dentiste",
    "generaliste": "Médecin généraliste",
    "medecin traitant": "Médecin généraliste",
    "specialiste": "Médecin spécialiste",
    "aide soignant": "Aide-soignant, aide-soignante",
    "podologue": "Pédicure-podologue",
    "pedicure": "Pédicure-podologue",
    "opticien": "Opticien-lunetier, opticienne-lunetière",
    "opticienne": "Opticien-lunetier, opticienne-lunetière",
    "elu local": "Élu, élue",
    "elue locale": "Élu, élue",
    "maire": "Élu, élue",
}
#: So many are proposed.
MOST = 4


def by_name() -> dict[str, Profession]:
    """Each way of naming a profession, folded: whole, masculine, feminine, usual."""
    all_of_them = sorted(Profession.objects.all(), key=lambda p: len(p.name))
    known: dict[str, Profession] = {}
    for profession in all_of_them:
        parts = [part.strip() for part in profession.name.split(",")]
        names = [profession.name, *parts]
        if len(parts) == 2:  # « Infirmier, infirmière en pratique avancée »
            names.append(" ".join([parts[0], *parts[1].split()[1:]]))
        for name in names:
            known.setdefault(fold(name), profession)
    for usual, name in USUAL.items():
        if fold(name) in known:
            known.setdefault(usual, known[fold(name)])
    return known


def closest(text: str, known: dict[str, Profession]) -> list[str]:
    """The professions that `text` may mean, the likeliest first.

    Those that have all of its words, « Médecin » those of all doctors; else those
    whose name is written nearly so.
    """
    wanted = fold(text).split()
    found = [
        profession.name
        for name, profession in known.items()
        if wanted and all(word in name for word in wanted)
    ]
    if not found:
        near = get_close_matches(" ".join(wanted), known, n=MOST, cutoff=0.6)
        found = [known[name].name for name in near]
    return list(dict.fromkeys(found))[:MOST]


def unknown(text: str, known: dict[str, Profession]) -> str:
    """What to tell of a profession that is not of the list."""
    told = f"Profession inconnue\u202f: «\u202f{text.strip()[:60]}\u202f»."
    names = [f"«\u202f{name}\u202f»" for name in closest(text, known)]
    if not names:
        return f"{told} La liste est sur la page où l’on donne le fichier."
    if len(names) == 1:
        return f"{told} Peut-être {names[0]}."
    return f"{told} Peut-être {', '.join(names[:-1])} ou {names[-1]}."
