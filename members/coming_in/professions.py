"""Professions as people write them in a list, and those they may have meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from members.listed import fold
from members.models import Profession
from members.words import asked, in_one_gender

#: What the profession is also called, and its name of the list: as signatures, rotas
#: and files write it. `SHORT` in capitals, `USUAL` in words, folded.
SHORT = {
    "AS": "Aide-soignant, aide-soignante",
    "ASS": "Assistant social, assistante sociale",
    "AP": "Auxiliaire de puériculture",
    "CDS": "Cadre de santé",
    "IADE": "Infirmier, infirmière",
    "IBODE": "Infirmier, infirmière",
    "IDE": "Infirmier, infirmière",
    "IDEC": "Infirmier, infirmière",
    "IDEL": "Infirmier, infirmière",
    "IPA": "Infirmier, infirmière en pratique avancée",
    "MEM": "Manipulateur, manipulatrice d’électroradiologie médicale",
    "MERM": "Manipulateur, manipulatrice d’électroradiologie médicale",
    "MG": "Médecin généraliste",
    "MK": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "MKDE": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "PDE": "Puériculteur, puéricultrice",
    "SF": "Sage-femme",
}
USUAL = {
    "kine": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "kinesitherapeute": "Masseur-kinésithérapeute, masseuse-kinésithérapeute",
    "infirmier liberal": "Infirmier, infirmière",
    "infirmiere liberale": "Infirmier, infirmière",
    "infirmier diplome d'etat": "Infirmier, infirmière",
    "infirmiere diplomee d'etat": "Infirmier, infirmière",
    "dentiste": "Chirurgien-dentiste, chirurgienne-dentiste",
    "generaliste": "Médecin généraliste",
    "medecin traitant": "Médecin généraliste",
    "specialiste": "Médecin spécialiste",
    "aide soignant": "Aide-soignant, aide-soignante",
    "aide soignante": "Aide-soignant, aide-soignante",
    "sage femme": "Sage-femme",
    "maieuticien": "Sage-femme",
    "ergo": "Ergothérapeute",
    "orthophonie": "Orthophoniste",
    "psychomot": "Psychomotricien, psychomotricienne",
    "dieteticien nutritionniste": "Diététicien, diététicienne",
    "manip radio": "Manipulateur, manipulatrice d’électroradiologie médicale",
    "assistant de service social": "Assistant social, assistante sociale",
    "assistante de service social": "Assistant social, assistante sociale",
    "podologue": "Pédicure-podologue",
    "pedicure": "Pédicure-podologue",
    "opticien": "Opticien-lunetier, opticienne-lunetière",
    "opticienne": "Opticien-lunetier, opticienne-lunetière",
    "elu local": "Élu, élue",
    "elue locale": "Élu, élue",
    "maire": "Élu, élue",
} | {short.lower(): name for short, name in SHORT.items()}
#: What people say for a word of the official name, and that word: whichever is looked
#: for, what says the other is found. « Doc » is a document too, « AS » and « SF » are
#: too many things in a text.
SPOKEN = (
    ("chiro", "chiropracteur"),
    ("chiro", "chiropractrice"),
    ("diét", "diététicien"),
    ("diét", "diététicienne"),
    ("ergo", "ergothérapeute"),
    ("kiné", "kinésithérapeute"),
    ("ortho", "orthophoniste"),
    ("orthop", "orthophoniste"),
    ("orthop", "orthoptiste"),
    ("ostéo", "ostéopathe"),
    ("pharma", "pharmacien"),
    ("pharma", "pharmacienne"),
    ("pharma", "pharmacie"),
    ("podo", "podologue"),
    ("psy", "psychologue"),
    ("psy", "psychothérapeute"),
    ("psychomot", "psychomotricien"),
    ("psychomot", "psychomotricienne"),
)
#: Letters that stand for several words.
LETTERS = (
    ("IADE", "infirmier anesthésiste"),
    ("IADE", "infirmière anesthésiste"),
    ("IBODE", "infirmier de bloc opératoire"),
    ("IBODE", "infirmière de bloc opératoire"),
    ("IDEC", "infirmier coordinateur"),
    ("IDEC", "infirmière coordinatrice"),
    ("IDEL", "infirmier libéral"),
    ("IDEL", "infirmière libérale"),
    ("IPA", "infirmier en pratique avancée"),
    ("IPA", "infirmière en pratique avancée"),
    ("MKDE", "masseur-kinésithérapeute"),
    ("MKDE", "masseuse-kinésithérapeute"),
)
#: Some of a profession, which its name does not tell: others are not looked for.
APART = frozenset(["IADE", "IBODE", "IDEC"])
#: What is no profession of the list, in full: to tell who wrote it.
ELSEWHERE = {
    "ash": "agent des services hospitaliers",
    "aes": "accompagnant éducatif et social",
    "amp": "aide médico-psychologique",
    "cesf": "conseiller en économie sociale et familiale",
    "avs": "auxiliaire de vie sociale",
    "tisf": "technicien de l’intervention sociale et familiale",
    "es": "éducateur spécialisé",
    "me": "moniteur éducateur",
    "ph": "praticien hospitalier",
}
#: « sagefemme », « aidesoignantes »: names of several words, written as one.
GLUED = {
    between.join(told): told
    for name in sorted({*USUAL.values()})
    for told in map(asked, name.split(", "))
    for between in ("", "s")
    if len(told) > 1
}
#: So many are proposed.
MOST = 4
#: Letters: what is shorter is a short name, and like too many others.
LEAST = 5


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
    for short, name in ELSEWHERE.items():  # unless staff added it to the list
        if fold(name) in known:
            known.setdefault(short, known[fold(name)])
    for name, profession in list(known.items()):
        known.setdefault(glued(name), profession)
    return known


def glued(text: str) -> str:
    """« Sage-femme », « sage femme » and « sagefemme » are one."""
    return re.sub(r"[\s.’'-]", "", fold(text))


def named(text: str, known: Mapping[str, Profession]) -> Profession | None:
    """The profession that `text` is: « A.S. » is « AS », « élu(e) » is « élu »."""
    for way in dict.fromkeys((text, in_one_gender(text))):
        whole = known.get(" ".join(fold(way).split())) or known.get(glued(way))
        if whole:
            return whole
    return None


def said(text: str) -> list[str]:
    """The words of a question (`members.words.asked`), those of « sagefemme » apart."""
    return [part for word in asked(text) for part in GLUED.get(word, [word])]


def said_otherwise() -> tuple[tuple[str, str], ...]:
    """(What is said, what it stands for): one word for the other, both ways, also of
    several; letters for all of their words, which say the letters by themselves, as
    « sagefemme » is said for its two words.
    """
    one_word = [
        (f"{way}{s}", f"{meant}{plural}")
        for short, full in SPOKEN
        for way, meant in ((short, full), (full, short))
        for s in ("", "s")
        for plural in ("", "s")
    ]
    glued = [
        (f"{way}{s}", "-".join(f"{word}{s}" for word in parts))
        for way, parts in GLUED.items()
        for s in ("", "s")
        if len(parts) == 2 and way == "".join(parts)
    ]
    return (*one_word, *glued, *LETTERS)


def with_shorts() -> list[tuple[Profession, str]]:
    """The list, each with its short names: « IDE, IDEL »."""
    return [
        (
            profession,
            ", ".join(s for s, name in SHORT.items() if name == profession.name),
        )
        for profession in Profession.objects.all()
    ]


def closest(text: str, known: dict[str, Profession]) -> list[str]:
    """The professions that `text` may mean, the likeliest first.

    Those that have all of its words, « Médecin » those of all doctors; else those
    whose name is written nearly so.
    """
    wanted = ["medecin" if is_doctor(word) else word for word in fold(text).split()]
    found = [
        profession.name
        for name, profession in known.items()
        if wanted and all(is_in(word, name) for word in wanted)
    ]
    if not found and len("".join(wanted)) >= LEAST:
        near = get_close_matches(" ".join(wanted), known, n=MOST, cutoff=0.6)
        found = [known[name].name for name in near]
    return list(dict.fromkeys(found))[:MOST]


def is_doctor(word: str) -> bool:
    return word.removesuffix(".") in ("dr", "dre", "docteur", "docteure")


def is_in(word: str, name: str) -> bool:
    """Few letters begin a word of it: « dr » is in « cadre » by chance."""
    return word in name and (len(word) >= LEAST or f" {word}" in f" {name}")


def unknown(text: str, known: dict[str, Profession]) -> str:
    """What to tell of a profession that is not of the list."""
    told = f"Profession inconnue\u202f: «\u202f{text.strip()[:60]}\u202f»."
    if whole := ELSEWHERE.get(fold(text).replace(".", "").strip()):
        return (
            f"{told[:-1]} ({whole}) n’est pas dans la liste. Laissez la case vide, ou "
            "demandez à l’équipe du Pays d’ajouter cette profession."
        )
    names = [f"«\u202f{name}\u202f»" for name in closest(text, known)]
    if not names:
        return f"{told} La liste est sur la page où l’on donne le fichier."
    if len(names) == 1:
        return f"{told} Peut-être {names[0]}."
    return f"{told} Peut-être {', '.join(names[:-1])} ou {names[-1]}."
