"""Two versions of a page, compared in the admin: a text keeps its lines, the numbers of
its lists and the addresses of its links, where Wagtail runs them together.
"""

from typing import Any

from bs4 import BeautifulSoup
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin import compare

#: What stands on a line of its own.
LINES = ["p", "li", "h1", "h2", "h3", "h4", "tr", "blockquote"]
BLOCK = compare.RichTextBlockComparison


def keep_lines() -> None:
    compare.text_from_html = lines_of
    for one, name in ((compare.TextDiff, "to_html"), (BLOCK, "htmlvalue")):
        setattr(one, name, on_lines(getattr(one, name)))
    for one in (compare.FieldComparison, compare.ChildRelationComparison):
        one.field_label = before_colon(one.field_label)


def on_lines(shown: Any) -> Any:
    """What Wagtail has escaped already, with its lines."""

    def ours(*args: Any, **kwargs: Any) -> SafeString:
        made = str(shown(*args, **kwargs)).replace("\n", "<br>")
        return mark_safe(made)  # noqa: S308

    return ours


def before_colon(label: Any) -> Any:
    """The space of French before the colon that Wagtail's template writes."""
    return lambda comparison: f"{label(comparison)}\u202f"


def lines_of(html: Any) -> str:
    """The text of a piece of HTML, on its lines."""
    text = BeautifulSoup(str(html), "html.parser")
    for parent in text.find_all(["ol", "ul"]):
        for number, item in enumerate(parent.find_all("li", recursive=False), 1):
            item.insert(0, f"{number}. " if parent.name == "ol" else "– ")
    for link in text.find_all("a", href=True):
        if link["href"] != link.get_text():
            link.append(f" ({link['href']})")
    for gap in text.find_all(["br", "hr"]):
        gap.replace_with("\n")
    for line in text.find_all(LINES):
        line.append("\n")
    return text.get_text().strip()
