"""Words that a ligature has cut: « défi citaires », « fi nancières », « réfl exion ».

Some software writes a real space after the ligatures fi, fl, ffi and ffl, as wide as
any other: only the letters tell. No French word ends in « fl », and few in « fi »;
those are left alone unless what follows makes a word with them, and nothing is done
where both readings are French and the rest of the text shows no cut word.
"""

import re

CUT = re.compile(
    r"(?<![^\W_])(?<![^\W_][-‐‑])([^\W\d_]*f[il]) (?=[^\W\d_])([^\W\d_]+)(?![^\W_])"
)
CHALLENGE = re.compile(
    r"ni(?:[est]|es|r\w*|ss\w+|t\w+)?|cit(?:s|aires?)?|l(?:er?|ée?s?)|gur\w+"
    r"|an(?:ce|te?s?)|er|ée?s?"
)
#: Words in their own right, and what joined to them makes another.
WHOLE = {
    "fi": re.compile(r"[a-zà-ÿœ]{2,}|[nlt]"),
    "défi": CHALLENGE,
    "defi": CHALLENGE,
    "suffi": re.compile(r"t|re|ra\w*|s[ae]\w*"),
    **dict.fromkeys(("hifi", "wifi", "rififi", "salsifi"), re.compile(r"(?!)")),
}
#: As likely a word after the first as the end of it: « un défi ni… », « défini ».
EITHER = {("fi", "ne"), ("défi", "ni"), ("défi", "le"), ("suffi", "se")}
LITTLE = frozenset(
    (
        "a", "à", "au", "aux", "avec", "ce", "ces", "dans", "de", "des", "du", "elle",
        "en", "est", "et", "il", "la", "le", "les", "leur", "mais", "ne", "ni", "nous",
        "on", "ont", "ou", "où", "par", "pas", "pour", "qu", "qui", "sa", "sans",
        "se", "ses", "son", "sont", "sous", "sur", "un", "une", "vous", "y",
    )
)  # fmt: skip
# Not « que », the end of « spécifique »: what stands before is a word of no tongue.
EVIDENCE = 2  # cut words beyond doubt, from which a text is held to be full of them


def joined(text: str) -> str:
    """`text` with the words that ligatures have cut made whole again."""
    if "fi " not in text and "fl " not in text:
        return text
    sure = sum(_is_cut(*cut.groups()) for cut in CUT.finditer(text))
    full = sure >= EVIDENCE

    def join(cut: re.Match[str]) -> str:
        start, end = cut.groups()
        whole = _is_cut(start, end) or (full and _may_be_cut(start, end))
        return start + end if whole else cut[0]

    return CUT.sub(join, text)


def _is_cut(start: str, end: str) -> bool:
    """Can it be nothing else?"""
    if not end.islower() or start.isupper():
        return False
    word = start.lower()
    if word in WHOLE:
        known = WHOLE[word].fullmatch(end)
        little = end in LITTLE or end == "que"
        return bool(known) and not little and (word, end) not in EITHER
    return start.islower() and end not in LITTLE


def _may_be_cut(start: str, end: str) -> bool:
    """Where the text is full of cut words: names are not taken for names any more."""
    if not end.islower() or start.isupper():
        return False
    word = start.lower()
    return (word, end) in EITHER or (word not in WHOLE and end not in LITTLE)
