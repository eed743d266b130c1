"""Inviting people, one by one or by a list, and answering who asks."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from members.coming_in import charter, demands, invitations
from members.coming_in.forms import (
    CharterForm,
    InviteForm,
    PlacesForm,
    RefuseForm,
)
from members.coming_in.invitations import Guest, NotUsableError, Outcome
from members.coming_in.permissions import (
    invitations_of,
    may_answer_demands,
    may_invite,
)
from members.models import JoinRequest, Member

PAGE = 50


def member_of(request: HttpRequest) -> Member:
    """The person who asks; 404 for who may invite nobody."""
    user = request.user
    if not isinstance(user, Member) or not may_invite(user):
        raise Http404
    return user


def index(request: HttpRequest) -> HttpResponse:
    """Invitations that wait, that are over, that served; the newest first."""
    user = member_of(request)
    state = request.GET.get("etat", "attente")
    words = request.GET.get("q", "").strip()[:100]
    found = invitations_of(user).select_related("invited_by", "accepted_by")
    counts = {
        "attente": found.pending().count(),
        "perimees": found.unanswered().count() - found.pending().count(),
        "acceptees": found.filter(accepted_at__isnull=False).count(),
    }
    if state == "perimees":
        found = found.unanswered().filter(expires_at__lte=timezone.now())
    elif state == "acceptees":
        found = found.filter(accepted_at__isnull=False)
    else:
        state, found = "attente", found.pending()
    if words:
        found = found.filter(
            Q(email__icontains=words)
            | Q(last_name__icontains=words)
            | Q(first_name__icontains=words)
        )
    page = Paginator(found.prefetch_related("places__space"), PAGE)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "state": state,
        "words": words,
        "counts": counts,
        "section": "people",
        "may_answer": may_answer_demands(user),
        "demands": waiting_demands(user),
    }
    return render(request, "members/coming_in/invitations.html", context)


def waiting_demands(user: Member) -> int:
    if not may_answer_demands(user):
        return 0
    return JoinRequest.objects.filter(state=JoinRequest.State.WAITING).count()


def invite(request: HttpRequest) -> HttpResponse:
    user = member_of(request)
    initial = {"spaces": request.GET.getlist("espace")}
    form = InviteForm(request.POST or None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        guests = [
            (
                Guest(
                    person.email,
                    person.first_name[:100],
                    person.last_name[:100],
                    form.cleaned_data["role"],
                ),
                form.places(),
            )
            for person in form.cleaned_data["people"]
        ]
        outcomes = invitations.invite(user, guests, form.cleaned_data["word"])
        for sentence in told(list(outcomes.values())):
            messages.success(request, sentence)
        return redirect("members:invitations")
    status = 422 if form.errors else 200
    context = {"form": form, "section": "people"}
    return render(request, "members/coming_in/invite.html", context, status=status)


def told(outcomes: list[str]) -> list[str]:
    """What was done, in a sentence for each kind."""
    invited = outcomes.count(Outcome.INVITED)
    renewed = outcomes.count(Outcome.RENEWED)
    members = outcomes.count(Outcome.MEMBER)
    sentences = []
    if invited:
        s = "s" if invited > 1 else ""
        sentences.append(
            f"{invited} invitation{s} prête{s}\u202f: le mail part dans la minute."
        )
    if renewed:
        s = "s" if renewed > 1 else ""
        sentences.append(f"{renewed} invitation{s} déjà faite{s}, renvoyée{s}.")
    if members:
        one = members == 1
        sentences.append(
            "Une personne avait déjà un compte\u202f: elle est maintenant dans les "
            "espaces "
            "cochés."
            if one
            else f"{members} personnes avaient déjà un compte\u202f: elles sont "
            "maintenant "
            "dans les espaces cochés."
        )
    return sentences


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    user = member_of(request)
    found = get_object_or_404(invitations_of(user), pk=pk)
    try:
        invitations.resend(user, found)
    except NotUsableError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"L’invitation de {found.email} repart, valable trente jours."
        )
    return redirect("members:invitations")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = member_of(request)
    found = get_object_or_404(invitations_of(user), pk=pk)
    try:
        invitations.withdraw(user, found)
    except NotUsableError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            f"L’invitation de {found.email} est retirée\u202f: son lien ne sert plus.",
        )
    return redirect("members:invitations")


def staff_of(request: HttpRequest) -> Member:
    user = request.user
    if not isinstance(user, Member) or not may_answer_demands(user):
        raise Http404
    return user


def demand_list(request: HttpRequest) -> HttpResponse:
    """Demands of strangers: those that wait first, then the answered ones."""
    staff_of(request)
    waiting = JoinRequest.objects.filter(state=JoinRequest.State.WAITING)
    answered = JoinRequest.objects.exclude(state=JoinRequest.State.WAITING)
    context = {
        "waiting": Paginator(waiting.select_related("profession"), PAGE).get_page(
            request.GET.get("page")
        ),
        "answered": answered.select_related("answered_by").order_by("-answered_at")[
            :20
        ],
        "section": "people",
    }
    return render(request, "members/coming_in/demands.html", context)


def accept_demand(request: HttpRequest, pk: int) -> HttpResponse:
    user = staff_of(request)
    demand = get_object_or_404(JoinRequest.objects.select_related("profession"), pk=pk)
    form = PlacesForm(request.POST or None, user=user)
    del form.fields["role"], form.fields["ends_on"]
    if request.method == "POST" and form.is_valid():
        form.cleaned_data |= {"role": Member.Role.PERMANENT, "ends_on": None}
        try:
            demands.accept(user, demand, form.places(), form.cleaned_data["word"])
        except NotUsableError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{demand} reçoit une invitation par mail.")
        return redirect("members:demands")
    context = {"form": form, "demand": demand, "accepting": True, "section": "people"}
    return render(request, "members/coming_in/demand.html", context)


def refuse_demand(request: HttpRequest, pk: int) -> HttpResponse:
    user = staff_of(request)
    demand = get_object_or_404(JoinRequest.objects.select_related("profession"), pk=pk)
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            demands.refuse(user, demand, form.cleaned_data["word"])
        except NotUsableError as error:
            messages.error(request, str(error))
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
    form = CharterForm(request.POST or None, initial={"text": now.text if now else ""})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if now and given["text"].split() == now.text.split():
            form.add_error("text", "Rien n’a changé dans le texte.")
        else:
            try:
                new = charter.publish(user, given["text"], given["changes"])
            except PermissionDenied:
                raise Http404 from None
            messages.success(
                request,
                f"La version {new.version} est en vigueur\u202f: chacun l’acceptera "
                "à sa "
                "prochaine visite.",
            )
            return redirect("members:charter")
    status = 422 if form.errors else 200
    context = {"form": form, "charter": now, "section": "people"}
    return render(
        request, "members/coming_in/charter_form.html", context, status=status
    )
