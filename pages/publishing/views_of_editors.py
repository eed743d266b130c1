"""What those who answer for a page do: answer, review, confirm."""

from __future__ import annotations

from typing import Any

from config.unsent import to_copy
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import TaskState

from members.french import in_words
from members.models import Space
from members.refusals import Refused
from members.rights import may_edit, require
from pages import glossary, questions
from pages.blocks.seen import Seen
from pages.contents import Anchors, Texts
from pages.models import ContentPage, NewsPage
from pages.narrower import unseen_in
from pages.publishing import new_terms, reviewing, workflow
from pages.publishing import proposals as verbs
from pages.publishing.forms import (
    AnswerForm,
    EntryForm,
    NewsForm,
    PageForm,
    WordForm,
)
from pages.publishing.models import Proposal
from pages.publishing.rights import may_answer, may_confirm
from pages.publishing.views import REFUSED, member, page_or_404, proposal_or_404

Retouched = PageForm | AnswerForm | EntryForm
WHY = "Écrivez pourquoi, en une phrase."


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed and what became of it; for who may answer, the answer."""
    found = proposal_or_404(request, pk)
    answers = found.is_waiting and may_answer(request.user, found)
    posted = request.POST if request.method == "POST" else None
    action = request.POST.get("action", "")
    word = WordForm(posted, needed=needed(found, action))
    edits = may_edit(request.user, found.space)
    page_form = form_of(found, action, posted) if answers and edits else None
    status = 200
    if posted is not None:
        status = REFUSED
        require(may_answer(request.user, found), found.space)
        if not found.is_waiting:  # another answered while this was being written
            return answered_before(request, found)
        forms_hold = word.is_valid() and (
            page_form is None or not page_form.is_bound or page_form.is_valid()
        )
        if forms_hold:
            try:
                return answer(request, found, action, word, page_form)
            except Refused as refused:
                word.add_error(None, refused.sentence)
    context = {
        "answers": answers,
        "edits": edits,
        "word": word,
        "page_form": page_form,
        "is_author": found.author_id == request.user.pk,
        "by_hand": verbs.why_by_hand(found) if answers and found.is_correction else "",
    }
    return shown(request, found, context, status)


def shown(
    request: HttpRequest, found: Proposal, context: dict[str, Any], status: int
) -> HttpResponse:
    """A proposal with its page, if the person sees it."""
    page = found.page
    seen = page is not None and page.is_visible_to(request.user)
    context |= {
        "section": "home",
        "proposal": found,
        "page": page if seen else None,
    }
    return render(request, "pages/publishing/proposal.html", context, status=status)


def answered_before(request: HttpRequest, found: Proposal) -> HttpResponse:
    """409: what was answered, by whom, and what was typed meanwhile, to be copied."""
    context = {"too_late": True, "to_copy": to_copy(request)}
    return shown(request, found, context, 409)


def needed(found: Proposal, action: str) -> str:
    """What is said when there is no word, to an answer that needs one."""
    if action == "done" and found.is_question:
        return "Écrivez la réponse à la question, ou l’endroit où elle se lit."
    return WHY if action == "refuse" else ""


def form_of(found: Proposal, action: str, posted: QueryDict | None) -> Retouched | None:
    """What its editors retouch before it is published: a page, an answer, a term."""
    if found.is_new_page:
        kept = {"title": found.title, "summary": found.summary, "text": found.text}
        given = posted if action in ("publish", "draft") else None
        return (NewsForm if found.is_news else PageForm)(given, initial=kept)
    if found.is_term:
        given = posted if action == "add_term" else None
        kept = {"short": found.title, "long": found.summary, "explanation": found.text}
        return EntryForm(given, initial=kept)
    if found.is_question and found.page and verbs.may_write_answer(found.page):
        groups = questions.groups(found.page.body)
        given = posted if action == "publish_answer" else None
        return AnswerForm(given, groups=groups, initial={"question": found.text})
    return None


def answer(
    request: HttpRequest,
    found: Proposal,
    action: str,
    word: WordForm,
    page_form: Retouched | None,
) -> HttpResponse:
    """Do what the button says, and say what was done."""
    by, said = member(request), word.cleaned_data["word"]
    if action == "refuse":
        verbs.refuse(by, found, said)
        messages.success(request, "Votre réponse est envoyée à son auteur.")
        return redirect(found)
    if action == "correct":
        verbs.correct(by, found, said)
        messages.success(request, "La page est corrigée et publiée. Merci.")
        return redirect(found)
    if action == "done" and not found.is_new_page and not found.is_term:
        verbs.done(by, found, said)
        messages.success(request, "C’est noté\u202f; son auteur est remercié.")
        return redirect(found)
    if action == "publish_answer" and page_form is not None and page_form.is_bound:
        anchor = verbs.publish_answer(by, found, word=said, **page_form.cleaned_data)
        messages.success(request, "La réponse est dans la page\u202f; merci.")
        assert found.page is not None
        return redirect(f"{found.page.get_url(request)}#{anchor}")
    if action == "add_term" and page_form is not None and page_form.is_bound:
        term = new_terms.add_term(by, found, word=said, **page_form.cleaned_data)
        messages.success(
            request,
            f"«\u202f{term}\u202f» est au glossaire\u202f; son auteur le sait.",
        )
        if warning := glossary.warning_of(term.short):
            messages.warning(request, warning)
        return redirect(term)
    if action in ("publish", "draft") and page_form is not None and page_form.is_bound:
        return made_page(request, found, action, said, page_form)
    raise Refused("Choisissez une réponse.")


def made_page(
    request: HttpRequest,
    found: Proposal,
    action: str,
    said: str,
    page_form: Retouched,
) -> HttpResponse:
    """Make the page that was proposed, and lead to where it is or is finished."""
    made = verbs.make_page(
        member(request),
        found,
        word=said,
        at_once=action == "publish",
        **page_form.cleaned_data,
    )
    if action == "publish":
        what = "L’actualité" if found.is_news else "La page"
        messages.success(request, f"{what} est publiée\u202f; son auteur le sait.")
        return redirect(made.get_url(request) or found.get_absolute_url())
    messages.success(request, "C’est un brouillon, à finir puis à publier.")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_pages:edit", made.pk)
    return redirect(found)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """« Toujours valable », beside the page."""
    page = page_or_404(request, pk)
    require(may_confirm(request.user, page) or not page.space.is_open)
    held = reviewing.confirm(member(request), page)
    messages.success(request, said_of(held))
    return redirect(page.get_url(request) or reverse("home:dashboard"))


def said_of(page: ContentPage) -> str:
    assert page.review_on is not None
    return (
        f"Merci\u202f: «\u202f{page.title}\u202f» est vérifiée aujourd’hui. On vous la "
        f"redemandera avant le {in_words(page.review_on)}."
    )


@login_not_required
@never_cache
def confirm_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the monthly mail: a page with one button, and its answer.

    A program that follows the links of mails confirms nothing: only the button does.
    """
    found = reviewing.of_token(token)
    if found is None:
        return render(request, "pages/publishing/confirm_over.html", status=410)
    if found.withdrawn is not None:
        return render(request, "pages/publishing/confirm_gone.html", {"link": found})
    page, served = found.page, found.served
    done = request.method == "POST" and served is None
    if done:
        page = reviewing.confirm(found.person, page)
    context = {"person": found.person, "page": page, "done": done, "served": served}
    return render(request, "pages/publishing/confirm.html", context)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A page that waits for the word of who edits its space: read it, then answer."""
    state = get_object_or_404(TaskState, pk=pk)
    page = workflow.page_of(state)
    if page is None or not may_look(request, page):
        raise Http404
    if state.status != TaskState.STATUS_IN_PROGRESS:
        messages.warning(request, workflow.OVER)
        return redirect("home:dashboard")
    posted = request.POST if request.method == "POST" else None
    approve = request.POST.get("action") == "approve"
    word = WordForm(posted, needed="" if approve else WHY)
    status = 200
    if posted is not None:
        status = REFUSED
        if word.is_valid():
            try:
                workflow.review(
                    member(request),
                    state,
                    approve=approve,
                    word=word.cleaned_data["word"],
                    revision=request.POST.get("revision", ""),
                )
            except Refused as refused:
                word.add_error(None, refused.sentence)
                page.refresh_from_db()
            else:
                said = "La page est publiée." if approve else "La page est renvoyée."
                messages.success(request, f"{said} Merci de l’avoir relue.")
                return redirect("home:dashboard")
    draft = page.get_latest_revision_as_object()
    context = {
        "section": "home",
        "state": state,
        "draft": draft,
        "seen": Seen(request.user, draft.body),
        "texts": Texts(draft.body, request.user),
        "picture": next(iter(Seen(request.user).of([of_news(draft)])), None),
        "revision": page.latest_revision_id,
        "live": page if page.live else None,
        "space": page.space,
        "word": word,
        "anchors": Anchors(),
        "by": state.workflow_state.requested_by,
        "can_answer": may_edit(request.user, page.space),
        "unseen": unseen_in(draft, request.user, page.space),
    }
    return render(request, "pages/publishing/review.html", context, status=status)


def of_news(draft: ContentPage) -> Any:
    """The picture of a draft, when it is a news that has one."""
    return draft.picture if isinstance(draft, NewsPage) else None


def may_look(request: HttpRequest, page: ContentPage) -> bool:
    """Who edits the space, a closed one too: he sees its drafts."""
    edited = Space.objects.edited_by(request.user)
    return bool(edited.filter(pk=page.space_id).exists())
