"""The texts of the demonstration: a small Markdown with the blocks of our pages.

A file begins with `name: value` lines and a blank line. Then come paragraphs, `##` and
`###` titles, `-` and `1.` lists, `**bold**`, `_italic_`, `[words](address)`, where an
address may be `page:slug` of another text. A block stands between `:::name` and `:::`:

    :::callout warn Title        words, as in a page
    :::contact                   `name: value` lines
    :::documents Title           a file name a line
    :::references Title          a key of `references.py` a line
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from library.typography import typeset

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
Block = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """One page as it is written: `place` is its path of slugs, `order` sorts it."""

    place: tuple[str, ...]
    order: tuple[str, ...]
    head: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Targets:
    """How names in a text become keys of the database."""

    page: Callable[[str], int]
    document: Callable[[str], int]
    reference: Callable[[str], int]


def read_texts(folder: Path) -> list[Text]:
    """All texts of `folder`, parents before children, in the order of their names."""
    texts = [read_text(path, folder) for path in folder.rglob("*.md")]
    return sorted(texts, key=lambda text: text.order)


def read_text(path: Path, folder: Path) -> Text:
    parts = path.relative_to(folder).with_suffix("").parts
    if parts[-1] == "index":
        parts = parts[:-1]
    head, _, body = path.read_text("utf-8").partition("\n\n")
    slugs = tuple(re.sub(r"^\d+-", "", part) for part in parts)
    return Text(slugs, parts, fields(head), body)


def fields(lines: str) -> dict[str, str]:
    """The values of `name: value` lines, with their typography."""
    pairs = (line.split(": ", 1) for line in lines.splitlines() if ": " in line)
    return {name.strip(): typeset(value.strip()) for name, value in pairs}


def blocks(body: str, targets: Targets) -> list[Block]:
    """The value of a page's `body`, as Wagtail keeps it."""
    found: list[Block] = []
    pieces = re.split(r"^:::(\w+)([^\n]*)\n(.*?)^:::$", body, flags=re.M | re.S)
    for start in range(0, len(pieces), 4):
        if words := pieces[start].strip():
            found.append({"type": "rich_text", "value": rich_text(words, targets)})
        if start + 3 < len(pieces):
            name, title, inside = pieces[start + 1 : start + 4]
            found.append(special(name, typeset(title.strip()), inside, targets))
    return found


def special(name: str, title: str, inside: str, targets: Targets) -> Block:
    lines = [line.strip() for line in inside.splitlines() if line.strip()]
    if name == "callout":
        tone, _, title = title.partition(" ")
        text = rich_text(inside.strip(), targets)
        return {
            "type": "callout",
            "value": {"tone": tone, "title": title, "text": text},
        }
    if name == "contact":
        empty = dict.fromkeys(("name", "role", "phone", "email", "when"), "")
        return {"type": "contact", "value": empty | fields(inside)}
    if name == "documents":
        value = {"title": title, "documents": [targets.document(n) for n in lines]}
        return {"type": "document_list", "value": value}
    if name == "references":
        value = {"title": title, "references": [targets.reference(n) for n in lines]}
        return {"type": "reference_list", "value": value}
    raise ValueError(name)


def rich_text(words: str, targets: Targets) -> str:
    return "".join(
        paragraph(part, targets) for part in re.split(r"\n\s*\n", words) if part.strip()
    )


def paragraph(part: str, targets: Targets) -> str:
    lines = part.strip().splitlines()
    if found := re.match(r"(#{2,3}) (.+)", part.strip()):
        level = len(found[1])
        return f"<h{level}>{inline(found[2], targets)}</h{level}>"
    for pattern, tag in [(r"- ", "ul"), (r"\d+\. ", "ol")]:
        if re.match(pattern, lines[0]):
            items = re.split(rf"^{pattern}", part.strip(), flags=re.M)[1:]
            inside = "".join(f"<li>{inline(item, targets)}</li>" for item in items)
            return f"<{tag}>{inside}</{tag}>"
    return f"<p>{inline(part, targets)}</p>"


def inline(words: str, targets: Targets) -> str:
    """Bold, italic and links; words on several lines make one."""
    words = " ".join(words.split())
    made, end = [], 0
    for link in LINK.finditer(words):
        made += [emphasis(words[end : link.start()]), anchor(link, targets)]
        end = link.end()
    return "".join([*made, emphasis(words[end:])])


def emphasis(words: str) -> str:
    safe = html.escape(typeset(words), quote=False)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", safe)
    return re.sub(r"\b_(.+?)_\b", r"<i>\1</i>", safe)


def anchor(link: re.Match[str], targets: Targets) -> str:
    words, address = emphasis(link[1]), link[2]
    if address.startswith("page:"):
        key = targets.page(address.removeprefix("page:"))
        return f'<a linktype="page" id="{key}">{words}</a>'
    return f'<a href="{html.escape(address)}">{words}</a>'
