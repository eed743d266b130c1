"""A small collection, and short ways to ask it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from search.engine import Answer, Engine, Entry, Hit, Request
from search.engine.embedded import TantivyEngine

ENGINES: dict[str, Callable[[Path], Engine]] = {"tantivy": TantivyEngine}

GES, GROUP, COMMITTEE = 1, 2, 3
ANNE, PAUL = 10, 20

PROTOCOL = Entry(
    thing="document:1",
    kind="document",
    space=GES,
    title="Protocole diabète",
    text="",
    category="protocoles",
    year=2024,
    date=19_800,
    author=ANNE,
    keywords="protocole-diabete.pdf",
)
PROTOCOL_PAGES = [
    replace(PROTOCOL, page=1, text="Sommaire : glycémie, le pied, la vaccination."),
    replace(PROTOCOL, page=2, text="Devant une hypoglycémie, donner du sucre rapide."),
    replace(
        PROTOCOL,
        page=3,
        text="Le médecin tient la messagerie sécurisée 😀 à jour, l’infirmière note "
        "les hypoglycémies du patient au cœur de son dossier.",
    ),
]
PAGE = Entry(
    thing="page:7",
    kind="page",
    space=GES,
    title="Transport à la demande",
    text="Le taxi de la vallée conduit les patients à l'hôpital de Vichy.",
    category="mobilite",
    year=2025,
    date=20_200,
    author=PAUL,
)
ARTICLE = Entry(
    thing="reference:3",
    kind="reference",
    space=GES,
    title="Article L. 1434-17 du code de la santé publique",
    text="Les groupements d'échanges sont définis par la loi n° 2009-879.",
    category="code",
    year=2024,
    date=19_000,
)
CITING = Entry(
    thing="document:4",
    kind="document",
    space=GROUP,
    title="Compte rendu du groupe sorties",
    text="Vu l'article L.1434-17 et l'article R. 4127-1, le taxi est remboursé.",
    category="comptes-rendus",
    year=2024,
    date=20_000,
    author=PAUL,
)
ALL = [PROTOCOL, *PROTOCOL_PAGES, PAGE, ARTICLE, CITING]


def ask(engine: Engine, text: str, **kept: Any) -> Answer:
    """Asked by someone who sees the GES and the group, unless told otherwise."""
    return engine.search(Request(text, **{"spaces": frozenset({GES, GROUP})} | kept))


def things(answer: Answer) -> list[str]:
    return [hit.thing for hit in answer.hits]


def found(engine: Engine, text: str, **kept: Any) -> list[str]:
    return things(ask(engine, text, **kept))


def marked(hit: Hit) -> list[str]:
    passages = hit.passages
    return [p.text[start:end] for p in passages for start, end in p.marks]


def many(count: int, **changed: Any) -> list[Entry]:
    return [
        Entry(f"page:{n}", "page", GES, f"Fiche {n}", "Le pain", date=n, **changed)
        for n in range(1000, 1000 + count)
    ]
