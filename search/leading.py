"""Where what was found opens."""

from typing import Any
from urllib.parse import urlencode

from pages.models import ContentPage
from pages.questions import Question, groups
from search.facade import Found


def opened(found: Found, url: str, text: str) -> str:
    """Where the title of a hit leads: to its best passage, where there are pages."""
    best = found.hit.passages[0].page if found.hit.passages else None
    if isinstance(found.thing, ContentPage):
        return at_question(url, found, best)
    return with_words(url, text, best)


def thing_url(thing: Any) -> str:
    if isinstance(thing, ContentPage):
        return thing.get_url() or ""
    return str(thing.get_absolute_url())


def at_question(url: str, found: Found, number: int | None) -> str:
    """The address of a question of the page; of the page when it is about no one."""
    question = question_of(found, number)
    return f"{url}#{question.anchor}" if question else url


def question_of(found: Found, number: int | None) -> Question | None:
    """The question that a passage answers; None when the page has it no more."""
    if found.hit.kind != "faq" or number is None:
        return None
    asked = [each for group in groups(found.thing.body) for each in group.questions]
    return asked[number - 1] if number <= len(asked) else None


def with_words(url: str, text: str, page: int | None = None) -> str:
    """The address of a document, opened at its first mark on a page.

    Without a page the document chooses: the one that answers best, if any does.
    """
    asked = {"page": page} if page else {}
    return f"{url}?{urlencode({**asked, 'q': text[:300]})}#passage-1"
