"""The spaces: all of them, one of them, and going in and out."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from members import news
from members.coming_in.arriving import waiting_of
from members.models import Member, Membership, Space, SpaceQuerySet, SpaceRequest
from members.refusals import Refused
from members.rights import may_contribute
from members.spaces import (
    ask,
    closed,
    join,
    leave,
    manages,
    over,
    unrun,
    withdraw,
    words,
)
from members.spaces.doors import Door, door, doors, search
from members.spaces.forms import WordForm
from members.spaces.people import is_last_editor, place_of, require_another_editor

#: A list of spaces is searched from so many on.
MANY = 12
PER_PAGE = 24
FEW = 8


def member(request: HttpRequest) -> Member:
    """The person who is signed in; the doors before the views see to it."""
    assert isinstance(request.user, Member)
    return request.user


def seen_space(request: HttpRequest, slug: str) -> Space:
    """The space, with how many people it has; Http404 for who does not see it."""
    seen = Space.objects.visible_to(request.user).with_people_count()
    return get_object_or_404(seen, slug=slug)


def spaces(request: HttpRequest) -> HttpResponse:
    """His own, those he may join or ask for, what he waits for, the archived apart."""
    user = member(request)
    known = Space.objects.announced_to(user)
    question = request.GET.get("q", "").strip()[:200]
    found = search(known, question) if question else known
    archived = Q(state=Space.State.ARCHIVED)
    mine = Membership.objects.current().filter(member=user).values("space")
    context: dict[str, object] = {
        "section": "spaces",
        "query": "",
        "asked": question,
        "searched": bool(question) or known.count() >= MANY,
        "archives": request.GET.get("archives") == "on",
        "archived": found.filter(archived).count(),
        "can_create": user.publishes_everywhere,
    }
    if context["archives"]:
        page = cut(request, found.filter(archived))
        context |= {"page_obj": page, "others": doors(user, page.object_list)}
        return render(request, "members/spaces.html", context)
    found = found.exclude(archived)
    page = cut(request, found.exclude(pk__in=mine))
    asked_for = SpaceRequest.objects.waiting().filter(member=user)
    waiting = list(asked_for.select_related("space").order_by("made_at"))
    to_open = waiting_of(user)
    closed.look_up([request.space for request in waiting] + to_open)
    context |= {
        "mine": doors(user, found.filter(pk__in=mine).with_people_count()),
        "page_obj": page,
        "others": doors(user, page.object_list),
        "waiting": waiting,
        "to_open": to_open,
        "ended": over.over(user),
    }
    return render(request, "members/spaces.html", context)


def cut(request: HttpRequest, found: SpaceQuerySet) -> Page[Space]:
    """The page that was asked for, or the nearest that exists."""
    pages = Paginator(found.with_people_count().order_by("folded"), PER_PAGE)
    return pages.get_page(request.GET.get("page"))


def space(request: HttpRequest, slug: str) -> HttpResponse:
    """A space: what it is for, who is in it, what is new in it, what may be done."""
    user = member(request)
    try:
        found = seen_space(request, slug)
    except Http404:
        return to_its_door(request, slug)
    met = door(user, found)
    keeps = manages(user, found)
    waiting = SpaceRequest.objects.answerable_by(user).filter(space=found)
    context = {
        "section": "spaces",
        "space": found,
        "door": met,
        "people": found.people()[:FEW],
        "may_do": words.may_do(user, found, met.membership),
        "can_add": may_contribute(user, found),
        "keeps": keeps,
        "waiting": waiting.count() if keeps else 0,
        "unrun": unrun.unrun().filter(pk=found.pk).exists(),
        **news.of(request, found),
    }
    return render(request, "members/space.html", context)


def to_its_door(request: HttpRequest, slug: str) -> HttpResponse:
    """Who does not see the space, but may enter or ask, is led to where he does.

    Who was in it, and whose time is over, reads so (403): he knows that it is there.
    """
    user = member(request)
    known = Space.objects.announced_to(user).filter(slug=slug).first()
    if known is not None:
        return redirect("members:space_join", known.slug)
    was_in = get_object_or_404(Space, slug=slug)
    if not (ended := over.over(user, was_in)):
        raise Http404
    context = {"section": "spaces", "ended": ended[0]}
    return render(request, "members/space_over.html", context, status=403)


def known_door(request: HttpRequest, slug: str) -> Door:
    """The space as the person meets it; Http404 when he knows nothing of it."""
    user = member(request)
    known = Space.objects.announced_to(user)
    return door(user, get_object_or_404(known, slug=slug))


def space_join(request: HttpRequest, slug: str) -> HttpResponse:
    """Enter a space that is open, or ask to enter it with a word."""
    user = member(request)
    met = known_door(request, slug)
    found = met.space
    if met.membership is not None:
        return redirect(found)
    answered = met.refused is not None and request.method != "POST"
    if met.request is None and not met.may and not answered:
        raise Refused(found.why_closed or words.way_in(found))
    form = WordForm(
        request.POST or None,
        label="Un mot pour la personne qui vous répondra",
        help_text="Ce que vous faites, ce que vous cherchez ici.",
    )
    if request.method == "POST":
        if met.may == "join":
            join(user, found)
            messages.success(request, f"Vous êtes dans «\u202f{found}\u202f».")
            return redirect(found)
        if form.is_valid():
            ask(user, found, form.cleaned_data["word"])
            messages.success(
                request,
                "Votre demande est partie. Vous aurez la réponse par mail, et ici.",
            )
            return redirect("members:spaces")
    status = 422 if form.is_bound and form.errors else 200
    context = {"section": "spaces", "door": met, "space": found, "form": form}
    context["is_run"] = unrun.run_by(found)
    return render(request, "members/space_join.html", context, status=status)


@require_POST
def space_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one's request back."""
    user = member(request)
    waiting = SpaceRequest.objects.waiting().select_related("space")
    asked = waiting.filter(member=user, space__slug=slug).first()
    if asked is None:
        raise Http404
    withdraw(user, asked)
    messages.success(
        request, f"Votre demande pour «\u202f{asked.space}\u202f» est retirée."
    )
    return redirect("members:spaces")


