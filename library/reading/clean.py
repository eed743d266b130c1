"""Text as people would type it: composed letters, plain spaces, no control marks."""

import re
import unicodedata

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# Soft hyphen, zero-width space and joiner, byte order mark, and the marks that turn
# the direction of writing (they can make a text show something else than it says).
INVISIBLE = "\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
CONTROLS = "".join(
    map(chr, [*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)])
).replace("\x85", "")
NOT_CHARACTERS = "\ufffe\uffff"
TABLE = str.maketrans(
    {
        **dict.fromkeys(INVISIBLE + CONTROLS + NOT_CHARACTERS),
        **LIGATURES,
        "\r": "\n",
        "\f": "\n",
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
    }
)
SURROGATES = re.compile("[\ud800-\udfff]")
SPACES = re.compile(r"[^\S\n\t]+")  # no-break spaces too: they split nothing in search
AROUND_TABS = re.compile(r" ?\t ?")
LINE_ENDS = re.compile(r"[ \t]+\n")
LINE_STARTS = re.compile(r"\n +")
BLANK_LINES = re.compile(r"\n{3,}")

# pdfium puts one of these in place of the hyphen that cuts a word at a line's end.
CUT_WORD = re.compile(r"([^\s\x02\ufffe]*)[\x02\ufffe][ \t]*\r?\n?[ \t]*([\w-]*)")
# First halves that are words of their own; those that also begin other words, as in
# mi-lieu or par-tage, are left out.
KEEP_HYPHEN = re.compile(
    r"(?:-\w+|\b(?:peut|rendez|sous|vice|demi|semi|après|arrière|chef|lui|nous|vous|"
    r"celui|celle|celles|ceux|eux|elle|elles|quelques|savoir|compte|médico|socio|"
    r"saint|sainte|quatre|soixante))$",
    re.IGNORECASE,
)
SOFT_LINE = re.compile(r"(?<=[\w,’'»)])[ ]*\n(?=[a-zà-öø-ÿœ])")


def clean(text: str) -> str:
    """NFC, plain spaces and line feeds, at most one blank line, tabs kept."""
    text = SURROGATES.sub("", text.replace("\r\n", "\n")).translate(TABLE)
    text = unicodedata.normalize("NFC", text)
    text = AROUND_TABS.sub("\t", SPACES.sub(" ", text))
    text = LINE_STARTS.sub("\n", LINE_ENDS.sub("\n", text))
    return BLANK_LINES.sub("\n\n", text).strip()


def clean_lines(text: str) -> str:
    """Clean the text of a laid out page: cut words and running lines are joined."""
    return SOFT_LINE.sub(" ", clean(CUT_WORD.sub(_join, text)))


def _join(cut: re.Match[str]) -> str:
    start, following = cut.groups()
    whole = following.islower() and "-" not in following
    hyphen = "" if whole and not KEEP_HYPHEN.search(start) else "-"
    return f"{start}{hyphen}{following}"


def is_usable(text: str, letters: int = 20) -> bool:
    """Whether a page has real words: enough letters, few of them undecodable."""
    good = sum(map(str.isalnum, text))
    bad = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    return good >= letters and bad * 3 < good
