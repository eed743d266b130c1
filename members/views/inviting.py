"""Inviting people, one by one or by a list, and answering who asks."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.coming_in import charter, demands, invitations
from members.coming_in.forms import (
    AcceptForm,
    CharterForm,
    InviteForm,
    RefuseForm,
)
from members.coming_in.guests import Outcome, ended
from members.coming_in.invitations import NotUsableError
from members.coming_in.inviting_again import Source, with_what_came
from members.coming_in.permissions import (
    invitations_of,
    may_answer_demands,
    may_invite,
)
from members.coming_in.telling import told
from members.french import of
from members.models import Charter, JoinRequest, Member
from members.refusals import Refused
from members.reopening import Closed, closed_among
from members.searched import having

PAGE = 50
AMONG = {
    "attente": "en attente",
    "perimees": "parmi les périmées",
    "acceptees": "parmi les acceptées",
    "retirees": "parmi les retirées",
}


def member_of(request: HttpRequest) -> Member:
    """The person who asks; 404 for who may invite nobody."""
    user = request.user
    if not isinstance(user, Member) or not may_invite(user):
        raise Http404
    return user


def index(request: HttpRequest) -> HttpResponse:
    """Invitations that wait, that are over, that served, that were withdrawn."""
    user = member_of(request)
    state = request.GET.get("etat", "attente")
    words = request.GET.get("q", "").strip()[:100]
    found = invitations_of(user).select_related(
        "invited_by", "accepted_by", "withdrawn_by"
    )
    if words:
        found = found.filter(having(words))
    counts = {
        "attente": found.pending().count(),
        "perimees": found.unanswered().count() - found.pending().count(),
        "acceptees": found.filter(accepted_at__isnull=False).count(),
    }
    counts["retirees"] = found.filter(withdrawn_at__isnull=False).count()
    if state == "perimees":
        found = found.unanswered().filter(expires_at__lte=timezone.now())
    elif state == "acceptees":
        found = found.filter(accepted_at__isnull=False)
    elif state == "retirees":
        found = found.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at")
        found = with_what_came(found)
    else:
        state, found = "attente", found.pending()
    page = Paginator(found.prefetch_related("places__space"), PAGE)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "state": state,
        "words": words,
        "counts": counts,
        "elsewhere": elsewhere(counts, state) if words else [],
        "kept": kept(request),
        "all_ticked": request.GET.get("cocher") == "tout",
        "section": "people",
        "may_answer": may_answer_demands(user),
        "demands": waiting_demands(user),
    }
    return render(request, "members/coming_in/invitations.html", context)


def kept(request: HttpRequest) -> str:
    """What the list of invitations was asked, to come back to it: « ?q=morand »."""
    asked = {
        key: request.GET[key] for key in ("etat", "q", "page") if key in request.GET
    }
    return f"?{urlencode(asked)}" if asked else ""


def the_list(request: HttpRequest) -> str:
    """The list of invitations, as it was read before something was done there."""
    return reverse("members:invitations") + kept(request)


def elsewhere(counts: dict[str, int], state: str) -> list[tuple[str, str]]:
    """When this tab is empty, the others that are not: (state, « 1 parmi les … »)."""
    if counts[state]:
        return []
    return [
        (other, f"{count} {AMONG[other]}") for other, count in counts.items() if count
    ]


def waiting_demands(user: Member) -> int:
    if not may_answer_demands(user):
        return 0
    return JoinRequest.objects.waiting().count()


def invite(request: HttpRequest) -> HttpResponse:
    """One person, a list, or (`?de=`) whom an invitation had invited already."""
    user = member_of(request)
    source = Source(user, request.GET.get("de", ""))
    given = {
        "spaces": request.GET.getlist("espace"),
        "people": request.GET.get("adresse", "")[:500],
        "level": request.GET.get("niveau", "")[:20],
        "ends_on": request.GET.get("jusquau", "")[:10],
    }
    initial = source.initial | {name: said for name, said in given.items() if said}
    form = InviteForm(request.POST or None, user=user, initial=initial)
    closed: dict[str, Closed] = {}
    if request.method == "POST" and form.is_valid():
        guests = [
            (
                source.guest(person, form.cleaned_data["role"]),
                source.places_of(form, person),
            )
            for person in form.cleaned_data["people"]
        ]
        try:
            outcomes = invitations.invite(user, guests, form.cleaned_data["word"])
        except Refused as refused:
            form.add_error("people", refused.sentence)
            closed = closed_among(user, [guest.email for guest, _ in guests])
        else:
            for sentence in told(list(outcomes.values())):
                messages.success(request, sentence)
            return redirect("members:invitations")
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "closed_accounts": closed.values(),
        "source": source,
        "section": "people",
    }
    return render(request, "members/coming_in/invite.html", context, status=status)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    user = member_of(request)
    found = get_object_or_404(invitations_of(user), pk=pk)
    try:
        invitations.refuse_used(found)
        if ended(found):
            messages.info(
                request,
                "Ce qu’elle ouvrait est fini\u202f: donnez une autre date avant de "
                "l’envoyer.",
            )
            return redirect(f"{reverse('members:invite')}?de={pk}")
        invitations.resend(user, found)
    except NotUsableError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"L’invitation {of(found.email)} repart, valable trente jours."
        )
        for place in found.places.select_related("space").order_by("space__name"):
            if not place.is_over and not place.space.is_open:
                messages.warning(
                    request,
                    f"L’espace «\u202f{place.space}\u202f» est "
                    f"{place.space.get_state_display()}\u202f: on n’y entre par elle "
                    f"qu’une fois qu’il est ouvert de nouveau. {place.space.who_opens}",
                )
    return redirect(the_list(request))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then take the invitation back."""
    user = member_of(request)
    found = get_object_or_404(invitations_of(user), pk=pk)
    try:
        invitations.refuse_used(found)
        if request.method == "POST":
            invitations.withdraw(user, found)
    except NotUsableError as error:
        messages.error(request, str(error))
        return redirect(the_list(request))
    if request.method == "POST":
        messages.success(
            request,
            f"L’invitation {of(found.email)} est retirée\u202f: son lien ne sert plus.",
        )
        return redirect(the_list(request))
    name = f"{found.first_name} {found.last_name}".strip()
    context = {
        "title": "Retirer l’invitation",
        "sentences": [
            f"L’invitation {of(f'{name}, {found.email}' if name else found.email)} ne "
            "servira plus\u202f: son lien n’ouvrira rien.",
            "Aucun mail ne le dit à la personne.",
            "Elle reste dans la liste, parmi les «\u202fRetirées\u202f», et vous "
            "pourrez inviter de nouveau cette adresse.",
        ],
        "button": "Retirer l’invitation",
        "keep": the_list(request),
        "keep_words": "La garder",
        "section": "people",
    }
    return render(request, "members/coming_in/withdraw.html", context)


