"""Dates in words, « d’ » or « de », marks of French, addresses that may be cut.

They are in every template, without loading this.
"""

import re
from datetime import date, datetime

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from members import french, typography

register = template.Library()
#: In escaped text: a mail address, or one of IPv6.
ADDRESS = re.compile(
    r"((?:&lt;)?(?:[^\s@&;,:()«»]|&#x27;)+@[^\s@&;,:()«»]+(?:&gt;)?"
    r"|\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7})"
)


@register.filter
def in_words(when: date | None) -> str:
    """« 1er septembre 2017 »; nothing for no date."""
    return french.in_words(when) if when else ""


@register.filter
def hour(when: datetime | None) -> str:
    """« 20 h 30 »; nothing for no moment."""
    return french.hour(when) if when else ""


@register.filter
def of(name: object) -> str:
    """« d’Élodie », « de Paul »."""
    return french.of(name)


@register.filter
@stringfilter
def nested(text: str) -> str:
    """What stands between guillemets has no others: « Le “lundi” »."""
    return french.nested(text)


@register.filter
def cut_at_sign(address: str) -> SafeString | str:
    """A mail address that a narrow column cuts before its @, and not anywhere."""
    name, sign, rest = address.partition("@")
    return format_html("{}<wbr>@{}", name, rest) if sign else address


@register.filter(needs_autoescape=True)
def breakable(text: str, autoescape: bool = True) -> SafeString:
    """A sentence whose mail and IP addresses are cut at their marks, not in a word.

    Those of mails before « @ » and « . »: each piece is a box, cut only if it must be.
    """
    parts = ADDRESS.split(conditional_escape(text) if autoescape else text)
    for at in range(1, len(parts), 2):
        if "@" in parts[at]:
            pieces = re.split(r"(?<=[^.@])(?=[.@])", parts[at])
            parts[at] = "<wbr>".join(
                f'<span class="mail">{one}</span>' for one in pieces
            )
        else:
            parts[at] = parts[at].replace(":", ":<wbr>")
    return mark_safe("".join(parts))  # noqa: S308 - escaped above


@register.filter
def capsentence(sentence: str) -> str:
    """A capital at its beginning, unless a mail address begins it."""
    first = sentence.split(maxsplit=1)[:1]
    return sentence if "@" in "".join(first) else capfirst(sentence)


@register.filter
def grouped(number: int) -> str:
    """« 29 115 », grouped by a narrow space that does not break."""
    return number_format(number, force_grouping=True).replace("\u00a0", "\u202f")


@register.filter(is_safe=True)
@stringfilter
def typeset(text: str) -> str:
    """What people typed, as it is printed: ’ and the spaces that do not break."""
    return typography.typeset(text)


@register.simple_block_tag
def typeset_all(content: str) -> SafeString:
    """`{% typeset_all %}…{% endtypeset_all %}`: the same for what a page shows.

    Titles, names and summaries have their marks wherever they stand; addresses, values
    of forms and code do not change, nor what is within `as_typed`.
    """
    # What the templates within rendered.
    return mark_safe(typography.typeset_html(content))  # noqa: S308


@register.simple_block_tag
def nested_all(content: str) -> SafeString:
    """Within the admin: only “ ” within « », for its forms show what is typed."""
    return mark_safe(typography.nested_within(content))  # noqa: S308


@register.simple_block_tag
def as_typed(content: str) -> SafeString:
    """Within `typeset_all`: the very signs of a file, that are read and compared."""
    return mark_safe(f"<!--as-typed-->{content}<!--/as-typed-->")  # noqa: S308
