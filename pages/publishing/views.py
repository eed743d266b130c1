"""What every member does with a page: propose, signal, follow what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from members.models import Member
from members.rights import require
from members.signing_in import limits
from members.spaces import closed
from pages.models import ArticlePage, ContentPage, FaqPage, NewsPage
from pages.publishing import history as histories
from pages.publishing import new_terms, own
from pages.publishing import proposals as verbs
from pages.publishing.forms import (
    CorrectionForm,
    NewsForm,
    PageForm,
    ProblemForm,
    QuestionForm,
    TermForm,
)
from pages.publishing.models import Proposal
from pages.publishing.rights import may_propose, may_report, takes

REFUSED = 422  # a form that came back with errors (RFC 9110 § 15.5.21)
TOO_MANY = 429
PER_PAGE = 20


def member(request: HttpRequest) -> Member:
    """The person who is signed in; the doors before the views see to it."""
    assert isinstance(request.user, Member)
    return request.user


def page_or_404(request: HttpRequest, pk: int) -> ContentPage:
    """A published page that the person sees."""
    seen = ContentPage.objects.live().visible_to(request.user)
    found: ContentPage = get_object_or_404(seen.select_related("space"), pk=pk)
    return found


def proposal_or_404(request: HttpRequest, pk: int) -> Proposal:
    seen = Proposal.objects.visible_to(request.user).for_lists()
    seen = seen.telling_space(request.user)
    found: Proposal = get_object_or_404(seen, pk=pk)
    return found


def proposals(request: HttpRequest) -> HttpResponse:
    """All that the person proposed, and all that waits for his answer."""
    user = member(request)
    others = Proposal.objects.waiting().for_lists().exclude(author=user)
    in_order = others.order_by("made_at", "pk")
    frozen = list(in_order.frozen_for(user)[:100])
    mine = Paginator(own.everything(user), PER_PAGE)
    page = mine.get_page(request.GET.get("page"))
    closed.look_up(each.space for each in [*frozen, *page.object_list])
    context = {
        "section": "home",
        "waiting": in_order.answerable_by(user)[:100],
        "frozen": frozen,
        "page_obj": page,
    }
    return render(request, "pages/publishing/proposals.html", context)


def write(
    request: HttpRequest,
    page: ContentPage | None,
    form: forms.BaseForm,
    send: Callable[[dict[str, Any]], Proposal],
    context: dict[str, Any],
) -> HttpResponse:
    """Show a form and what is wrong with it; or send, say so, and lead to it."""
    status = 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            wait = limits.to_wait(request, "write_to_editors", str(request.user.pk))
            if not wait:
                sent = send(form.cleaned_data)
                messages.success(request, context["thanks"])
                return redirect(sent)
            status = TOO_MANY
            form.add_error(
                None,
                "Vous avez beaucoup écrit en peu de temps\u202f: recommencez dans "
                f"{limits.in_words(wait)}. Ce que vous avez tapé est gardé ici.",
            )
    whole: dict[str, Any] = {"section": "themes", "page": page, "form": form}
    if page is not None:
        back = page.get_url(request)
        above = [(page.title, back)]
        whole |= {"space": page.space, "back": back, "breadcrumb": above}
    return render(
        request, "pages/publishing/write.html", whole | context, status=status
    )


def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what should stand there instead."""
    page = page_or_404(request, pk)
    require(may_propose(request.user, page.space), page.space)
    form = CorrectionForm(request.POST or None)
    context = {
        "title": "Proposer une correction",
        "lead": "Les personnes qui animent l’espace la lisent, et vous répondent.",
        "send": "Proposer cette correction",
        "thanks": "Merci\u202f: votre correction est proposée. Vous suivez ici ce "
        "qu’elle devient.",
    }
    return write(
        request,
        page,
        form,
        lambda given: verbs.propose_correction(member(request), page, **given),
        context,
    )


