"""The tokens of the design, read from the style sheet that holds them.

The page of all components shows them so: what is written there is what is in force.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

#: What is written on what: ink, wash. WCAG 1.4.3 asks 4.5 : 1 of each.
PAIRS = (
    *(("ink", wash) for wash in ("paper", "surface", "sunken", "mark")),
    *(("ink-soft", wash) for wash in ("paper", "surface", "sunken")),
    *(("accent", wash) for wash in ("paper", "surface", "sunken", "accent-wash")),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    *((tone, f"{tone}-wash") for tone in ("good", "warn", "bad", "calm")),
    *((tone, "surface") for tone in ("good", "warn", "bad", "calm")),
    *(("hue-ink", f"hue-{number}") for number in range(1, 7)),
)
#: What must be seen without being read: 3 : 1 (WCAG 1.4.11).
BORDERS = (("line-strong", "paper"), ("line-strong", "surface"))
DECLARED = re.compile(r"--([a-z0-9-]+):\s*([^;]+);(?:[ ]*/\*\s*(.*?)\s*\*/)?")


@dataclass(frozen=True)
class Token:
    """A custom property: `name` without its dashes, its values, what it is for."""

    name: str
    light: str
    dark: str
    note: str

    @property
    def is_colour(self) -> bool:
        return self.light.startswith("#")


@dataclass(frozen=True)
class Pair:
    """An ink on a wash, and how far apart they are in each theme."""

    ink: str
    wash: str
    light: float
    dark: float


@cache
def tokens(file: Path | None = None) -> dict[str, Token]:
    """All of them by name, in the order of the file."""
    text = (file or settings.BASE_DIR / "static" / "css" / "main.css").read_text()
    layer = text[text.index("@layer tokens {") : text.index("@layer base {")]
    light, asked, chosen = (
        declared(layer, start)
        for start in (":root {", ':root:not([data-theme="light"]) {', '"dark"] {')
    )
    if {name: value for name, (value, _) in asked.items()} != {
        name: value for name, (value, _) in chosen.items()
    }:
        raise ValueError("The two dark themes of main.css are not alike.")
    return {
        name: Token(name, value, asked.get(name, (value, ""))[0], note)
        for name, (value, note) in light.items()
    }


def declared(layer: str, start: str) -> dict[str, tuple[str, str]]:
    """The custom properties of one rule: value and comment by name."""
    begin = layer.index(start) + len(start)
    rule = layer[begin : layer.index("}", begin)]
    return {
        name: (" ".join(value.split()), note)
        for name, value, note in DECLARED.findall(rule)
    }


def pairs(chosen: tuple[tuple[str, str], ...] = PAIRS) -> list[Pair]:
    there = tokens()
    return [
        Pair(
            ink,
            wash,
            contrast(there[ink].light, there[wash].light),
            contrast(there[ink].dark, there[wash].dark),
        )
        for ink, wash in chosen
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, `#rrggbb`, from 1 to 21 (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.1)."""
    shares = []
    for start in (1, 3, 5):
        share = int(colour[start : start + 2], 16) / 255
        shares.append(
            share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        )
    return 0.2126 * shares[0] + 0.7152 * shares[1] + 0.0722 * shares[2]


def families() -> dict[str, list[Token]]:
    """What the page shows, by what it is: colours, sizes of type, gaps, the rest."""
    found: dict[str, list[Token]] = {"colours": [], "sizes": [], "gaps": [], "rest": []}
    for token in tokens().values():
        if token.is_colour:
            family = "colours"
        elif re.fullmatch(r"s-?\d", token.name):
            family = "sizes"
        elif re.fullmatch(r"g\d+", token.name):
            family = "gaps"
        else:
            family = "rest"
        found[family].append(token)
    return found
