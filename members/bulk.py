"""What is done in Wagtail's admin to several accounts at once.

Wagtail's own actions would do it to administrators too, to accounts that the filters
of the list had put aside, and without a word to `members.team`.
"""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from wagtail.users.views import bulk_actions

from members import leaving
from members.accounts import Standing, follow, keeping_an_administrator, may_manage
from members.admin import MemberFilterSet
from members.models import Member


class ManagedMixin:
    """Leaves administrators to administrators, and follows the list's filters."""

    request: Any

    def check_perm(self, account: Member) -> bool:
        allowed: bool = super().check_perm(account)  # type: ignore[misc]
        return allowed and may_manage(self.request.user, account)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Member, int]:
        asked = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]
        listed = MemberFilterSet(
            self.request.GET,
            Member.objects.filter(pk__in=asked),
            request=self.request,
        )
        return listed.qs.values_list("pk", flat=True)


def told(done: str, count: int) -> str:
    """`2 comptes ouverts` for `ouvert`."""
    s = "s" if count > 1 else ""
    return f"{count}\u00a0compte{s} {done}{s}."


class Delete(ManagedMixin, bulk_actions.DeleteBulkAction):
    """Takes out the names of those who were ticked, never of a whole list at once."""

    def get_all_objects_in_listing_query(self, parent_id: Any) -> QuerySet[Member, int]:
        return Member.objects.none().values_list("pk", flat=True)

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "request": self.request}

    @classmethod
    def execute_action(
        cls, objects: list[Member], request: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        with keeping_an_administrator():
            for member in objects:
                leaving.anonymise(request.user, member)
        return len(objects), 0

    def get_success_message(self, count: int, children: int) -> str:
        return told("effacé", count)


class SetOpen(ManagedMixin, bulk_actions.SetActiveStateBulkAction):
    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "request": self.request}

    @classmethod
    def execute_action(
        cls,
        objects: list[Member],
        mark_as_active: bool = False,
        request: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        with keeping_an_administrator():
            for member in objects:
                before = Standing.of(member)
                member.is_active = mark_as_active
                member.save(update_fields=["is_active"])
                follow(member, before, request)
        return len(objects), 0

    def get_success_message(self, count: int, children: int) -> str:
        opened = self.cleaned_form.cleaned_data["mark_as_active"]
        return told("ouvert" if opened else "fermé", count)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=Member.Role.choices)


class SetRole(ManagedMixin, bulk_actions.AssignRoleBulkAction):
    """Gives one of our roles, where Wagtail's would give a group."""

    form_class = RoleForm

    def check_perm(self, account: Member) -> bool:
        return super().check_perm(account) and account != self.request.user

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "request": self.request}

    @classmethod
    def execute_action(
        cls, objects: list[Member], role: str = "", request: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        with transaction.atomic():
            for member in objects:
                before = Standing.of(member)
                member.role = role
                member.save(update_fields=["role"])
                follow(member, before, request)
        return len(objects), 0

    def get_success_message(self, count: int, children: int) -> str:
        return told("modifié", count)
