"""Choosing a member in Wagtail's admin: only people whom one may find."""

from typing import Any

from django import forms
from django.http import HttpRequest
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from members.models import Member
from members.words import asked


class MemberFilterForm(BaseFilterForm):
    """People whose card has every word typed."""

    q = forms.CharField(
        label="Nom, profession, commune",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Nom, profession, commune"}),
    )

    def filter(self, objects: Any) -> Any:
        typed = self.cleaned_data.get("q", "")
        words = asked(typed)
        for word in words:
            objects = objects.filter(folded__contains=f" {word}")
        self.is_searching = bool(words)
        self.search_query = typed
        return objects


class AmongThoseListed:
    """What the two views of the chooser share."""

    filter_form_class = MemberFilterForm
    request: HttpRequest

    def get_object_list(self) -> Any:
        found = Member.objects.listed_to(self.request.user)
        return found.prefetch_related("professions").order_by("folded", "pk")

    @property
    def columns(self) -> list[Column]:
        trades = Column("professions", label="Professions", accessor=professions)
        first, *others = super().columns  # type: ignore[misc]
        first.label = "Nom"
        return [first, *others, trades]


def professions(member: Member) -> str:
    return "\u202f; ".join(profession.name for profession in member.professions.all())


class ChooseMembers(AmongThoseListed, chooser.ChooseView):
    pass


class ChooseMembersResults(AmongThoseListed, chooser.ChooseResultsView):
    pass


class MemberChooserViewSet(ChooserViewSet):
    model = Member
    icon = "user"
    page_title = "Choisir une personne"
    choose_one_text = "Choisir une personne"
    choose_another_text = "Choisir une autre personne"
    edit_item_text = "Voir ce compte"
    choose_view_class = ChooseMembers
    choose_results_view_class = ChooseMembersResults
    register_widget = False


member_chooser = MemberChooserViewSet("member_chooser")
MemberChooserBlock: Any = member_chooser.get_block_class(
    name="MemberChooserBlock", module_path="pages.choosers"
)
