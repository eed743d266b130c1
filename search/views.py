"""The page of results."""

import logging
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from members.directory import finding
from members.rights import User
from pages.glossary import Known
from search.engine import Answer, EngineError
from search.facade import Result, find, last_page
from search.forms import read_question
from search.results import show

#: People of the directory shown above the results; as many structures, and contacts.
PEOPLE = 3
logger = logging.getLogger("maillage.search")


def results(request: HttpRequest) -> HttpResponse:
    """What the person finds; works without scripts, and a link reproduces it.

    503 with a sentence when the index cannot be asked.
    """
    question = read_question(request.GET)
    status = 200
    try:
        result = find(request.user, question)
        last = last_page(result.answer, question)
        if question.page > last:  # an old link, a number typed: the last there is
            question = replace(question, page=last)
            result = find(request.user, question)
    except EngineError:
        logger.exception("the index does not answer")
        result, status = Result(Answer()), 503
    context = show(request.user, result, question, request.GET)
    context |= {"section": "search", "index_is_down": status == 503}
    if question.page == 1:
        context["term"] = result.term
        context |= in_directory(request.user, question.text, result.term)
    return render(request, "search/results.html", context, status=status)


def in_directory(user: User, text: str, term: Known | None) -> dict[str, Any]:
    """What the directory has of this name; of this kind, by its acronym too."""
    found: dict[str, Any] = {
        "people": finding.bearing(user, text, PEOPLE),
        "trade": finding.trade(user, text),
        "contacts": finding.contacts(user, text, PEOPLE),
        "places": finding.structures(user, text, PEOPLE),
    }
    asked = text.strip()
    if term and not found["places"]:
        asked = term.short
        found["places"] = finding.structures(user, asked, PEOPLE)
    return {**found, "in_directory": any(found.values()), "directory_query": asked}
