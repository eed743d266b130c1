"""Making a space, changing it, freezing it, putting it away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from members.models import Space
from members.refusals import Refused
from members.spaces import change_space, create_space, set_state, words
from members.spaces.forms import NewForm, PurposeForm, SettingsForm
from members.spaces.life import POLICIES, require_staff
from members.views.space_people import kept_space
from members.views.spaces import member, seen_space

State = Space.State
#: The words of the addresses, and of the buttons.
STATES = {
    "figer": (State.FROZEN, "Figer"),
    "archiver": (State.ARCHIVED, "Archiver"),
    "ouvrir": (State.OPEN, "Ouvrir de nouveau"),
}


def new(request: HttpRequest) -> HttpResponse:
    """Make a space."""
    user = member(request)
    require_staff(user)
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = create_space(user, form.save(commit=False), form.cleaned_data["editors"])
        messages.success(request, f"L’espace «\u202f{made}\u202f» est créé.")
        return redirect("members:space_people", slug=made.slug)
    status = 422 if form.is_bound and form.errors else 200
    context = {"section": "spaces", "form": form}
    return render(request, "members/space_new.html", context, status=status)


#: Said on this very page, to who may.
OPENED_HERE = "Vous pouvez l’ouvrir de nouveau, en bas de cette page."


def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the space is for, and its policies; what they change is said first."""
    user = member(request)
    space = kept_space(request, slug)
    kind = SettingsForm if user.publishes_everywhere else PurposeForm
    before = Space.objects.get(pk=space.pk)
    form = kind(request.POST or None, instance=space)
    if not before.is_open:
        for field in form.fields.values():
            field.disabled = True
    if request.method == "POST":
        if not before.is_open:
            raise Refused(before.why_closed)
        if "revoir" not in request.POST and form.is_valid():
            if "confirmer" not in request.POST and set(form.changed_data) & POLICIES:
                return confirm(request, before, form)
            change_space(user, before, **form.cleaned_data)
            messages.success(request, "C’est enregistré.")
            return redirect("members:space_settings", slug=slug)
    status = 422 if form.is_bound and form.errors else 200
    context = {
        "section": "spaces",
        "space": before,
        "form": form,
        "closed_told": ""
        if before.is_open
        else before.closed_told(
            OPENED_HERE if user.publishes_everywhere else before.who_opens
        ),
        "states": [
            (reverse("members:space_state", args=[slug, word]), label, state)
            for word, (state, label) in STATES.items()
            if state != before.state
        ]
        if user.publishes_everywhere
        else [],
    }
    return render(request, "members/space_settings.html", context, status=status)


def confirm(request: HttpRequest, before: Space, form: PurposeForm) -> HttpResponse:
    """Say what the new policies change, with all that was filled in kept."""
    people = seen_space(request, before.slug).people_count  # type: ignore[attr-defined]
    context = {
        "section": "spaces",
        "space": before,
        "kept": [
            (name, form.data.get(form.add_prefix(name), "")) for name in form.fields
        ],
        "sentences": words.consequences(before, form.instance, people),
        "stops_links": before.allows_links and not form.instance.allows_links,
    }
    return render(request, "members/space_confirm.html", context)


def state(request: HttpRequest, slug: str, state: str) -> HttpResponse:
    """Ask once, then freeze, put away or open again."""
    user = member(request)
    space = seen_space(request, slug)
    if state not in STATES:
        raise Http404
    require_staff(user)
    wanted, button = STATES[state]
    if request.method == "POST":
        set_state(user, space, wanted)
        messages.success(
            request, f"L’espace «\u202f{space}\u202f» est {State(wanted).label}."
        )
        return redirect(space)
    people = space.people_count  # type: ignore[attr-defined]
    settings_url = reverse("members:space_settings", args=[slug])
    context = {
        "section": "spaces",
        "title": f"{button} «\u202f{space.name}\u202f»\u202f?",
        "sentences": words.of_state(space, wanted, people),
        "button": button,
        "calm": wanted == State.OPEN,
        "keep": settings_url,
        "keep_words": "Ne rien changer",
        "crumbs": [(space.name, space.get_absolute_url()), ("Réglages", settings_url)],
    }
    return render(request, "members/confirm.html", context)
