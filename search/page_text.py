"""The words of a page of the site, as the index holds them: each block apart.

Only what someone wrote: not the tone of a call-out, nor the title of a list that
nobody changed, nor the names of the things it lists, which have rights of their own.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from pages.contents import words
from pages.models import ContentPage, FaqPage
from pages.questions import groups

CHOICES = (blocks.ChoiceBlock, blocks.MultipleChoiceBlock)
NOT_WORDS = (*CHOICES, blocks.URLBlock)
#: What stands between two blocks of a rich text.
EDGE = re.compile(r"</?(?:h[1-6]|p|li|[ou]l|hr|blockquote)\b[^>]*>")
BREAK = re.compile(r"<br\b[^>]*>")
ENDED = re.compile(r"[.!?…:;,][\s»”\")\]]*$")


def page_text(page: ContentPage) -> str:
    """Its summary, then the blocks of its body: sentences, each block a paragraph.

    Of a page of questions, without them: each is found by itself (`answers`).
    """
    found = [page.summary]
    apart = page.specific_class is FaqPage
    for block in page.body:
        if apart and block.block_type == "questions":
            found.append(block.value["title"])
        else:
            found += written(block.block, block.value)
    return joined(found)


def answers(page: ContentPage) -> Iterator[str]:
    """Each question of a page with its answer, in the order of `pages.questions`."""
    for group in groups(page.body):
        for each in group.questions:
            source = each.answer.source if each.answer else ""
            yield joined([each.question, *paragraphs(source)])


def joined(texts: Iterable[str]) -> str:
    return "\n\n".join(ended(text) for text in texts if text.strip())


def ended(text: str) -> str:
    """`text` with a full stop, where no punctuation ends it."""
    text = text.strip()
    return text if not text or ENDED.search(text) else f"{text}."


def written(block: Any, value: Any) -> Iterator[str]:
    """What someone wrote in a block, in order; nothing for what was only chosen."""
    if isinstance(block, ImageBlock):
        yield (value.contextual_alt_text or "") if value else ""
    elif isinstance(block, blocks.RichTextBlock):
        yield from paragraphs(value.source)
    elif isinstance(block, blocks.ListBlock):
        for each in value:
            yield from written(block.child_block, each)
    elif isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from written(child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        yield from _fields(block, value)
    elif not isinstance(block, CHOICES):
        yield from block.get_searchable_content(value)


def paragraphs(html: str) -> Iterator[str]:
    """The headings, paragraphs and items of a rich text, without their markup."""
    for part in EDGE.split(BREAK.sub(" ", html)):
        if text := words(part):
            yield text


def _fields(block: blocks.StructBlock, value: Any) -> Iterator[str]:
    """Its lines make one sentence (« Anne Villard, infirmière, 04 70… »)."""
    lines = {
        name: value.get(name)
        for name, child in block.child_blocks.items()
        if _is_line(child, value.get(name))
    }
    defaults = {name: block.child_blocks[name].get_default() for name in lines}
    yield ", ".join(line for name, line in lines.items() if line != defaults[name])
    for name, child in block.child_blocks.items():
        if name not in lines:
            yield from written(child, value.get(name))


def _is_line(block: Any, value: Any) -> bool:
    """Is it a few words that someone typed? A choice is a string too."""
    typed = isinstance(value, str) and not isinstance(block, NOT_WORDS)
    return typed and bool(value.strip())
