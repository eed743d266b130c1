"""The people of a space, for those who are in it and those who look after it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from members.coming_in.expected import expect_no_more, expected_in
from members.coming_in.invitations import NotUsableError
from members.coming_in.inviting_again import line_of
from members.french import of
from members.models import InvitedTo, Member, Membership, Space, SpaceRequest
from members.refusals import Refused
from members.spaces import (
    accept,
    add_people,
    change_person,
    manages,
    refuse,
    remove_person,
    require_manager,
)
from members.spaces.finding import (
    addable,
    already_in,
    has_all,
    most,
    pieces,
    sure,
    too_much,
    unknown,
)
from members.spaces.forms import AddForm, PlaceForm, WordForm
from members.views.spaces import (
    member,
    people_url,
    seen_space,
    sees_without_place,
)

PER_PAGE = 50
#: Of which every word counts.
LONGEST_QUESTION = 200
ENDS_SOME = (
    "La date de fin est celle des membres occasionnels\u202f: les membres permanents "
    "n’en ont pas."
)


def space_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone of the space; for those who look after it, who asks to enter too."""
    user = member(request)
    found = seen_space(request, slug)
    keeps = manages(user, found)
    question = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    people = found.people()
    if question:
        called = Member.objects.filter(has_all(question, LONGEST_QUESTION)).values("pk")
        people = people.filter(member__in=called)
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    invited = expected_in(found) if keeps else InvitedTo.objects.none()
    expected = Paginator(invited, PER_PAGE)
    context = {
        "section": "spaces",
        "space": found,
        "keeps": keeps,
        "asked": question,
        "page_obj": page,
        "requests": waiting_in(found) if keeps else [],
        "ended": ended_in(found) if keeps else [],
        "expected": expected.get_page(request.GET.get("invitees")),
    }
    return render(request, "members/space_people.html", context)


def waiting_in(space: Space) -> list[SpaceRequest]:
    waiting = SpaceRequest.objects.waiting().filter(space=space)
    return list(
        waiting.select_related("member")
        .prefetch_related("member__professions")
        .order_by("made_at", "pk")[:PER_PAGE]
    )


def ended_in(space: Space) -> list[Membership]:
    """Places that have ended, the latest first: they can be renewed."""
    current = Membership.objects.current().values("pk")
    return list(
        space.memberships.exclude(pk__in=current)
        .filter(member__is_active=True)
        .select_related("member")
        .prefetch_related("member__professions")
        .order_by("-ends_on")[:10]
    )


def kept_space(request: HttpRequest, slug: str) -> Space:
    """The space, for who looks after its people; else 404, or Refused."""
    found = seen_space(request, slug)
    require_manager(member(request), found)
    return found


def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Find members by names or addresses, several at once, and give them a place."""
    user = member(request)
    space = kept_space(request, slug)
    if not space.is_open:
        raise Refused(space.why_closed)
    question = (request.POST.get("q") or request.GET.get("q", "")).strip()
    given = pieces(question)
    refused = too_much(question, given)
    asked = [] if refused else given
    people = addable(user, space, asked)
    role = {"role": request.GET.get("role") or Membership.Role.CONTRIBUTOR}
    # Looked for by POST too: so many names do not stand in an address.
    chosen_now = request.method == "POST" and "chercher" not in request.POST
    form = AddForm(request.POST if chosen_now else None, found=people, initial=role)
    if chosen_now and form.is_valid():
        chosen = form.cleaned_data["member"]
        if attempt(form, lambda: add_people(user, space, **added(form))):
            messages.success(request, welcomed(list(chosen), space))
            if form.ends_some_only:
                messages.info(request, ENDS_SOME)
            return redirect(people_url(space))
    shown_people, too_many = people[: most(asked)], len(people) > most(asked)
    missing = [] if too_many else unknown(asked, people)
    there = already_in(space, asked)
    inside = [piece for piece in missing if piece in there]
    certain = [] if too_many else sure(asked, people, there)
    context = {
        "section": "spaces",
        "space": space,
        "invite_url": f"{reverse('members:invite')}?espace={space.pk}",
        "asked": question,
        "refused": refused,
        "found": shown_people,
        "too_many": too_many,
        "inside": inside,
        "unknown": [piece for piece in missing if piece not in inside],
        "chosen": request.POST.getlist("member")
        or [str(person.pk) for person in certain],
        "form": form,
    }
    status = 422 if refused or (form.is_bound and form.errors) else 200
    return render(request, "members/space_add.html", context, status=status)


def added(form: AddForm) -> dict[str, Any]:
    given = form.cleaned_data
    people = [(person, form.end_of(person)) for person in given["member"]]
    return {"people": people, "role": given["role"], "word": given["word"]}


def welcomed(people: list[Member], space: Space) -> str:
    if len(people) == 1:
        return f"{people[0]} est dans «\u202f{space}\u202f», et le sait par mail."
    return (
        f"{len(people)} personnes sont dans «\u202f{space}\u202f», et le savent par "
        "mail."
    )


def attempt(form: PlaceForm | WordForm, verb: Callable[[], object]) -> bool:
    """Do it; what the verb answers no is said in the form, where nothing is lost."""
    try:
        verb()
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    return True


def shown(
    request: HttpRequest,
    template: str,
    context: dict[str, object],
    form: PlaceForm | WordForm,
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, context, status=status)


def membership_of(space: Space, pk: int) -> Membership:
    places = space.memberships.select_related("member", "space")
    return get_object_or_404(places.filter(member__is_active=True), pk=pk)


def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What one person does in the space, and until when."""
    user = member(request)
    space = kept_space(request, slug)
    place = membership_of(space, pk)
    given = {"role": place.role, "ends_on": place.ends_on}
    form = PlaceForm(request.POST or None, member=place.member, initial=given)
    is_own = place.member == user and not user.publishes_everywhere
    if is_own and place.role == Membership.Role.EDITOR:
        form.ask_if_sure()
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        if attempt(
            form,
            lambda: change_person(user, place, chosen["role"], chosen["ends_on"]),
        ):
            messages.success(request, f"La place {of(place.member)} est enregistrée.")
            return redirect(people_url(space))
    context = {"section": "spaces", "space": space, "place": place, "form": form}
    return shown(request, "members/space_person.html", context, form)


