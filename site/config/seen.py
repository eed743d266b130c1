"""Wagtail's choosers, asked by a number: the one door stands there too.

Their lists go through our hooks; what answers to a number asks nobody. So does the
API that the admin's own pages call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views import chooser as pages
from wagtail.admin.views.generic import chooser
from wagtail.admin.views.generic.usage import UsageView
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.documents.views.chooser import DocumentChosenMultipleView
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.images.views.chooser import (
    ImageChosenMultipleView,
    ImageSelectFormatView,
)
from wagtail.models import Page, ReferenceIndex

from members.rights import InSpace


def seen_by(user: Any, model: type[Model]) -> QuerySet[Any]:
    """Those that `user` may see; all of them for what lives in no space."""
    from pages.models import ContentPage

    whole: Any = model._default_manager.all()
    if model is Page:
        found = ContentPage.objects.visible_to(user)
        return Page._default_manager.filter(pk__in=found.values("pk"))
    for rule in ("visible_to", "listed_to"):
        if hasattr(whole, rule):
            return getattr(whole, rule)(user)  # type: ignore[no-any-return]
    return whole  # type: ignore[no-any-return]


def seen_one(view: Any, pk: str) -> Any:
    return seen_by(view.request.user, view.model_class).get(pk=pk)


def seen_many(view: Any, pks: list[str]) -> Any:
    keys = [pk for pk in pks if pk.isdecimal() and len(pk) < 19]
    return seen_by(view.request.user, view.model_class).filter(pk__in=keys)


def seen_among(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The query set of an API, without what the person does not see."""

    def narrowed(view: Any) -> Any:
        found = answer(view)
        seen = seen_by(view.request.user, found.model)
        return found.filter(pk__in=seen.values("pk"))

    return narrowed


def if_seen(model: type[Model], name: str, answer: Callable[..., Any]) -> Any:
    """404 unless the thing that the argument `name` names is seen."""

    def asked(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        key = args[0] if args else kwargs.get(name)
        seen = seen_by(request.user, model)
        is_root = (
            model is Page
            and Page._default_manager.filter(pk=key or 0, depth=1).exists()
        )
        if key and not is_root and not seen.filter(pk=key).exists():
            raise Http404
        return answer(view, request, *args, **kwargs)

    return asked


def usages_seen(view: Any) -> Any:
    """Where a thing stands, among what the person sees; several queries, no more."""
    found = ReferenceIndex.get_references_to(view.object)
    spaced = [m for m in apps.get_models() if issubclass(m, InSpace)]
    for model in [Page, *(m for m in spaced if not issubclass(m, Page))]:
        seen = seen_by(view.request.user, model)
        keys = seen.annotate(key=Cast("pk", CharField())).values("key")
        kind = ContentType.objects.get_for_model(model)
        found = found.exclude(Q(base_content_type=kind) & ~Q(object_id__in=keys))
    return found.group_by_source_object()


def pages_seen(view: Any, request: HttpRequest) -> Any:
    """The pages chosen by their numbers, without those that are not seen."""
    given = request.GET.copy()
    keys = [pk for pk in given.getlist("id") if pk.isdecimal() and len(pk) < 19]
    seen = seen_by(request.user, Page).filter(pk__in=keys).values_list("pk", flat=True)
    given.setlist("id", [str(pk) for pk in seen])
    request.GET = given  # type: ignore[assignment]
    return answer_of_pages(view, request)


answer_of_pages = pages.ChosenMultipleView.get


def keep_to_what_is_seen() -> None:
    from wagtail.images import get_image_model

    chooser.ChosenViewMixin.get_object = seen_one
    for several in (
        chooser.ChosenMultipleViewMixin,
        DocumentChosenMultipleView,
        ImageChosenMultipleView,
    ):
        several.get_objects = seen_many
    for name in ("get", "post"):
        answer = getattr(ImageSelectFormatView, name)
        guarded = if_seen(get_image_model(), "image_id", answer)
        setattr(ImageSelectFormatView, name, guarded)
    pages.ChosenMultipleView.get = pages_seen
    pages.BrowseView.get = if_seen(Page, "parent_page_id", pages.BrowseView.get)
    PagesAdminAPIViewSet.get_base_queryset = seen_among(
        PagesAdminAPIViewSet.get_base_queryset
    )
    UsageView.get_queryset = usages_seen
    for api in (DocumentsAPIViewSet, ImagesAPIViewSet):
        api.get_queryset = seen_among(api.get_queryset)
