"""For staff: what has been of use long enough, and the lists sent to the Archives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from library.keeping import elimination as verbs
from library.keeping.forms import VisaForm
from library.models import Category, Elimination
from library.paging import cut
from library.permissions import may_eliminate
from library.templatetags.sizes import file_size
from library.views.documents import member, status
from members import journal
from members.exports import csv_answer
from members.models import Member
from members.refusals import Refused

Fate = Category.Fate
#: Parameter of the address, and what it shows.
FATES = {"": Fate.DESTROY, "versement": Fate.KEEP, "tri": Fate.SORT}
TABS = {"": "À éliminer", "versement": "À verser", "tri": "À trier"}


NAMES = {Fate.DESTROY: "a-eliminer", Fate.KEEP: "a-verser", Fate.SORT: "a-trier"}


def staff(request: HttpRequest) -> Member:
    if not may_eliminate(request.user):
        raise PermissionDenied
    return member(request)


def asked_fate(request: HttpRequest) -> Fate:
    return FATES.get(request.GET.get("sort", ""), Fate.DESTROY)


def eliminations(request: HttpRequest) -> HttpResponse:
    """What is due, by what comes after; ticked, it makes a list for the Archives."""
    by = staff(request)
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("document") if key.isdigit()]
        if request.POST.get("all"):
            keys = list(verbs.due(by, Fate.DESTROY).values_list("pk", flat=True))
        try:
            made = verbs.prepare(by, keys)
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("library:eliminations")
        messages.success(
            request,
            f"Le bordereau {made.number} est prêt\u202f: envoyez-le aux Archives.",
        )
        return redirect(made)
    fate = asked_fate(request)
    documents, pager = cut(verbs.due(by, fate), request.GET)
    context = {
        "section": "library",
        "documents": documents,
        "pager": pager,
        "fate": fate,
        "tabs": [
            (name, TABS[name], verbs.due(by, value).count(), value == fate)
            for name, value in FATES.items()
        ],
        "lists": Elimination.objects.all()[:50],
        "categories_url": categories_url(by),
        "ruled": Category.objects.filter(kept_years__isnull=False).exists(),
    }
    return render(request, "library/eliminations.html", context)


def categories_url(user: Member) -> str:
    """Where durations are given; nothing for who may not."""
    if not user.has_perm("library.change_category"):
        return ""
    return reverse("wagtailsnippets_library_category:list")


def due_csv(request: HttpRequest) -> HttpResponse:
    """What is due, for whoever sorts it or hands it over."""
    by, fate = staff(request), asked_fate(request)
    documents = list(verbs.due(by, fate))
    rows = (
        [
            str(one.pk),
            one.title,
            one.space.name,
            one.category.name,
            str(one.category.kept_years),
            one.category.kept_by,
            f"{timezone.localtime(one.closed_at):%d/%m/%Y}",  # type: ignore[attr-defined]
            one.current.name if one.current else "",
            str(one.file_size or 0),
        ]
        for one in documents
    )
    head = [
        "numéro",
        "titre",
        "espace",
        "catégorie",
        "DUA (années)",
        "texte",
        "clos le",
        "fichier",
        "octets",
    ]
    label = Fate(fate).label
    told(request, f"Documents dont la durée est passée ({label})", len(documents))
    return csv_answer([head, *rows], f"durees-d-utilite-{NAMES[fate]}")


def elimination(request: HttpRequest, pk: int) -> HttpResponse:
    """The list: to print and send, then to sign, then to carry out."""
    staff(request)
    return shown(request, get_object_or_404(Elimination, pk=pk), VisaForm())


def shown(request: HttpRequest, found: Elimination, form: VisaForm) -> HttpResponse:
    lines = list(found.lines.all())
    context = {
        "section": "library",
        "elimination": found,
        "lines": lines,
        "files": sum(line.files for line in lines),
        "size": sum(line.size for line in lines),
        "first_on": min((line.first_on for line in lines), default=None),
        "last_on": max((line.last_on for line in lines), default=None),
        "form": form,
    }
    return render(request, "library/elimination.html", context, status=status(form))


@require_POST
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    by, found = staff(request), get_object_or_404(Elimination, pk=pk)
    form = VisaForm(request.POST)
    if form.is_valid():
        try:
            verbs.sign(by, found, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Le visa est noté.")
            return redirect(found)
    return shown(request, found, form)


def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then destroy for good."""
    by, found = staff(request), get_object_or_404(Elimination, pk=pk)
    if found.state != Elimination.State.SIGNED:
        messages.warning(request, verbs.OVER)
        return redirect(found)
    if request.method == "POST":
        gone, kept = verbs.carry_out(by, found)
        left = f" {kept} sont laissés\u202f: la liste dit pourquoi." if kept else ""
        many = "documents sont éliminés" if gone > 1 else "document est éliminé"
        messages.success(request, f"{gone} {many}.{left}")
        return redirect(found)
    published, pages = verbs.still_read(found, by)
    context = {
        "section": "library",
        "elimination": found,
        "count": found.lines.count(),
        "published": published,
        "pages": pages,
    }
    return render(request, "library/elimination_carry_out.html", context)


def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then give the list up."""
    by, found = staff(request), get_object_or_404(Elimination, pk=pk)
    if request.method != "POST":
        context = {"section": "library", "elimination": found}
        return render(request, "library/elimination_drop.html", context)
    verbs.drop(by, found)
    messages.success(
        request, f"Le bordereau {found.number} est abandonné\u202f; rien n’est éliminé."
    )
    return redirect("library:eliminations")


def elimination_csv(request: HttpRequest, pk: int) -> HttpResponse:
    staff(request)
    found = get_object_or_404(Elimination, pk=pk)
    lines = list(found.lines.all())
    head = [
        "bordereau",
        "catégorie",
        "titre",
        "espace",
        "dates extrêmes",
        "fichiers",
        "taille",
        "DUA (années)",
        "texte",
        "sort final",
        "laissé",
    ]
    rows: Iterable[Sequence[str]] = (
        [
            found.number,
            line.category,
            line.title,
            line.space,
            f"{line.first_on:%d/%m/%Y} – {line.last_on:%d/%m/%Y}",
            str(line.files),
            file_size(line.size),
            str(line.kept_years),
            line.kept_by,
            line.fate,
            line.spared,
        ]
        for line in lines
    )
    told(request, f"Bordereau d’élimination {found.number}", len(lines))
    return csv_answer([head, *rows], f"bordereau-{found.number}")


def told(request: HttpRequest, what: str, count: int) -> None:
    lines = f"{count} ligne{'s' if count > 1 else ''}"
    journal.record(
        journal.Kind.EXPORT, f"{what}, tableur\u202f: {lines}", request=request
    )
