"""Members in Wagtail's admin."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from members.models import Member, Profession

FIELDS = {"role", "professions"}


class ProfessionsMixin(forms.Form):
    professions = forms.ModelMultipleChoiceField(
        Profession.objects.all(),
        label="Professions",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class MemberEditForm(ProfessionsMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        model = Member
        fields = UserEditForm.Meta.fields | FIELDS


class MemberCreationForm(ProfessionsMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = Member
        fields = UserCreationForm.Meta.fields | FIELDS


class MemberViewSet(UserViewSet):
    template_prefix = "members/admin/"

    def get_form_class(self, for_update: bool = False) -> Any:
        return MemberEditForm if for_update else MemberCreationForm
