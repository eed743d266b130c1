"""What Wagtail asks of us."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from members.refusals import Refused
from members.rights import InSpace, may_edit, require_open
from pages import checks, comparing, french, glossary, own_links
from pages.choosers import member_chooser
from pages.models import ContentPage, Term
from pages.publishing import admin
from pages.publishing.models import Proposal
from pages.views import check_rights

hooks.register("before_serve_page", check_rights)
hooks.register("construct_wagtail_userbar", checks.look_at_what_is_written)
hooks.register("register_admin_viewset", lambda: member_chooser)
french.say()
comparing.keep_lines()
admin.register()


@hooks.register("construct_page_chooser_queryset")
def choose_visible_pages(pages: Any, request: HttpRequest) -> Any:
    """Only pages that the person may see are offered."""
    return pages.filter(
        pk__in=ContentPage.objects.visible_to(request.user).values("pk")
    )


def keep_closed(request: HttpRequest, page: Any, *places: Any) -> None:
    """Say that a space is closed, or not the person's, before a question is asked.

    `places` are where the page goes, when it moves.
    """
    keys = [each.pk for each in (page, *places) if isinstance(each, Page)]
    found = ContentPage.objects.filter(pk__in=keys).select_related("space")
    for each in found:
        # A section under the front page has a space of its own, whatever the front's.
        if each.pk != page.pk and each.depth <= 2:
            continue
        require_open(each.space)
        if not may_edit(request.user, each.space):
            raise Refused(NOT_YOURS.format(each.space))


NOT_YOURS = (
    "Rien n’est changé\u202f: vous n’animez pas l’espace «\u202f{}\u202f». Demandez à "
    "une personne qui l’anime."
)

for door in (
    "before_delete_page",
    "before_unpublish_page",
    "before_convert_alias_page",
    "before_move_page",
):
    hooks.register(door, keep_closed)


@hooks.register("before_delete_page")
def tell_what_waits(request: HttpRequest, page: Page) -> None:
    """Before the question: what people sent about the page, and nobody answered."""
    if request.method != "GET":
        return
    there = Page.objects.descendant_of(page, inclusive=True).values("pk")
    number = Proposal.objects.waiting().filter(page__in=there).count()
    if number == 1:
        messages.warning(request, ONE_WAITS)
    elif number:
        messages.warning(request, MANY_WAIT.format(number))


ONE_WAITS = (
    "Une proposition, une correction ou un problème signalé y attend une réponse. "
    "Répondez d’abord\u202f: une fois la page supprimée, il ne restera qu’à refuser."
)
MANY_WAIT = (
    "{} propositions, corrections ou problèmes signalés y attendent une réponse. "
    "Répondez d’abord\u202f: une fois la page supprimée, il ne restera qu’à refuser."
)


@hooks.register("before_edit_page")
def keep_closed_to_changes(request: HttpRequest, page: Any) -> None:
    # What was typed while the space closed is not lost: the form says why.
    if request.method == "GET":
        keep_closed(request, page)


@hooks.register("before_create_page")
def keep_closed_to_new_pages(request: HttpRequest, parent: Any, kind: Any) -> None:
    # Right under the front page, a section has a space of its own, which it asks for.
    if parent.depth > 2 and request.method == "GET":
        keep_closed(request, parent)


@hooks.register("before_bulk_action")
def keep_closed_to_all(
    request: HttpRequest, action_type: str, things: Any, action: Any
) -> None:
    """Several things at once, of which one lives in a closed space: none changes."""
    for thing in things:
        place = getattr(thing, "specific", thing)
        if isinstance(place, InSpace):
            require_open(place.space)


@hooks.register("construct_help_menu")
def leave_out_wagtails_own_pages(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail and its guide are elsewhere, and in English."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


class OnceEach:
    """Two people who save the same short form at once have both passed the check: the
    second is told by the form, as he would have been a moment later."""

    def form_valid(self, form: Any) -> Any:
        view: Any = super()
        try:
            return view.form_valid(form)
        except IntegrityError:
            form.add_error("short", form.instance.why_twice() or JUST_TAKEN)
        view.is_valid(form)  # Wagtail's sentence at the head of the form
        return view.form_invalid(form)


JUST_TAKEN = "Quelqu’un vient d’écrire ce terme. Enregistrez à nouveau."


class AddTerm(OnceEach, CreateView):
    pass


class EditTerm(OnceEach, EditView):
    pass


def warn_of_a_word(request: HttpRequest, term: Any) -> None:
    """A term that is written as a word of every day is underlined wherever it is."""
    if isinstance(term, Term) and (said := glossary.warning_of(term.short)):
        messages.warning(request, f"C’est enregistré. {said}")


for when in ("after_create_snippet", "after_edit_snippet"):
    hooks.register(when, warn_of_a_word)


class TermViewSet(SnippetViewSet):
    model = Term
    add_view_class = AddTerm
    edit_view_class = EditTerm
    icon = "openquote"
    menu_label = "Glossaire"
    menu_order = 255
    add_to_admin_menu = True
    list_display = ["short", "long"]
    search_fields = ["short", "long", "explanation"]
    panels = [FieldPanel("short"), FieldPanel("long"), FieldPanel("explanation")]


register_snippet(TermViewSet)


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's
def know_own_links(features: Any) -> None:
    """A whole address of ours that is pasted is kept as a link to its page."""
    rules = features.converter_rules_by_converter["contentstate"]["link"]
    rules["to_database_format"]["entity_decorators"]["LINK"] = own_links.link
