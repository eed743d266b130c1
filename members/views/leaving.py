"""*Mes données*: what is held about me, my mail, and how to leave."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
)
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from members import journal, leaving, personal
from members.accounts import LAST
from members.french import quoted
from members.models import Member
from members.refusals import Refused
from members.spaces import unrun
from members.zipped import begun

#: Who asks is to have said a moment ago who he is (docs/signing-in.md).
confirmed = reauthentication_required(app="allauth.account")


class NewsForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Member
        fields = ["news_mail"]
        widgets = {"news_mail": forms.RadioSelect}


class LeaveForm(forms.Form):
    """How to leave; the address is typed so that nobody leaves by a slip."""

    how = forms.ChoiceField(
        label="Que faire de mon compte\u202f?",
        choices=[
            (
                "close",
                "Le fermer\u202f: je n’apparais plus, et l’équipe du Pays peut le "
                "rouvrir.",
            ),
            (
                "erase",
                "Effacer mes données\u202f: ce que j’ai publié reste, signé "
                "«\u202fAncien "
                "membre\u202f». Cela ne s’annule pas.",
            ),
        ],
        widget=forms.RadioSelect,
        initial="close",
    )
    email = forms.CharField(
        label="Écrivez votre adresse mail pour confirmer",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: object, member: Member, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.member = member

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.member.email:
            raise forms.ValidationError(
                f"Ce n’est pas votre adresse\u202f: écrivez {self.member.email}"
            )
        return email


def person(request: HttpRequest) -> Member:
    if not isinstance(request.user, Member):
        raise Http404
    return request.user


def index(request: HttpRequest) -> HttpResponse:
    member = person(request)
    context = {"form": NewsForm(instance=member), "section": "account"}
    return render(request, "members/my_data.html", context)


@require_POST
def news_mail(request: HttpRequest) -> HttpResponse:
    member = person(request)
    form = NewsForm(request.POST, instance=member)
    if form.is_valid():
        Member.objects.filter(pk=member.pk).update(
            news_mail=form.cleaned_data["news_mail"]
        )
        messages.success(request, "C’est enregistré.")
    else:
        messages.error(request, "Choisissez l’une des trois réponses.")
    return redirect("members:my_data")


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest) -> HttpResponseBase:
    """All that is held about the person, as a ZIP, once he has said again who he is.

    Who was asked comes back here by GET, and is led to the button. (allauth would
    go on with his POST, and leave him before the form that he has just filled in.)
    """
    member = person(request)
    try:
        raise_if_reauthentication_required(request, app="allauth.account")
    except ReauthenticationRequired:
        if request.method == "POST":
            return redirect("members:my_data_copy")
        raise
    if request.method != "POST":
        messages.success(
            request,
            "C’est bien vous\u202f: le bouton «\u202fTélécharger mes données\u202f», "
            "plus bas, vous les donne maintenant.",
        )
        return redirect("members:my_data")
    journal.record(
        journal.Kind.EXPORT, "copie de ses données", about=member, request=request
    )
    return archive_of(member)


def archive_of(member: Member) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        # What is known of him, then the first bytes of the first file.
        begun(personal.archive(member), 2),
        content_type="application/zip",
    )
    name = f"mes-donnees-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@confirmed
def leave(request: HttpRequest) -> HttpResponse:
    member = person(request)
    form = LeaveForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        erase = form.cleaned_data["how"] == "erase"
        try:
            if erase:
                leaving.anonymise(member, member)
            else:
                leaving.close(member, member)
        except Refused as error:
            form.add_error(None, error.sentence)
        else:
            logout(request)
            context = {"erased": erase}
            return render(request, "members/left.html", context)
    status = 422 if form.errors else 200
    context = {"form": form, "before": before(member), "section": "account"}
    return render(request, "members/leave.html", context, status=status)


def before(member: Member) -> list[str]:
    """What is to be settled before he leaves, said as soon as he thinks of it."""
    said = []
    others = Member.objects.filter(is_superuser=True, is_active=True)
    if member.is_superuser and not others.exclude(pk=member.pk).exists():
        said.append(LAST)
    if spaces := unrun.alone(member):
        names = ", ".join(quoted(space.name) for space in spaces)
        said.append(
            f"Vous êtes la seule personne à animer {names}\u202f: nommez quelqu’un "
            "avant de partir, sinon l’équipe du Pays devra s’en occuper."
        )
    return said
