"""The selection: documents gathered from the lists, and what is done with them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from library import selection
from library.door import passing
from library.folders import paths_of
from library.forms import MarkForm, MoveForm
from library.models import Document, StampedCopy
from library.typography import counted
from library.views.documents import member, status
from library.views.files import private
from members import journal
from members.refusals import Refused
from members.zipped import begun

#: Characters of an address that mail programs still take.
LONGEST_MAIL = 1900


def ticked(request: HttpRequest) -> list[int]:
    given = request.POST.getlist("document")
    return [int(key) for key in given if key.isdecimal() and len(key) < 10]


def back(request: HttpRequest) -> str:
    """The list from which the person came, if it is one of ours."""
    given = request.POST.get("retour", "")
    if url_has_allowed_host_and_scheme(given, allowed_hosts=None):
        return given
    return reverse("library:documents")


def shown(request: HttpRequest, **forms: object) -> HttpResponse:
    """What is gathered, and what may be done with it."""
    by = member(request)
    documents = list(selection.chosen(request))
    lines = [
        f"{each.title}\n{urljoin(f'{settings.SITE_ADDRESS}/', each.get_absolute_url())}"
        for each in documents
    ]
    mailed = in_a_mail(lines)
    context = {
        "section": "library",
        "documents": documents,
        "mailed": "\n\n".join(mailed),
        "not_mailed": len(lines) - len(mailed),
        "size": sum(each.current.size for each in documents if each.current),
        "links": "\n\n".join(lines),
        "left_out": selection.left_out(documents),
        "folders": paths_of(Document.objects.visible_to(by)),
        "move_form": MoveForm(user=by),
        "mark_form": MarkForm(user=by),
        **forms,
    }
    bound = [form for form in forms.values() if form]
    code = status(bound[0]) if bound else 200  # type: ignore[arg-type]
    return render(request, "library/selection.html", context, status=code)


def gathered(request: HttpRequest) -> HttpResponse:
    return shown(request)


def in_a_mail(lines: list[str]) -> list[str]:
    """The first that the address of a mail holds, each whole."""
    length, kept = 0, []
    for line in lines:
        length += len(quote(line)) + len(quote("\n\n"))
        if length > LONGEST_MAIL:
            break
        kept.append(line)
    return kept


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    keys = ticked(request)
    if not keys:
        messages.warning(request, "Cochez d’abord des documents.")
        return redirect(back(request))
    try:
        count = selection.add(request, keys)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(back(request))
    whole = counted(len(selection.keys_of(request)), "document", "documents")
    if count:
        messages.success(request, f"C’est dans votre sélection\u202f: {whole}.")
    else:
        messages.success(request, f"C’était déjà dans votre sélection\u202f: {whole}.")
    return redirect(back(request))


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """One document, or all without any."""
    if keys := ticked(request):
        selection.remove(request, keys)
    elif "document" not in request.POST:
        selection.clear(request)
        messages.success(request, "La sélection est vide.")
    return redirect("library:selection")


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    by = member(request)
    form = MoveForm(request.POST, user=by)
    if not form.is_valid():
        return shown(request, move_form=form)
    given = form.cleaned_data
    documents = selection.chosen(request)
    done = selection.move(by, documents, given["space"], given["folder"])
    tell(request, done, "déplacé", "déplacés")
    return redirect("library:selection")


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    by = member(request)
    form = MarkForm(request.POST, user=by)
    if not form.is_valid():
        return shown(request, mark_form=form)
    themes = list(form.cleaned_data["themes"])
    words = form.cleaned_data["keywords"], form.cleaned_data["communes"]
    done = selection.mark(by, selection.chosen(request), themes, *words)
    tell(request, done, "rangé", "rangés")
    return redirect("library:selection")


def tell(request: HttpRequest, done: selection.Done, one: str, many: str) -> None:
    if done.count:
        told = counted(done.count, f"document {one}", f"documents {many}")
        messages.success(request, f"{told}.")
    for document, why in done.left[:10]:
        sentence = f"«\u202f{document.title}\u202f» n’a pas changé\u202f: {why}."
        messages.warning(request, sentence)
    if len(done.left) > 10:
        rest = counted(len(done.left) - 10, "autre", "autres")
        messages.warning(request, f"Ni {rest}.")


def archive(request: HttpRequest) -> HttpResponseBase:
    """The files of the selection in one ZIP, made as it is sent."""
    documents = list(selection.chosen(request))
    files = selection.files_of(documents)
    if not files:
        messages.warning(request, "Il n’y a rien à télécharger dans la sélection.")
        return redirect("library:selection")
    if sum(each.given.size for each in files) > selection.LARGEST:
        messages.error(
            request,
            "La sélection dépasse 1\u202fGo\u202f: téléchargez-la en deux fois.",
        )
        return redirect("library:selection")
    tell_journal(request, files)
    without = selection.left_out(documents)
    answer = private(StreamingHttpResponse(begun(selection.zipped(files, without), 1)))
    answer["Content-Type"] = "application/zip"
    name = f"selection-{timezone.localdate():%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def tell_journal(request: HttpRequest, files: Iterable[selection.Packed]) -> None:
    versions = [
        each.given.version if isinstance(each.given, StampedCopy) else each.given
        for each in files
    ]
    journal.record_many(
        journal.Kind.DOWNLOAD,
        [f"téléchargé\u202f: {passing.named(version)}" for version in versions],
        by=member(request),
        spaces=[version.document.space for version in versions],
    )