def staff_of(request: HttpRequest) -> Member:
    user = request.user
    if not isinstance(user, Member) or not may_answer_demands(user):
        raise Http404
    return user


def demand_list(request: HttpRequest) -> HttpResponse:
    """Demands of strangers: those that wait first, then the answered ones."""
    user = staff_of(request)
    waiting = JoinRequest.objects.waiting()
    answered = JoinRequest.objects.exclude(state=JoinRequest.State.WAITING)
    page = Paginator(waiting.select_related("profession"), PAGE).get_page(
        request.GET.get("page")
    )
    emails = [demand.email for demand in page]
    invited, accounts = demands.known_already(emails)
    closed = closed_among(user, emails)
    context = {
        "waiting": page,
        "queue": [
            (
                demand,
                invited.get(demand.email),
                demand.email in accounts,
                closed.get(demand.email),
            )
            for demand in page
        ],
        "answered": answered.select_related("answered_by").order_by("-answered_at")[
            :20
        ],
        "section": "people",
    }
    return render(request, "members/coming_in/demands.html", context)


def demand_of(pk: int) -> JoinRequest:
    found = JoinRequest.objects.select_related("profession", "answered_by")
    return get_object_or_404(found, pk=pk)


def answered_already(request: HttpRequest, demand: JoinRequest) -> HttpResponse:
    """Who answered and when, with the word that was typed meanwhile, to be copied."""
    context = {
        "demand": demand,
        "typed": request.POST.get("word", "").strip()[:2000],
        "section": "people",
    }
    status = 409 if request.method == "POST" else 200
    template = "members/coming_in/demand_answered.html"
    return render(request, template, context, status=status)