def new_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a page that would stand under this one."""
    page = place_or_404(request, pk, ArticlePage)
    context = {
        "title": "Proposer une page",
        "lead": f"Elle prendrait place dans «\u202f{page.title}\u202f». Les personnes "
        "qui animent l’espace la lisent, la publient ou vous répondent.",
        "send": "Proposer cette page",
        "thanks": "Merci\u202f: votre page est proposée. Vous suivez ici ce qu’elle "
        "devient.",
    }
    return write(
        request,
        page,
        PageForm(request.POST or None),
        lambda given: verbs.propose_page(member(request), page, **given),
        context,
    )


def new_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a news that would be told under this page."""
    page = place_or_404(request, pk, NewsPage)
    context = {
        "title": "Proposer une actualité",
        "lead": f"Elle paraîtrait dans «\u202f{page.title}\u202f», à la date de sa "
        "publication. Les personnes qui animent l’espace la lisent, la publient ou "
        "vous répondent.",
        "send": "Proposer cette actualité",
        "thanks": "Merci\u202f: votre actualité est proposée. Vous suivez ici ce "
        "qu’elle devient.",
    }
    return write(
        request,
        page,
        NewsForm(request.POST or None),
        lambda given: verbs.propose_page(
            member(request), page, kind=Proposal.Kind.NEWS, **given
        ),
        context,
    )


def place_or_404(request: HttpRequest, pk: int, kind: type[ContentPage]) -> ContentPage:
    """A page under which one may propose a page of this kind; staff make the others."""
    page = page_or_404(request, pk)
    require(may_propose(request.user, page.space), page.space)
    if not takes(page, kind):
        raise Http404
    return page


def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what a page of questions does not answer."""
    page = page_or_404(request, pk)
    require(may_report(request.user, page), page.space)
    if page.specific_class is not FaqPage:
        raise Http404
    context = {
        "title": "Poser une question",
        "lead": "Les personnes qui animent l’espace sont prévenues par mail. Leur "
        "réponse vous revient, et prend place dans la page si elle sert à d’autres.",
        "send": "Poser cette question",
        "thanks": "Merci\u202f: votre question est posée. Vous suivez ici la réponse.",
    }
    return write(
        request,
        page,
        QuestionForm(request.POST or None),
        lambda given: verbs.ask_question(member(request), page, **given),
        context,
    )


def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that something is wrong with the page."""
    page = page_or_404(request, pk)
    require(may_report(request.user, page), page.space)
    context = {
        "title": "Signaler un problème",
        "lead": "La personne qui tient cette page en est prévenue par mail.",
        "send": "Signaler",
        "thanks": "Merci\u202f: c’est signalé. Vous suivez ici la réponse.",
    }
    return write(
        request,
        page,
        ProblemForm(request.POST or None),
        lambda given: verbs.report_problem(member(request), page, **given),
        context,
    )


def new_term(request: HttpRequest) -> HttpResponse:
    """A term that the glossary lacks; `sigle`: what one has looked for there."""
    glossary = reverse("pages:glossary")
    context = {
        "section": "glossary",
        "title": "Proposer un terme",
        "lead": "L’équipe du Pays le lit, l’ajoute au glossaire ou vous répond.",
        "send": "Proposer ce terme",
        "thanks": "Merci\u202f: votre terme est proposé. Vous suivez ici ce qu’il "
        "devient.",
        "back": glossary,
        "breadcrumb": [(new_terms.GLOSSARY, glossary)],
    }
    short = " ".join(request.GET.get("sigle", "").split())[:40]
    return write(
        request,
        None,
        TermForm(request.POST or None, initial={"short": short}),
        lambda given: new_terms.propose_term(member(request), **given),
        context,
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = proposal_or_404(request, pk)
    verbs.withdraw(member(request), found)
    messages.success(request, "C’est retiré\u202f: personne n’a plus à y répondre.")
    return redirect("pages:proposals")


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """All that happened to a page, as its readers may know it."""
    page = page_or_404(request, pk)
    rows = Paginator(histories.entries(page), 50).get_page(request.GET.get("page"))
    context = {
        "section": "themes",
        "page": page,
        "page_obj": rows,
        "lines": histories.lines(rows.object_list, request.user),
        "breadcrumb": [(page.title, page.get_url(request))],
    }
    return render(request, "pages/publishing/history.html", context)
