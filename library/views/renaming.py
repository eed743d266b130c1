"""Renaming a folder of a space, for who edits it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from library.folders import FolderError, clean_folder, in_folder, paths_of
from library.forms import FolderForm
from library.models import Document
from library.renaming import rename_folder
from library.views.documents import member, status
from members.french import quoted
from members.models import Space
from members.rights import may_edit, require


def rename(request: HttpRequest) -> HttpResponse:
    """`?espace=SLUG&dossier=PATH`: the new path, then all of its documents follow."""
    by = member(request)
    seen = Space.objects.visible_to(by)
    space = get_object_or_404(seen, slug=request.GET.get("espace", ""))
    try:
        old = clean_folder(request.GET.get("dossier", ""))
    except FolderError as error:
        raise Http404 from error
    documents = Document.objects.visible_to(by).filter(space=space)
    count = documents.filter(in_folder(old)).count() if old else 0
    if not count:
        raise Http404
    require(may_edit(by, space), space)
    form = FolderForm(request.POST or None, initial={"folder": old})
    if request.method == "POST" and form.is_valid():
        try:
            new = rename_folder(by, space, old, form.cleaned_data["folder"])
        except FolderError as error:
            form.add_error("folder", str(error))
        else:
            if new:
                many = f"{count} documents sont" if count > 1 else "Un document est"
                said = f"{many} dans {quoted(new)}."
            else:
                said = f"{quoted(old)} n’est plus\u202f: ce qu’il contenait a monté."
            messages.success(request, said)
            asked = {"espace": space.slug, **({"dossier": new} if new else {})}
            return redirect(f"{reverse('library:documents')}?{urlencode(asked)}")
    context = {
        "section": "library",
        "space": space,
        "old": old,
        "count": count,
        "form": form,
        "folders": paths_of(documents),
    }
    return render(request, "library/folder.html", context, status=status(form))