def accept_demand(request: HttpRequest, pk: int) -> HttpResponse:
    user = staff_of(request)
    demand = demand_of(pk)
    if demand.is_answered:
        return answered_already(request, demand)
    invited, accounts = demands.known_already([demand.email])
    form = AcceptForm(
        request.POST or None,
        user=user,
        demand=demand,
        has_account=demand.email in accounts,
    )
    if request.method == "POST" and form.is_valid():
        form.mend()
        try:
            word = form.cleaned_data["word"]
            done = demands.accept(user, demand, form.places(), word)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        except NotUsableError:  # another has answered in the same instant
            return answered_already(request, demand_of(pk))
        else:
            told = f"{answered_yes(demand, done)} {form.commune_told}"
            messages.success(request, told.strip())
            return redirect("members:demands")
    context = {
        "form": form,
        "demand": demand,
        "accepting": True,
        "invited": invited.get(demand.email),
        "has_account": demand.email in accounts,
        "closed": closed_among(user, [demand.email]).get(demand.email),
        "section": "people",
    }
    status = 422 if form.errors else 200
    return render(request, "members/coming_in/demand.html", context, status=status)


def answered_yes(demand: JoinRequest, done: Outcome) -> str:
    if done.kind == Outcome.INVITED:
        return f"{demand} reçoit une invitation par mail."
    return " ".join(told([done]))


def refuse_demand(request: HttpRequest, pk: int) -> HttpResponse:
    user = staff_of(request)
    demand = demand_of(pk)
    if demand.is_answered:
        return answered_already(request, demand)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            demands.refuse(user, demand, form.cleaned_data["word"])
        except NotUsableError as error:
            if (now := demand_of(pk)).is_answered:
                return answered_already(request, now)
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Votre réponse part par mail à {demand}.")
            return redirect("members:demands")
    status = 422 if form.errors else 200
    context = {"form": form, "demand": demand, "section": "people"}
    return render(request, "members/coming_in/demand.html", context, status=status)


def publish_charter(request: HttpRequest) -> HttpResponse:
    """Staff write a new version: everyone is asked to accept it."""
    user = staff_of(request)
    now = charter.in_force()
    known = now.version if now else 0
    written_from = {"text": now.text if now else "", "version": known}
    form = CharterForm(request.POST or None, initial=written_from)
    replaced = False
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        since = given["version"]
        if now and since in (None, known) and given["text"].split() == now.text.split():
            form.add_error("text", "Rien n’a changé dans le texte.")
        else:
            try:
                new = charter.publish(user, given["text"], given["changes"], since)
            except PermissionDenied:
                raise Http404 from None
            except charter.ReplacedError:
                replaced, now = True, charter.in_force()
                form = again_from(form, now)
            else:
                messages.success(
                    request,
                    f"La version {new.version} est en vigueur\u202f: chacun "
                    "l’acceptera à sa prochaine visite.",
                )
                return redirect("members:charter")
    status = 409 if replaced else 422 if form.errors else 200
    context = {
        "form": form,
        "charter": now,
        "replaced": replaced,
        "section": "people",
    }
    return render(
        request, "members/coming_in/charter_form.html", context, status=status
    )


def again_from(form: CharterForm, now: Charter | None) -> CharterForm:
    """What was typed, to be sent once more: then it is meant for the one in force."""
    data: Any = form.data
    data = data.copy()
    data["version"] = str(now.version if now else 0)
    return CharterForm(data)
