"""Names of files, as people give them and as we keep them."""

import re
import unicodedata

from library.reading.sniff import KINDS

LONGEST = 150
#: What Windows takes in no name, and names that are devices there.
NOT_IN_WINDOWS = re.compile(r'[<>:"|?*\\\x00-\x1f]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
JOINER = "\u200d"  # joins emoji into one
#: Endings by which files call themselves, and the kind that each claims.
ENDINGS = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("docm", "dotx", "dotm"), "docx"),
    **dict.fromkeys(("xlsm", "xltx", "xltm"), "xlsx"),
    **dict.fromkeys(("pptm", "potx", "potm", "ppsx", "ppsm"), "pptx"),
    "ott": "odt",
    "ots": "ods",
    "otp": "odp",
    "dot": "doc",
    "xlt": "xls",
    "pps": "ppt",
    "pot": "ppt",
    "htm": "html",
    "tif": "tiff",
    "jpg": "jpeg",
    "jpe": "jpeg",
    "jfif": "jpeg",
}
#: Endings that a workstation runs on a double click, whatever the file holds.
RUNNABLE = frozenset(
    {
        "bat",
        "cmd",
        "com",
        "cpl",
        "exe",
        "gadget",
        "hta",
        "inf",
        "ins",
        "isp",
        "jar",
        "js",
        "jse",
        "lnk",
        "mjs",
        "msc",
        "msi",
        "msp",
        "mst",
        "pif",
        "ps1",
        "ps1xml",
        "psc1",
        "psm1",
        "py",
        "pyw",
        "reg",
        "scf",
        "scr",
        "sct",
        "sh",
        "shb",
        "shs",
        "url",
        "vb",
        "vbe",
        "vbs",
        "wsc",
        "wsf",
        "wsh",
        "xbap",
    }
)
#: Marks that reorder what is shown (Unicode TR 9): they can hide a file's real ending.
BIDI = dict.fromkeys(
    [0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def clean_name(given: str) -> str:
    """A name that is safe to show and to download under, with its ending.

    Slashes become hyphens, control and direction marks go, 150 characters at most.
    """
    name = unicodedata.normalize("NFC", given).translate(BIDI)
    name = re.sub(r"[/\\:]+", "-", name)
    name = "".join(
        " " if unicodedata.category(c)[0] in "CZ" and c != JOINER else c for c in name
    )
    name = re.sub(r"\s+", " ", name).strip(" .-") or "fichier"
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        return name[:LONGEST].rstrip()
    return f"{stem[: LONGEST - len(ending) - 1].rstrip()}.{ending}"


#: What `with_version` adds, where somebody gives back what he has downloaded.
VERSION = re.compile(r"-v\d{1,4}-\d{4}-\d{2}-\d{2}(?=\.[^.]{1,8}$|$)")


def with_version(name: str, number: int, day: str) -> str:
    """The name with the number of the version and its day, before the ending."""
    stem, dot, ending = without_version(name).rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem}-v{number}-{day}{dot}{ending}"


def without_version(name: str) -> str:
    return VERSION.sub("", name)


def is_runnable(name: str) -> bool:
    """Would a workstation run a file of this name?"""
    return name.rpartition(".")[2].lower() in RUNNABLE


def clean_title(given: str) -> str:
    """A title without the marks that hide or reorder it; empty when nothing is seen.

    The joiner of emoji (U+200D) stays where it joins something.
    """
    text = unicodedata.normalize("NFC", given).translate(BIDI)
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C" or c == JOINER)
    kept = re.sub(r"\s+", " ", kept).strip()
    return kept if kept.strip(JOINER + " ") else ""


def true_name(name: str, kind: str) -> str:
    """The name with the ending of its `kind`, when it claims another that we know.

    « note.pdf » that is a page of HTML becomes « note.html ». A file that calls itself
    a text is left alone: any kind of text may.
    """
    stem, dot, ending = name.rpartition(".")
    claimed = ENDINGS.get(ending.lower())
    if not dot or claimed in {None, "txt", kind}:
        return name
    return f"{stem}.{kind}"


def as_pdf(name: str) -> str:
    """The name of the PDF that is made of a file: « note.docx » gives « note.pdf »."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem if dot and ending.lower() in ENDINGS else name}.pdf"


def title_of(name: str) -> str:
    """A title from a file's name: without ending, hyphens and underscores as spaces."""
    stem, dot, ending = name.rpartition(".")
    words = (stem if dot and len(ending) <= 8 else name).replace("_", " ")
    if " " not in words:
        words = words.replace("-", " ")
    words = re.sub(r"\s+", " ", words).strip() or name
    return words[:1].upper() + words[1:]


def for_windows(path: str) -> str:
    """A path of a ZIP that every workstation can write: « A:/b? » → « A_/b_ ».

    Microsoft, « Naming Files, Paths, and Namespaces ».
    """
    parts = (
        NOT_IN_WINDOWS.sub("_", part).rstrip(". ") or "_" for part in path.split("/")
    )
    return "/".join(f"_{part}" if DEVICES.fullmatch(part) else part for part in parts)
