"""The next meeting of a space: saying when and where, and taking it along."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from members.models import Space
from members.refusals import Refused
from members.spaces import change_space
from members.spaces.meeting import MeetingForm, calendar
from members.views.space_people import kept_space
from members.views.spaces import member, seen_space


def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """Say when and where; for those who look after the space."""
    user = member(request)
    space = kept_space(request, slug)
    if not space.is_open:
        raise Refused(space.why_closed)
    form = MeetingForm(request.POST or None, instance=Space.objects.get(pk=space.pk))
    if request.method == "POST" and form.is_valid():
        change_space(user, space, **form.cleaned_data)
        messages.success(request, "C’est enregistré.")
        return redirect(space)
    status = 422 if form.is_bound and form.errors else 200
    context = {"section": "spaces", "space": space, "form": form}
    return render(request, "members/space_meeting.html", context, status=status)


def calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The meeting to come, for one's calendar; for who sees the space."""
    space = seen_space(request, slug)
    if not space.meets_soon:
        raise Http404
    answer = HttpResponse(
        calendar(space).encode(), content_type="text/calendar; charset=utf-8"
    )
    name = f"reunion-{space.slug}.ics"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
