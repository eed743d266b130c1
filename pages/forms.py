"""Forms of Wagtail's admin for pages."""

from datetime import timedelta
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from members.admin_forms import OpenSpaces
from members.french import hour
from members.models import Member
from pages.blocks.seen import loaded, named

SCHEDULE = {
    "go_live_at": (
        "Publier le",
        "La page paraît d’elle-même, à la minute près\u202f; vide, elle paraît dès que "
        "vous publiez.",
    ),
    "expire_at": (
        "Retirer le",
        "Pour une annonce\u202f: le lendemain de la réunion. La page n’est plus lue, "
        "et rien n’est effacé.",
    ),
}


CHANGED = (
    "{by} a enregistré cette page à {at} pendant que vous l’écriviez. Rien n’est "
    "perdu, ni d’un côté ni de l’autre\u202f: l’historique de la page a sa version. "
    "Reprenez-en ce qu’il faut ci-dessous, puis enregistrez de nouveau."
)
OVER = (
    "Cette date est passée. Laissez la case vide pour que la page paraisse dès que "
    "vous la publiez."
)
#: What one takes to finish, once the time is written.
A_MOMENT = timedelta(minutes=15)
HIDDEN = (
    "Cette page cite une chose que vous ne voyez pas, ou qui n’est plus là\u202f: "
    "choisissez-en une autre dans la liste."
)


class PlacedForm(WagtailAdminPageForm):
    """Says that the space of a new page's place is closed; nothing typed is lost.

    The word on what changes is that of one publication: it is asked anew after each.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.has_unpublished_changes:
            self.initial["change_note"] = ""
        self.fields["slug"].required = False
        if "owner" in self.fields:
            listed = Member.objects.listed_to(self.for_user).values("pk")
            kept = Q(pk__in=listed) | Q(pk=self.instance.owner_id)
            self.fields["owner"].queryset = Member.objects.filter(kept)
        for name, (label, help_text) in SCHEDULE.items():
            if name in self.fields:
                self.fields[name].label = label
                self.fields[name].help_text = help_text

    def clean_slug(self) -> str:
        """The end of the address; made of the title when none is written."""
        given = str(self.cleaned_data["slug"] or self.instance.slug)
        if given:
            return given
        base = slugify(str(self.cleaned_data.get("title", "")))[:200] or "page"
        ends = chain([base], (f"{base}-{number}" for number in count(2)))
        place = self.parent_page
        return next(end for end in ends if Page._slug_is_available(end, place))

    def clean(self) -> Any:
        given = super().clean()
        self.keep_address_free(given.get("slug") or "")
        place = self.parent_page.specific if self.parent_page is not None else None
        # Right under the front page, a section has a space of its own.
        if not self.instance.pk and place is not None and place.depth > 2:
            closed = place.space.why_closed
            if closed:
                self.add_error(None, closed)
        self.refuse_what_is_over(given)
        self.tell_of_newer_revision()
        body = given.get("body")
        if body is not None and self.names_what_is_hidden(body):
            self.add_error("body", ValidationError(HIDDEN))
        return given

    def keep_address_free(self, slug: str) -> None:
        """Under the front page, an address that is a screen of the site would hide the
        page: « actualites », « themes »."""
        if self.parent_page is None or self.parent_page.depth != 2 or not slug:
            return
        try:
            found = resolve(f"/{slug}/")
        except Resolver404:
            return
        if found.view_name != "wagtail_serve":
            self.add_error(
                "slug",
                f"L’adresse «\u202f/{slug}/\u202f» est déjà celle d’un écran du "
                "site\u202f: la page y serait cachée. Choisissez une autre fin "
                "d’adresse.",
            )

    def refuse_what_is_over(self, given: dict[str, Any]) -> None:
        """A date of publication that is over would be that of this very moment."""
        at = given.get("go_live_at")
        if at and "go_live_at" in self.changed_data and at < timezone.now() - A_MOMENT:
            self.add_error("go_live_at", OVER)

    def tell_of_newer_revision(self) -> None:
        """Somebody has saved meanwhile: what was typed stays, and nothing is lost.

        Wagtail's script tells it too, when it runs and has had time to ask. Saved once
        more, it is meant: the form then knows the newer revision. What its author
        saved himself, a moment ago or in another window, is no surprise to him.
        """
        newest = self.instance.get_latest_revision() if self.instance.pk else None
        loaded = self.data.get("loaded_revision_id")
        if newest is None or not loaded or newest.user_id == self.for_user.pk:
            return
        made = newest.created_at.isoformat()
        if (loaded, self.data.get("loaded_revision_created_at", made)) != (
            str(newest.pk),
            made,
        ):
            by = newest.user or "Quelqu’un"
            self.add_error(None, CHANGED.format(by=by, at=hour(newest.created_at)))

    def names_what_is_hidden(self, body: Any) -> bool:
        """Does it name a thing that its author does not see, and that was not there?"""
        before = named(self.instance.body) if self.instance.pk else {}
        return any(
            keys - before.get(model, set()) - set(loaded(model, keys, self.for_user))
            for model, keys in named(body).items()
        )


class SectionForm(OpenSpaces, PlacedForm):
    """Asks for a space only where a section may choose it: under the front page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.parent_page is not None and self.parent_page.depth > 2:
            self.fields.pop("space", None)
