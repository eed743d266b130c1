"""What a list says of each file: tags, and not templates, for lists are long."""

from django import template
from django.utils.safestring import SafeString

from library.folders import SEPARATOR
from library.models import Version
from library.templatetags.sizes import file_size
from members.templatetags.icons import icon

register = template.Library()

ICONS = {
    **dict.fromkeys(("pdf", "docx", "doc", "odt", "rtf", "txt"), "file-text"),
    **dict.fromkeys(("xlsx", "xls", "ods", "csv"), "file-spreadsheet"),
    **dict.fromkeys(("pptx", "ppt", "odp"), "presentation"),
    **dict.fromkeys(("png", "jpeg", "tiff", "webp", "gif"), "file-image"),
    **dict.fromkeys(("mp4", "webm"), "video"),
    "vtt": "file-text",
    "eml": "mail",
    "html": "globe",
}


@register.simple_tag
def file_icon(kind: str | None) -> SafeString:
    """The icon of a file, by its ending: `pdf`."""
    return icon(ICONS.get(kind or "", "file"))


@register.filter
def folder_words(path: str) -> str:
    """« Soins › Protocoles » of `Soins/Protocoles`."""
    return path.replace(SEPARATOR, " › ")


@register.simple_tag
def file_about(version: Version | None) -> str:
    """« PDF, 25 pages »; where pages would teach nothing, its size."""
    if version is None:
        return ""
    return f"{version.kind.upper()}, {version.length or file_size(version.size)}"
