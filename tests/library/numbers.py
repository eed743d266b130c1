"""Numbers of nobody, formed as those of somebody."""

import random
from collections.abc import Iterator
from itertools import pairwise

DEPARTMENTS = [f"{n:02}" for n in range(1, 96) if n != 20] + ["2A", "2B", "97", "99"]
VALUE = {"2A": "19", "2B": "18"}


def key_of(body: str) -> str:
    """The two last characters of a NIR, of its thirteen first."""
    digits = body[:5] + VALUE.get(body[5:7], body[5:7]) + body[7:]
    return f"{97 - int(digits) % 97:02}"


def nir(chance: random.Random) -> str:
    sex, year = chance.choice("12"), chance.randrange(100)
    month, department = chance.randint(1, 12), chance.choice(DEPARTMENTS)
    commune, rank = chance.randint(1, 989), chance.randint(1, 999)
    body = f"{sex}{year:02}{month:02}{department}{commune:03}{rank:03}"
    return body + key_of(body)


def groups(number: str) -> list[str]:
    """`2 84 03 63 124 057 32`."""
    ends = [0, 1, 3, 5, 7, 10, 13, 15]
    return [number[start:end] for start, end in pairwise(ends)]


def written(number: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """The ways in which people and programs write it: a name, and the text."""
    parts = groups(number)
    yield "together", number
    marks = {
        "spaces": " ",
        "dots": ".",
        "hyphens": "-",
        "slashes": "/",
        "tabs": "\t",
        "no-break spaces": "\u00a0",
        "thin spaces": "\u202f",
        "wide": " - ",
        "lines": "\n",
        "lines of Windows": "\r\n",
        "blank lines": "\n\n",
        "cells": " | ",
    }
    for name, mark in marks.items():
        yield name, mark.join(parts)
    yield "key apart", f"{number[:13]} {number[13:]}"
    yield "key after a slash", f"{number[:13]}/{number[13:]}"
    yield "boxes", " ".join(number)
    yield "boxes with bars", " | ".join(number)
    yield "boxes in lines", "\n".join(number)
    yield "small letters", " ".join(parts).lower()
    yield "few groups", f"{number[0]} {number[1:5]} {number[5:7]} {number[7:]}"
    cut = chance.randint(1, 14)
    yield "a line that ends anywhere", f"{number[:cut]}\n{number[cut:]}"
    yield "a space astray", f"{number[:cut]} {number[cut:]}"
    spaced = " ".join(parts)
    cut = chance.randint(2, len(spaced) - 2)
    yield "spaces and a line", f"{spaced[:cut]}\n{spaced[cut:]}"
    yield "a zero scanned as a letter", number.replace("0", "O", 2)
