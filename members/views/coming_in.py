"""How someone comes in: the demand, the invitation, the charter."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from config.closed import safe_next
from config.unsent import waiting
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from members import identities
from members.coming_in import (
    arriving,
    asked_again,
    charter,
    demands,
    invitations,
    workplaces,
)
from members.coming_in.forms import DemandForm
from members.coming_in.guests import ended
from members.coming_in.invitations import NotUsableError
from members.coming_in.welcome import CHANGED, WelcomeForm
from members.french import in_words
from members.models import Member
from members.signing_in import limits
from members.signing_in.identity.providers import offered
from members.waylaid import LOST


@login_not_required
def join(request: HttpRequest) -> HttpResponse:
    """A stranger asks to join. The answer is the same whoever asks."""
    if request.user.is_authenticated:
        return redirect("members:spaces")
    form, wait = DemandForm(request.POST or None), 0
    if request.method == "POST" and form.is_valid():
        wait = limits.to_wait(request, "join", form.cleaned_data["email"].lower())
        if not wait:
            if not form.cleaned_data["website"]:
                demands.ask(form.save(commit=False))
            if form.commune_told:
                messages.info(request, form.commune_told)
            return redirect("members:joined")
        form.add_error(None, too_many_demands(wait))
    status = 429 if wait else 422 if form.errors else 200
    answer = render(
        request, "members/coming_in/join.html", {"form": form}, status=status
    )
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


def too_many_demands(seconds: int) -> str:
    return (
        "Beaucoup de demandes sont arrivées d’ici, ou pour cette adresse, en peu de "
        f"temps. Recommencez dans {limits.in_words(seconds)}\u202f: ce que vous avez "
        "écrit est gardé ci-dessous, ne fermez pas cette page."
    )


@login_not_required
def joined(request: HttpRequest) -> HttpResponse:
    return render(request, "members/coming_in/joined.html")


@login_not_required
@never_cache
@sensitive_post_parameters()
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation's link: the newcomer makes his account."""
    if invitations.served(token, request.user):
        messages.info(request, "Votre compte est ouvert.")
        return redirect("home:dashboard")
    try:
        found = invitations.usable(token)
    except NotUsableError as error:
        return unusable(request, str(error), token)
    if request.user.is_authenticated:
        return unusable(
            request,
            f"Vous êtes connecté comme {request.user}. Cette invitation est pour une "
            "autre personne\u202f: déconnectez-vous pour vous en servir.",
            here=request.path,
        )
    identities.invite(request, found)
    held = identities.held(request)
    newcomer = Member(
        email=found.email,
        first_name=found.first_name or (held.name_of("first_name") if held else ""),
        last_name=found.last_name or (held.name_of("last_name") if held else ""),
        phone=found.details.get("phone", ""),
    )
    text = charter.in_force()
    form = WelcomeForm(
        request.POST or None,
        instance=newcomer,
        charter=text,
        structure=workplaces.structure_of(found.details),
        commune_text=workplaces.known_commune(found.details),
        initial={
            "professions": list(found.professions.all())
            or (held.professions if held else [])
        },
    )
    if request.method == "POST" and text is not None and form.is_valid():
        try:
            member = arriving.accept(
                token,
                details=form.details(),
                password=form.cleaned_data["password"],
                text=text,
                made=lambda member: identities.link_held(request, member),
                request=request,
            )
        except NotUsableError as error:
            return unusable(request, str(error), token)
        messages.success(
            request, f"Bienvenue, {member.get_short_name()}. Votre compte est ouvert."
        )
        if form.commune_told:
            messages.info(request, form.commune_told)
        for place in found.places.select_related("space"):
            if place.is_over and place.ends_on:
                messages.info(
                    request,
                    f"Votre accès à «\u202f{place.space}\u202f» a pris fin le "
                    f"{in_words(place.ends_on)}\u202f: vous n’y êtes pas.",
                )
        for space in arriving.waiting_of(member):
            messages.info(
                request,
                f"L’espace «\u202f{space}\u202f» est {space.get_state_display()} pour "
                "l’instant\u202f: vous y entrerez dès qu’il rouvrira.",
            )
        # His mailbox has just been proved by the link: he is not asked again at once.
        record_authentication(request, member, "invitation")
        there = reverse("home:dashboard")
        return perform_login(
            request, member, email_verification="none", redirect_url=there
        )
    context = {
        "form": form,
        "invitation": found,
        "nowhere": ended(found),
        "places": found.places.select_related("space").order_by("space__name"),
        "charter": text,
        "changes": charter.changes_since(form.read_before) if form.errors else [],
        "held": held,
        "providers": offered(request),
        "here": request.path,
    }
    status = 422 if form.errors else 200
    return private(
        render(request, "members/coming_in/welcome.html", context, status=status)
    )


def unusable(
    request: HttpRequest, sentence: str, token: str = "", here: str = ""
) -> HttpResponse:
    """410 Gone (RFC 9110 § 15.5.11), with what to do.

    `token` is that of the link, by which another may be asked for; `here` is where one
    comes back once signed out, when the link is good for another.
    """
    over = asked_again.over(token) if token else None
    context = {
        "sentence": sentence,
        "here": here,
        "token": token if over else "",
        "answers": asked_again.who_answers(over) if over else None,
    }
    return private(
        render(request, "members/coming_in/unusable.html", context, status=410)
    )


@login_not_required
@never_cache
@require_POST
def ask_again(request: HttpRequest, token: str) -> HttpResponse:
    """A new invitation is asked for, with the link of one that is over."""
    over = asked_again.over(token)
    if over is None:  # it serves again, has served, or never was
        return redirect("members:invitation", token)
    asked_again.ask(over)
    context = {"answers": asked_again.who_answers(over)}
    return private(render(request, "members/coming_in/asked_again.html", context))


def private(response: HttpResponse) -> HttpResponse:
    """The token is in the address: it must not leave with a click (Referer).

    Not `no-referrer`: with it a browser sends its own form with `Origin: null` (Fetch
    § 3.1), which is refused as a form of another site.
    """
    response["Referrer-Policy"] = "same-origin"
    return response


@login_not_required
def read_charter(request: HttpRequest) -> HttpResponse:
    """The charter in force, for all to read; members accept it here."""
    text = charter.in_force()
    user = request.user
    member = user if isinstance(user, Member) else None
    if request.method == "POST" and member is not None and text is not None:
        if request.POST.get("version") != str(text.version):
            messages.warning(request, CHANGED)
            return redirect(request.get_full_path())
        charter.sign(member, text, request)
        messages.success(request, "Merci. Votre accord est gardé, avec sa date.")
        return redirect(safe_next(request, reverse("home:dashboard")))
    signature = None
    if member is not None and text is not None:
        signature = text.signatures.filter(member=member).first()
    context = {
        "charter": text,
        "signature": signature,
        "next": safe_next(request, ""),
        "lost": LOST in request.GET,
        # It is shown, and may be sent, once the charter is accepted.
        "unsent_waits": None if signature else waiting(request),
        "missed": [] if signature or member is None else charter.missed_by(member),
        "replaced": charter.replaced() if member is not None else [],
        "signed_before": member is not None and member.signatures.exists(),
    }
    return render(request, "members/coming_in/charter.html", context)
