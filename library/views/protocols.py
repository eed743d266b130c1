"""Care protocols: their fiche, « lu et compris », and what their copies lead to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from library import permissions
from library.models import Document, Protocol, Understood
from library.paging import cut
from library.protocols import copies, forms, reading, reminding
from library.protocols.needed import with_needed
from library.views.documents import document_or_404, in_trash, member, status
from members import journal
from members.exports import csv_answer
from members.french import quoted
from members.refusals import Refused
from members.rights import require


def protocol(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the fiche: what makes a document a protocol."""
    if gone := in_trash(request, pk):
        return gone
    found = document_or_404(request, pk)
    require(permissions.may_change(request.user, found), found.space)
    given = request.POST or None
    form = forms.ProtocolForm(given, user=member(request), document=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "La fiche du protocole est enregistrée.")
        return redirect(found)
    context = {
        "section": "library",
        "document": found,
        "form": form,
        "chosen_count": len(form["professions"].value() or []),
    }
    code = 409 if form.is_stale else status(form)  # RFC 9110 § 15.5.10
    return render(request, "library/protocol_form.html", context, status=code)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    forms.remove(member(request), found)
    messages.success(
        request,
        f"{quoted(found.title)} n’est plus un protocole. Sa fiche est gardée\u202f: "
        "elle revient telle quelle s’il le redevient.",
    )
    return redirect(found)


@require_POST
def understood(request: HttpRequest, pk: int) -> HttpResponse:
    """« J’ai lu et compris », of the version that the page showed."""
    found = document_or_404(request, pk)
    given = request.POST.get("version", "")[:9]
    number = int(given) if given.isdecimal() else 0
    by = member(request)
    try:
        reading.understand(by, found, number)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(found)
    rest = reading.pending_of(by).count()
    then = f" Il vous en reste {rest} à lire." if rest else ""
    messages.success(request, f"C’est noté\u202f: lu et compris aujourd’hui.{then}")
    return redirect("library:to_read") if rest else redirect(found)


def to_read(request: HttpRequest) -> HttpResponse:
    """What the person is asked to read, and what he has read."""
    by = member(request)
    seen = Document.objects.visible_to(by)
    wanted = reading.pending_of(by).values("document")
    last = (
        Understood.objects.filter(member=by, document__in=seen)
        .values("document")
        .annotate(last=Max("pk"))
        .values("last")
    )
    mine = Understood.objects.filter(pk__in=last).select_related(
        "document__space", "document__current"
    )
    rows, pager = cut(mine.order_by("-at", "-pk"), request.GET)
    context = {
        "section": "library",
        "documents": seen.for_lists()
        .filter(pk__in=wanted)
        .order_by("protocol__asked_at"),
        "read": rows,
        "pager": pager,
    }
    return render(request, "library/to_read.html", context)


def answered_for(request: HttpRequest, pk: int) -> tuple[Document, Protocol]:
    """The protocol and its document, for who may change it."""
    found = document_or_404(request, pk)
    require(permissions.may_change(request.user, found), found.space)
    asked = get_object_or_404(with_needed(Protocol.objects.all()), document=found)
    asked.document = found
    return found, asked


def readings(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has read a protocol, and who has not; for those who may change it."""
    found, asked = answered_for(request, pk)
    people = reading.readers(asked).prefetch_related("professions")
    have, left = people.filter(read__isnull=False), people.filter(read=None)
    done = request.GET.get("lus") == "1"
    rows, pager = cut(have if done else left, request.GET)
    context = {
        "section": "library",
        "document": found,
        "protocol": asked,
        "done": done,
        "readers": reading.dated(asked, rows),
        "pager": pager,
        "tabs": [
            ("", "Pas encore", left.count(), not done),
            ("?lus=1", "Lu et compris", have.count(), done),
        ],
        "can_remind": permissions.may_publish(request.user, found),
    }
    return render(request, "library/readings.html", context)


def readings_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole list, for a spreadsheet; the journal says who took it."""
    found, asked = answered_for(request, pk)
    people = reading.readers(asked).prefetch_related("professions")
    rows = [["Nom", "Professions", "Version lue", "Le", "Version lue avant"]]
    rows += [
        [
            each.person.get_full_name(),
            " · ".join(trade.name for trade in each.person.professions.all()),
            str(each.read or ""),
            f"{localtime(each.at):%d/%m/%Y}" if each.at else "pas encore",
            str(each.before.number) if each.before and not each.at else "",
        ]
        for each in reading.dated(asked, people)
    ]
    told = f"lectures de {quoted(found.title)}"
    journal.record(journal.Kind.EXPORT, told, space=found.space, request=request)
    return csv_answer(rows, f"lectures-{found.pk}")


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    told = reminding.remind_now(member(request), found)
    sent = f"{told} mails sont partis." if told > 1 else "Un mail est parti."
    messages.success(request, sent)
    return redirect("library:readings", pk)


@login_not_required
@never_cache
def copy(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Is this copy still the right one? Answers whoever holds the paper.

    The code is on the paper alone, and not to be guessed. It says neither the title
    nor the people to who may not see the document.
    """
    told = copies.told(code, number, request.user)
    answer = render(
        request,
        "library/copy.html",
        {"section": "", "told": told, "today": timezone.localdate()},
        status=200 if told.protocol else 404,
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer
