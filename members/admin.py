"""Accounts in Wagtail's admin.

Groups are not there to be chosen: they follow the role (`members.team`).
"""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import RedirectView
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserEditForm, UserForm
from wagtail.users.views import groups, users

from members import leaving
from members.accounts import (
    REFUSED,
    Standing,
    follow,
    keeping_an_administrator,
    may_manage,
)
from members.french import of
from members.models import Member
from members.name_form import NamedForm

HELPS = {
    "email": "Elle sert à se connecter, et reçoit les mails du site.",
    "first_name": "Celui qui se lit dans l’annuaire.",
    "last_name": "Celui qui se lit dans l’annuaire.",
    "role": "Ce que la personne voit et peut faire. Un membre occasionnel a une date "
    "de fin dans chacun de ses espaces.",
    "is_active": "Décochez pour fermer l’accès sans rien effacer.",
    "is_superuser": "Peut tout, réglages compris. Il en reste toujours un.",
    "professions": "La personne les change elle-même sur sa fiche.",
}


class AccountForm(NamedForm, UserEditForm):
    """An account; `for_user` is who fills it in. Nobody gives another a password."""

    password_enabled = False
    error_messages = UserForm.error_messages | {
        "duplicate_username": "Une personne a déjà cette adresse."
    }
    field_order = [
        "email",
        "first_name",
        "last_name",
        "role",
        "is_active",
        "is_superuser",
        "professions",
    ]

    def __init__(self, *args: Any, for_user: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Adresse mail"
        for name, help_text in HELPS.items():
            if name in self.fields:  # of one’s own account, some are not there
                self.fields[name].help_text = help_text
        if not for_user.is_superuser:
            self.fields.pop("is_superuser", None)
        if self.instance == for_user:
            self.fields.pop("role", None)

    class Meta:
        model = Member
        fields = [
            "email",
            "first_name",
            "last_name",
            "role",
            "professions",
            "is_superuser",
            "is_active",
        ]
        widgets = {"professions": forms.CheckboxSelectMultiple}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class MemberFilterSet(users.UserFilterSet):
    role = django_filters.MultipleChoiceFilter(
        label="Rôle", choices=Member.Role.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["group"]


def rank(member: Member) -> str:
    """What the list says of a person: administrator, or his role."""
    return "administrateur" if member.is_superuser else member.get_role_display()


class IndexView(users.IndexView):
    page_title = "Comptes"
    add_item_label = "Inviter quelqu’un"

    @cached_property
    def columns(self) -> list[Column]:
        role = Column("role", accessor=rank, label="Rôle", sort_key="role")
        columns = {column.name: column for column in super().columns}
        columns["is_superuser"] = role
        columns["email"].label = "Adresse mail"
        columns["is_active"].label = "Ouvert"
        return list(columns.values())

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().filter(anonymised_at__isnull=True)

    def get_edit_url(self, instance: Member) -> str | None:
        if not may_manage(self.request.user, instance):
            return None
        return super().get_edit_url(instance)


class ManagedMixin:
    """Refuses the account of an administrator to who is none."""

    object: Member

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_manage(request.user, self.object):  # type: ignore[arg-type]
            context = {"sentence": REFUSED}
            return render(request, "members/admin/refused.html", context, status=403)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class EditView(ManagedMixin, users.EditView):
    delete_item_label = "Effacer le compte"
    success_message = "Le compte de %(object)s est enregistré."
    error_message = "Le compte n’est pas enregistré\u202f: il reste des erreurs."

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"for_user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        before = Standing.of(self.object)
        with keeping_an_administrator():
            answer = super().form_valid(form)
            follow(self.object, before, self.request)
        return answer


class DeleteView(ManagedMixin, users.DeleteView):
    """Takes the person's name out; what he published stays (`members.leaving`)."""

    page_title = "Effacer le compte"
    success_message = (
        "Le compte est effacé. Ce que la personne a publié reste, signé "
        "«\u202fAncien membre\u202f»."
    )

    @property
    def confirmation_message(self) -> str:
        return (
            f"Effacer ce que le site sait {of(self.object)}\u202f? Ce qui a été publié "
            "reste, signé «\u202fAncien membre\u202f». Cela ne s’annule pas\u202f: "
            "pour "
            "seulement fermer l’accès, décochez «\u202fCompte ouvert\u202f»."
        )

    def delete_action(self) -> None:
        leaving.anonymise(self.request.user, self.object)  # type: ignore[arg-type]


class MemberViewSet(users.UserViewSet):
    menu_label = "Comptes"
    menu_order = 255
    add_to_settings_menu = False
    add_to_admin_menu = True
    # A copy would be made with what the form does not show: an administrator's rank.
    copy_view_enabled = False
    # No template of Wagtail's there: they name each field, groups among them.
    template_prefix = "members/admin/"
    filterset_class = MemberFilterSet
    index_view_class = IndexView
    edit_view_class = EditView
    delete_view_class = DeleteView

    @property
    def add_view(self) -> Any:
        """Who comes in is invited: so his address is his, and he signs the charter."""
        return RedirectView.as_view(pattern_name="members:invite")

    def get_form_class(self, for_update: bool = False) -> Any:
        return AccountForm

    def get_search_area(self) -> SearchArea:
        return self.search_area_class(
            "Comptes",
            reverse(self.get_url_name("index")),
            name="users",
            icon_name="user",
            order=600,
        )


class GroupViewSet(groups.GroupViewSet):
    add_to_settings_menu = False
