"""What the admin says of a page that was sent back to its author."""

from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.models import WorkflowState

register = template.Library()


@register.simple_tag
def sent_back(state: WorkflowState) -> str:
    """« Renvoyée par Hélène Garnier il y a une minute »."""
    answer: Any = state.current_task_state
    by = answer.finished_by
    said = f" par {by.get_full_name()}" if by else ""
    return f"Renvoyée{said} {naturaltime(answer.finished_at)}"


@register.filter
def whose_turn(panel: SafeString, state: WorkflowState | None) -> str:
    """The panel of the states of a page, where Wagtail says « being reviewed »."""
    if not state or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return panel
    being_read = escape(gettext("In Moderation"))
    return mark_safe(panel.replace(being_read, "À reprendre"))  # noqa: S308 - ours
