"""The questions that a body holds, by group, each with an address of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import slugify

from members.words import asked, kept
from pages.contents import Anchors


@dataclass(frozen=True)
class Question:
    """`answer` is a rich text; `anchor` stays when the question is reworded."""

    anchor: str
    question: str
    answer: Any

    @property
    def words(self) -> str:
        """All that it is found by."""
        text = self.answer.source.replace("<", " <") if self.answer else ""
        return kept(self.question, strip_tags(text))


@dataclass(frozen=True)
class Group:
    """A block « Questions et réponses » of a body: `number` is its place there."""

    number: int
    title: str
    anchor: str
    questions: tuple[Question, ...]


def groups(body: Any) -> list[Group]:
    """The groups of a body that hold at least a question, in their order."""
    anchors = Anchors()
    return [
        Group(number, block.value["title"], anchors.of(block.value["title"]), found)
        for number, block in enumerate(body)
        if block.block_type == "questions"
        if (found := tuple(of_list(block.value["questions"], anchors)))
    ]


def of_list(listed: Any, anchors: Anchors) -> Iterator[Question]:
    """The questions of one list of a page; `anchors` are those that the page gives."""
    for child in listed.bound_blocks:
        value = child.value
        yield Question(anchors.once(anchor(child)), value["question"], value["answer"])


def anchor(child: Any) -> str:
    """From the identifier that Wagtail gives each item; without one, from its words."""
    if child.original_id:  # `id` is another each time, where none is stored
        return anchor_of(str(child.original_id))
    return f"question-{slugify(child.value['question'])[:60]}"


def anchor_of(key: str) -> str:
    return f"question-{key[:8]}"


def added(body: Any, number: int, question: str, html: str) -> tuple[list[Any], str]:
    """The body as it is stored, with one more question at the end of a group, and the
    anchor of that question."""
    stored = [dict(block) for block in body.raw_data]
    key = str(uuid.uuid4())
    item = {"type": "item", "id": key, "value": {"question": question, "answer": html}}
    value = stored[number]["value"]
    stored[number]["value"] = {**value, "questions": [*value["questions"], item]}
    return stored, anchor_of(key)


def answering(found: Iterable[Group], text: str) -> list[Group]:
    """The groups with only the questions that have every word of `text`, whatever its
    accents and case; a group whose title has them stays whole."""
    words = asked(text)
    narrowed = []
    for group in found:
        if has(words, kept(group.title)):
            narrowed.append(group)
            continue
        those = tuple(each for each in group.questions if has(words, each.words))
        if those:
            narrowed.append(replace(group, questions=those))
    return narrowed


def has(words: list[str], text: str) -> bool:
    return bool(words) and all(f" {word}" in text for word in words)
