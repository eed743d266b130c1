"""What the page of a space, and that of a person, show of the library."""

from django.http import HttpRequest

from library.models import Document, Reference, SharedLink
from members.models import Member, Space
from members.news import counted


def newest_documents(request: HttpRequest, space: Space) -> dict[str, object]:
    documents = Document.objects.visible_to(request.user).for_lists()
    return {
        "documents": documents.filter(space=space)
        .exclude(status=Document.Status.REFUSED)
        .order_by("-created_at")[:8]
    }


def shared_links(request: HttpRequest, space: Space) -> dict[str, object]:
    """How many links to the outside open today, for who edits the space."""
    given = SharedLink.objects.visible_to(request.user).filter(document__space=space)
    return {"shared_count": given.live().count()}


def count_documents(space: Space) -> str:
    return counted(
        Document.objects.filter(space=space).count(), "document", "documents"
    )


def count_references(space: Space) -> str:
    texts = Reference.objects.filter(space=space).count()
    return counted(texts, "texte officiel", "textes officiels")


def documents_of_person(request: HttpRequest, person: Member) -> dict[str, object]:
    """What he shared lately, among what the reader sees."""
    seen = Document.objects.visible_to(request.user).for_lists()
    shared = seen.in_use().filter(uploaded_by_user=person.pk)
    return {"documents": shared.order_by("-created_at")[:5]}
