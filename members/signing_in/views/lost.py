"""Staff help who has lost the second factor."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from members.french import of
from members.models import Member
from members.signing_in import factors
from members.signing_in.asking import member_of
from members.signing_in.lost import forget_factors, may_forget


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label="Je lui ai parlé de vive voix, et c’est bien cette personne",
        help_text="Un mail qui le demande peut venir de qui veut entrer à sa place.",
        error_messages={"required": "Appelez-la d’abord, puis cochez cette case."},
    )


@reauthentication_required(app="allauth.mfa")
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove the second factors of a person, once sure that it is he who asks."""
    by = member_of(request)
    person = get_object_or_404(Member.objects.listed_to(by), pk=pk)
    if not may_forget(by, person):
        raise PermissionDenied
    form = SureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        forget_factors(person, by=by)
        messages.success(
            request, f"Les seconds facteurs {of(person)} sont retirés. Un mail le dit."
        )
        return redirect(person)
    context = {
        "section": "directory",
        "person": person,
        "form": form,
        "count": len(factors.of(person)),
        "is_required": factors.is_required(person),
    }
    status = 422 if form.errors else 200
    return render(request, "account/forget_factor.html", context, status=status)
