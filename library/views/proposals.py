"""What becomes of a proposal: refused with a word, proposed again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from library import actions, permissions
from library.forms import RefusalForm
from library.views.documents import document_or_404, member, status
from members.rights import require


def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the editor for a word, then refuse."""
    found = document_or_404(request, pk)
    require(permissions.may_publish(request.user, found), found.space)
    if not found.is_proposed:
        messages.warning(request, "Ce document n’attend pas de réponse.")
        return redirect(found)
    form = RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.require_read(found, request.POST.get("version", ""))
        actions.refuse_document(member(request), found, form.cleaned_data["word"])
        messages.success(request, "C’est refusé\u202f; votre mot part par mail.")
        return redirect(found)
    context = {"section": "library", "document": found, "form": form}
    return render(request, "library/refuse.html", context, status=status(form))


@require_POST
def propose_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    actions.propose_again(member(request), found)
    messages.success(
        request, "C’est proposé de nouveau aux personnes qui animent l’espace."
    )
    return redirect(found)
