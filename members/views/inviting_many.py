"""Several invitations that were ticked: asked once, then done to all or to none."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from members.coming_in import many
from members.models import Invitation
from members.templatetags.french import grouped
from members.views.inviting import PAGE, kept, member_of, the_list

#: A page of the list, and its neighbours when it was long.
MOST = 4 * PAGE
NONE_WAITS = "Ces invitations ont servi, ou ont été retirées entre-temps."
NONE_LEFT = (
    "Rien n’est envoyé\u202f: ce que ces invitations ouvraient est fini. Renvoyez-les "
    "une à une, pour donner une autre date."
)


@dataclass(frozen=True)
class Words:
    """How a deed is said: `{}` is the number."""

    deed: many.Deed
    one: str
    several: str
    done: str
    sentences: tuple[str, ...]
    danger: bool = False


WORDS = {
    "retirer": Words(
        many.WITHDRAW,
        "Retirer cette invitation",
        "Retirer ces {} invitations",
        "retirée",
        (
            "Le lien du mail n’ouvrira plus rien, et aucun mail ne le dit.",
            "La liste des «\u202fRetirées\u202f» en garde trace, et vous pourrez "
            "inviter de nouveau.",
        ),
        danger=True,
    ),
    "renvoyer": Words(
        many.RESEND,
        "Renvoyer cette invitation",
        "Renvoyer ces {} invitations",
        "renvoyée",
        (
            "Un nouveau mail part, dont le lien vaut trente jours.",
            "Le lien du mail d’avant ne servira plus.",
        ),
    ),
}


def ticked(request: HttpRequest) -> list[int]:
    """The keys that were ticked, as they came: anything else is left out."""
    given = request.POST if request.method == "POST" else request.GET
    keys = [key for key in given.getlist("invitation") if key.isdecimal()]
    return [int(key) for key in dict.fromkeys(keys) if len(key) < 12][:MOST]


def title_of(words: Words, count: int) -> str:
    return words.several.format(grouped(count)) if count > 1 else words.one


def together(request: HttpRequest) -> HttpResponse:
    """Ask with the names, then send again or withdraw all that were ticked."""
    user = member_of(request)
    words = WORDS.get(request.GET.get("faire", ""))
    keys = ticked(request)
    if words is None or not keys:
        messages.error(
            request, "Cochez d’abord les invitations, puis dites ce qu’on en fait."
        )
        return redirect(the_list(request))
    late = False
    if request.method == "POST":
        try:
            done = many.do(user, words.deed, keys)
        except many.OutOfDateError:
            late = True
        else:
            messages.success(request, told(words, done))
            return redirect(the_list(request))
    found = many.split(words.deed, many.of(user, keys))
    if not found.waiting:
        messages.error(request, NONE_LEFT if found.ended else NONE_WAITS)
        return redirect(the_list(request))
    context = {
        "title": title_of(words, len(found.waiting)),
        "words": words,
        "doing": request.GET["faire"],
        "waiting": found.waiting,
        "gone": found.gone,
        "ended": found.ended,
        "late": late,
        "kept": kept(request),
        "keep": the_list(request),
        "section": "people",
    }
    return render(
        request,
        "members/coming_in/invitations_many.html",
        context,
        status=409 if late else 200,
    )


def told(words: Words, done: list[Invitation]) -> str:
    """« 3 invitations retirées : a@…, b@… et c@…. », the names while they are few."""
    count = len(done)
    s = "s" if count > 1 else ""
    names = [made.email for made in done[:5]]
    whole = " et ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    if count > len(names):
        whole = f"{', '.join(names)} et {count - len(names)} autres"
    said = f"{grouped(count)}\u00a0invitation{s} {words.done}{s}\u202f: {whole}."
    return f"{said} Les mails partent." if words.deed.sends else said
