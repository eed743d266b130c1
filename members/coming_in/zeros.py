"""What a spreadsheet took away from numbers: the zero they begin with."""

from __future__ import annotations

import re

POSTCODE = re.compile(r"[1-9]\d{3}")
PHONE = re.compile(r"[1-9]\d{8}")
BETWEEN = re.compile(r"[\s.\-/\u202f\u00a0]")


def postcode(text: str) -> str:
    """`3120` was 03120; anything else stays as it is."""
    return f"0{text}" if POSTCODE.fullmatch(text) else text


def phone(text: str) -> str:
    """`465710010` was 04 65 71 00 10; anything else stays as it is."""
    digits = BETWEEN.sub("", text)
    return f"0{digits}" if PHONE.fullmatch(digits) else text