def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once, then take the place away; the message says how to give it back."""
    user = member(request)
    space = kept_space(request, slug)
    place = membership_of(space, pk)
    if place.member == user:
        return redirect("members:space_leave", slug=slug)
    form = WordForm(
        request.POST if request.method == "POST" else None,
        label=f"Un mot pour {place.member}",
        help_text="Il part avec le mail qui prévient la personne.",
    )
    if request.method == "POST" and form.is_valid():
        word = form.cleaned_data["word"]
        if attempt(form, lambda: remove_person(user, place, word)):
            messages.success(request, gone(space, place))
            return redirect(people_url(space))
    context = {
        "section": "spaces",
        "title": f"Retirer {place.member} de «\u202f{space.name}\u202f»\u202f?",
        "sentences": [
            loses(place.member, space),
            "Ce que cette personne y a déposé y reste, sous son nom.",
            "Vous pourrez la remettre dans l’espace.",
        ],
        "button": "Retirer de l’espace",
        "form": form,
        "keep": reverse("members:space_person", args=[space.slug, place.pk]),
        "keep_words": "Garder sa place",
        "crumbs": crumbs(space),
    }
    return shown(request, "members/confirm.html", context, form)


def loses(person: Member, space: Space) -> str:
    """What a person who is removed no longer sees."""
    if sees_without_place(person, space):
        return (
            f"{person} pourra encore lire ce que l’espace contient, comme qui le voit, "
            "mais n’y ajoutera plus rien."
        )
    return (
        f"{person} ne verra plus rien de l’espace, aussitôt\u202f: ni dans les listes, "
        "ni dans la recherche, ni par une adresse gardée."
    )


def gone(space: Space, place: Membership) -> str:
    """Said once it is done, with the way back."""
    if not space.is_open:
        return f"{place.member} n’est plus dans l’espace, et le sait par mail."
    return format_html(
        '{} n’est plus dans l’espace, et le sait par mail. <a href="{}?q={}&role={}">'
        "Remettre cette personne</a>",
        place.member,
        reverse("members:space_add", args=[space.slug]),
        place.member.email,
        place.role,
    )


@require_POST
def uninvite(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who is invited and has not come yet is no longer expected in the space."""
    user = member(request)
    space = kept_space(request, slug)
    place = expected_in(space).filter(pk=pk).first()
    if place is None:
        messages.info(
            request, "Cette personne n’est plus attendue ici, ou vient d’entrer."
        )
        return redirect(people_url(space))
    made = place.invitation
    email, level, end = made.email, place.role, place.ends_on
    try:
        withdrawn = expect_no_more(user, place)
    except NotUsableError as error:
        messages.error(request, str(error))
        return redirect(people_url(space))
    what = (
        "est retirée\u202f: elle n’ouvrait que cet espace"
        if withdrawn
        else "n’ouvre plus cet espace. Le reste demeure"
    )
    again = reverse(
        "members:invite",
        query={
            "de": made.pk,
            "adresse": line_of(made),
            "espace": space.pk,
            "niveau": level,
            "jusquau": end.isoformat() if end else "",
        },
    )
    messages.success(
        request,
        format_html(
            'L’invitation de {} {}. <a href="{}">Inviter de nouveau ici</a>',
            email,
            what,
            again if space.is_open else people_url(space),
        ),
    )
    return redirect(people_url(space))


def crumbs(space: Space) -> list[tuple[str, str]]:
    return [(space.name, space.get_absolute_url()), ("Personnes", people_url(space))]


def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A request to enter: let in as what, or refuse with a word."""
    user = member(request)
    space = kept_space(request, slug)
    asked = get_object_or_404(
        space.requests.select_related("member", "space", "answered_by"), pk=pk
    )
    if asked.state != SpaceRequest.State.WAITING:
        messages.info(
            request,
            f"La demande {of(asked.member)} est déjà {asked.get_state_display()}"
            + (f" par {asked.answered_by}." if asked.answered_by else "."),
        )
        return redirect(people_url(space))
    refusing = "refuser" in request.POST
    post = request.POST or None
    form = PlaceForm(
        None if refusing else post,
        member=asked.member,
        initial={"role": Membership.Role.CONTRIBUTOR},
    )
    word = WordForm(
        post if refusing else None,
        label=f"Un mot pour {asked.member}",
        help_text="Pourquoi, et que faire d’autre. Il part par mail.",
    )
    if request.method == "POST" and refusing and word.is_valid():
        said = word.cleaned_data["word"]
        if attempt(word, lambda: refuse(user, asked, said)):
            messages.success(
                request, f"La demande {of(asked.member)} est refusée, par un mail."
            )
            return redirect(people_url(space))
    if request.method == "POST" and not refusing and form.is_valid():
        chosen = form.cleaned_data
        if attempt(
            form, lambda: accept(user, asked, chosen["role"], chosen["ends_on"])
        ):
            messages.success(
                request, f"{asked.member} est dans l’espace, et le sait par mail."
            )
            return redirect(people_url(space))
    context = {
        "section": "spaces",
        "space": space,
        "asked": asked,
        "form": form,
        "word": word,
    }
    template = "members/space_request.html"
    return shown(request, template, context, word if refusing else form)
