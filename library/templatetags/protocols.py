"""The code that a printed protocol bears."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from library.models import Protocol, Version
from library.protocols.copies import address_of
from library.protocols.qr import runs

register = template.Library()


@register.simple_tag
def copy_address(protocol: Protocol, version: Version) -> str:
    return address_of(protocol, version.number)


@register.simple_tag
def qr(protocol: Protocol, version: Version) -> SafeString:
    """Its address as a drawing, with neither style nor script in it."""
    side, dark = runs(address_of(protocol, version.number))
    path = "".join(f"M{x} {line}h{long}v1h-{long}z" for line, x, long in dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="Code QR">'
        '<path d="{}"/></svg>',
        side,
        side,
        path,
    )
