"""What belongs to the account beside its means: address, sessions, who you are."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.signing_in import limits, mailed_codes, mails, sessions
from members.signing_in.adapters import TOO_MANY, WRONG_MAILED_CODE
from members.signing_in.addresses import change_address
from members.signing_in.asking import member_of
from members.signing_in.devices import name_of
from members.signing_in.forms import ChangeAddressForm, MailedCodeForm

NEW_ADDRESS, WHO_YOU_ARE = "address_code", "confirm_code"
PAGE = 20
confirmed = reauthentication_required(app="allauth.account")


@confirmed
def address(request: HttpRequest) -> HttpResponse:
    """Ask for a code at the new address.

    It answers the same when the address is somebody else's: then the worker sends him
    another letter, and nobody gets the code.
    """
    member = member_of(request)
    form = ChangeAddressForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        limits.count(request, "change_address", member.email)
        email = form.cleaned_data["email"]
        code = mailed_codes.begin(request, NEW_ADDRESS, email)
        minutes = mailed_codes.LIFE // 60
        mails.mail_address_code.enqueue(email, code, minutes, member.pk)
        return redirect("confirm_address")
    return render(request, "account/address.html", {"form": form})


@confirmed
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Type the code; the address is then changed."""
    to = mailed_codes.pending(request, NEW_ADDRESS)
    if not to:
        return redirect("change_address")
    form = MailedCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if mailed_codes.check(request, NEW_ADDRESS, form.cleaned_data["code"]):
            return changed(request, to)
        if not mailed_codes.pending(request, NEW_ADDRESS):
            messages.error(request, TOO_MANY)
            return redirect("change_address")
        form.add_error("code", WRONG_MAILED_CODE)
    return render(request, "account/address_code.html", {"form": form, "email": to})


def changed(request: HttpRequest, to: str) -> HttpResponse:
    try:
        with transaction.atomic():
            change_address(request, member_of(request), to)
    except IntegrityError:  # he has proved that the mailbox is his: he may know
        messages.error(request, "Une autre personne a déjà cette adresse.")
        return redirect("change_address")
    messages.success(request, f"Vous vous connectez désormais avec {to}.")
    return redirect("mfa_index")


def confirm_by_mail(request: HttpRequest) -> HttpResponse:
    """Say again who you are, for who has neither password nor second factor."""
    member = member_of(request)
    form = MailedCodeForm(request.POST if "code" in request.POST else None)
    context = {"form": form, "email": member.email, "next": request.GET.get("next", "")}
    if request.method == "POST" and "code" not in request.POST:
        limits.count(request, "confirm_by_mail", member.email)
        mailed_codes.send(request, WHO_YOU_ARE, member.email, member)
        context["sent"] = True
    elif request.method == "POST" and form.is_valid():
        if mailed_codes.check(request, WHO_YOU_ARE, form.cleaned_data["code"]):
            record_authentication(request, member, "code", reauthenticated=True)
            return resume_request(request) or redirect("mfa_index")
        form.add_error("code", WRONG_MAILED_CODE)
    context["sent"] = bool(mailed_codes.pending(request, WHO_YOU_ARE))
    return render(request, "account/confirm_by_mail.html", context)


def open_sessions(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    page = Paginator(sessions.of(member_of(request)), PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        {
            "session": session,
            "device": name_of(session.user_agent),
            "is_current": session.session_key == request.session.session_key,
        }
        for session in page
    ]
    context = {"rows": rows, "page_obj": page, "count": page.paginator.count}
    return render(request, "usersessions/usersession_list.html", context)


@require_POST
def close_session(request: HttpRequest, pk: int) -> HttpResponse:
    own = UserSession.objects.filter(user=member_of(request))
    session = get_object_or_404(own, pk=pk)
    if session.session_key == request.session.session_key:
        messages.info(request, "Pour fermer celle-ci, déconnectez-vous.")
    else:
        sessions.close(request, session)
        messages.success(request, "Cette session est fermée.")
    return redirect("open_sessions")


@require_POST
def close_other_sessions(request: HttpRequest) -> HttpResponse:
    closed = sessions.close_others(request, member_of(request))
    if closed:
        messages.success(request, "Vos autres sessions sont fermées.")
    else:
        messages.info(request, "Il n’y a pas d’autre session ouverte.")
    return redirect("open_sessions")