def cannot_leave(request: HttpRequest, found: Space, refused: Refused) -> HttpResponse:
    """Why not, and where to do what must be done first."""
    context = {
        "section": "spaces",
        "title": f"Vous ne pouvez pas encore quitter «\u202f{found.name}\u202f»",
        "sentences": [refused.sentence],
        "go": people_url(found),
        "go_words": "Confier l’animation",
        "keep": found.get_absolute_url(),
        "keep_words": "Y rester",
        "crumbs": [(found.name, found.get_absolute_url())],
    }
    return render(request, "members/confirm.html", context)


def space_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once, then leave."""
    user = member(request)
    seen = Space.objects.visible_to(user).filter(slug=slug)
    if request.method == "POST" and not seen.exists():
        # His page was open while someone took him out: what he wanted is done.
        messages.info(request, "Vous n’êtes plus dans cet espace.")
        return redirect("members:spaces")
    if not seen.exists():  # back to the page of what he has just done
        return to_its_door(request, slug)
    found = seen_space(request, slug)
    place = place_of(user, found)
    if place is None:
        raise Refused(f"Vous n’êtes pas dans «\u202f{found.name}\u202f».")
    if request.method == "POST":
        require_another_editor(user, place)
        leave(user, found)
        messages.success(request, f"Vous avez quitté «\u202f{found}\u202f».")
        return redirect("members:spaces")
    try:
        require_another_editor(user, place)
    except Refused as refused:
        return cannot_leave(request, found, refused)
    context = {
        "section": "spaces",
        "title": f"Quitter «\u202f{found.name}\u202f»\u202f?",
        "sentences": leaving_changes(user, place),
        "button": "Quitter cet espace",
        "keep": found.get_absolute_url(),
        "keep_words": "Y rester",
        "crumbs": [(found.name, found.get_absolute_url())],
    }
    return render(request, "members/confirm.html", context)


def leaving_changes(user: Member, place: Membership) -> list[str]:
    """What leaving changes for `user`, a sentence each."""
    space = place.space
    stays = "Ce que vous y avez déposé y reste, sous votre nom."
    if user.publishes_everywhere:
        said = [
            "Vous ne serez plus parmi ses personnes, ni lui parmi vos espaces. De "
            "l’équipe du Pays, vous continuerez d’y lire, d’y publier et d’y corriger, "
            "comme partout.",
            stays,
            "Pour y revenir, vous vous ajouterez parmi ses personnes.",
        ]
        if is_last_editor(place):
            said.insert(
                0,
                "Vous êtes la seule personne qui l’anime\u202f: après vous, c’est "
                "l’équipe du Pays qui répondra à qui veut y entrer, et relira ce qui y "
                "est proposé. Confiez plutôt d’abord l’animation à une autre.",
            )
        return said
    if sees_without_place(user, space):
        reads = "Vous continuerez de lire ce qu’il contient, sans rien y ajouter."
    else:
        reads = (
            "Vous ne verrez plus ce qu’il contient\u202f: ni ses documents, ni ses "
            "pages, ni ses personnes."
        )
    return [reads, stays, back(space)]


def sees_without_place(person: Member, space: Space) -> bool:
    """Would `person` see the space all the same, without a place in it?"""
    if space.is_public:
        return True
    of_all = space.visibility == Space.Visibility.MEMBERS
    return of_all and person.role != Member.Role.OCCASIONAL


def back(space: Space) -> str:
    """How one who leaves comes back."""
    return {
        Space.Joining.OPEN: "Vous pourrez y revenir d’un bouton.",
        Space.Joining.REQUEST: "Pour y revenir, vous le demanderez.",
        Space.Joining.INVITATION: "Pour y revenir, il faudra qu’on vous y invite.",
    }[Space.Joining(space.joining)]


def people_url(space: Space) -> str:
    return reverse("members:space_people", args=[space.slug])
