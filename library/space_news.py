"""What the page of a space shows of the library."""

from django.http import HttpRequest

from library.models import Document
from members.models import Space


def newest_documents(request: HttpRequest, space: Space) -> dict[str, object]:
    documents = Document.objects.visible_to(request.user).for_lists()
    return {"documents": documents.filter(space=space).order_by("-created_at")[:8]}
