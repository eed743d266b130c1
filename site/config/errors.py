"""Pages for what went wrong."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from config.unsent import given_back, is_of_another, to_copy
from library.uploads import FileTooLarge, too_large
from members.refusals import Refused

SENTENCES = {
    400: "Cette demande n’a pas pu être comprise. Revenez en arrière et recommencez.",
    403: "Vous ne pouvez pas faire cela ici.",
    404: "Cette page n’existe pas, ou n’est pas dans vos espaces.",
    503: "La connexion est en panne pour un moment. Réessayez dans quelques minutes.",
    405: "Cette adresse ne s’ouvre pas directement\u202f: passez par le bouton de "
    "la page.",
}


STALE = (
    "Cette page est restée ouverte trop longtemps\u202f: rien n’a été enregistré. "
    "Copiez d’abord votre texte, rechargez-la, puis recommencez."
)


def explain(
    request: HttpRequest,
    status: int,
    *,
    sentence: str = "",
    page: str = "",
    **more: object,
) -> HttpResponse:
    """The page of an error, or its sentence as JSON for a script."""
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse({"error": sentence or SENTENCES[status]}, status=status)
    context = {"sentence": sentence, **more}
    if status in (403, 404) and "again" not in more:
        context["to_copy"] = to_copy(request)
    return render(request, page or f"{status}.html", context, status=status)


def explain_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The page of a verb that said no, on the site or in the admin."""
    in_admin = request.path_info.startswith("/admin/")
    page = "wagtailadmin/refused.html" if in_admin else ""
    return explain(request, 403, sentence=refused.sentence, page=page)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read: too many files, too long a text, or nonsense."""
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        return explain(
            request,
            413,
            sentence=f"Trop de fichiers à la fois\u202f: {most} au plus. Rien n’a été "
            "enregistré. Envoyez-les en plusieurs fois.",
        )
    if isinstance(exception, FileTooLarge):
        return explain(request, 413, sentence=too_large())
    if isinstance(exception, RequestDataTooBig):
        return explain(
            request,
            413,
            sentence="Ce texte est trop long\u202f: 10\u202fMo au plus. Rien n’a été "
            "enregistré. Revenez en arrière pour le retrouver, puis déposez-le plutôt "
            "comme un fichier.",
        )
    return explain(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explain(request, 403)


@requires_csrf_token
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: the page was left open for too long."""
    return explain(
        request,
        403,
        sentence=STALE,
        page="403_stale.html",
        again=given_back(request),
        of_another=is_of_another(request),
    )


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return explain(request, 404)


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """Must work when nothing else does: no database, no context."""
    return HttpResponse(render_to_string("500.html"), status=500)
