"""The texts of the demonstration: a small Markdown with the blocks of our pages.

A file begins with `name: value` lines and a blank line. Then come paragraphs, `##` and
`###` titles, `-` and `1.` lists, `**bold**`, `_italic_`, `[words](address)`, where an
address may be `page:slug` of another text. A block stands between `:::name` and `:::`:

    :::callout warn Title        words, as in a page
    :::contact                   `name: value` lines
    :::documents Title           a file name a line
    :::references Title          a key of `references.py` a line
    :::people Title              the name before the @ of an address, a line
    :::steps Title               `what: …`, then `who: …`, `when: …` and words; a blank
                                 line before the next
    :::questions Title           `? question`, then its answer; a blank line between
    :::table Title               the caption, then the headings and the rows: cells
                                 between `|`
    :::columns                   what stands in each, between lines of `---`
    :::picture                   `name: value` lines: image, alt, caption, credit
    :::video                     `name: value` lines: title, duration, summary, and url,
                                 or film and captions: names of files
    :::filling what count Title  `what` is one of `pages.filling.CHOICES`
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from members.typography import typeset

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
    member: Callable[[str], int]
    picture: Callable[[str], int]


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
    made = MADE[name]
    return {"type": made[0], "value": made[1](title, inside.strip(), targets)}


def people(title: str, inside: str, targets: Targets) -> Block:
    keys = [targets.member(name) for name in inside.split()]
    return {"title": title, "people": keys}


def groups(inside: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", inside) if part.strip()]


def steps(title: str, inside: str, targets: Targets) -> Block:
    return {"title": title, "steps": [step(one, targets) for one in groups(inside)]}


def step(lines: str, targets: Targets) -> Block:
    named = [line for line in lines.splitlines() if STEP.match(line)]
    words = "\n".join(line for line in lines.splitlines() if not STEP.match(line))
    empty = dict.fromkeys(("what", "who", "when"), "")
    text = rich_text(words, targets) if words.strip() else ""
    return {**empty, **fields("\n".join(named)), "text": text}


def questions(title: str, inside: str, targets: Targets) -> Block:
    found = []
    for one in groups(inside):
        question, _, answer = one.removeprefix("? ").partition("\n")
        value = {
            "question": typeset(question.strip()),
            "answer": rich_text(answer, targets),
        }
        # An address of its own, as Wagtail gives to what is written in its admin.
        key = str(uuid5(NAMESPACE_URL, question))
        found.append({"type": "item", "id": key, "value": value})
    return {"title": title, "questions": found}


def table(title: str, inside: str, targets: Targets) -> Block:
    caption, *lines = inside.splitlines()
    heads, *rows = [
        [typeset(cell.strip()) for cell in line.strip("| ").split("|")]
        for line in lines
    ]
    return {
        "title": title,
        "table": {
            "caption": typeset(caption),
            "columns": [{"type": "text", "heading": head} for head in heads],
            "rows": [{"values": row} for row in rows],
        },
        "first_is_heading": True,
    }


def columns(title: str, inside: str, targets: Targets) -> Block:
    parts = re.split(r"^---$", inside, flags=re.M)
    return {
        "columns": [
            [{"type": "rich_text", "value": rich_text(part, targets)}] for part in parts
        ]
    }


def picture(title: str, inside: str, targets: Targets) -> Block:
    given = fields(inside)
    image = {
        "image": targets.picture(given["image"]),
        "alt_text": given["alt"],
        "decorative": False,
    }
    more = {name: given.get(name, "") for name in ("caption", "credit")}
    return {"image": image, **more}


def video(title: str, inside: str, targets: Targets) -> Block:
    given: dict[str, Any] = fields(inside)
    files: dict[str, Any] = {
        name: targets.document(given.pop(name))
        for name in ("film", "captions")
        if name in given
    }
    silent = given.pop("silent", "") != ""
    return {"duration": "", "url": "", "silent": silent, **given, **files}


def filling(title: str, inside: str, targets: Targets) -> Block:
    what, count, title = title.split(" ", 2)
    return {"what": what, "count": int(count), "title": title}


STEP = re.compile(r"(what|who|when): ")
#: By the name of the block in a text: its type, and what makes its value.
MADE: dict[str, tuple[str, Callable[[str, str, Targets], Block]]] = {
    "people": ("people", people),
    "steps": ("steps", steps),
    "questions": ("questions", questions),
    "table": ("table", table),
    "columns": ("columns", columns),
    "picture": ("picture", picture),
    "video": ("video", video),
    "filling": ("filling", filling),
}


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
