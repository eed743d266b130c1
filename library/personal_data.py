"""What the library holds of a person, for the copy of his data."""

from collections.abc import Iterator
from typing import Any

from library.models import Document, Reference, Version
from library.sending.tidying import unfinished
from members.models import Member


def documents(member: Member) -> dict[str, Any]:
    """His documents and official texts, whatever the space."""
    return {
        "documents": [
            {
                "titre": document.title,
                "espace": document.space.name,
                "catégorie": document.category.name,
                "résumé": document.summary,
                "état": document.get_status_display(),
                "réponse": document.answer,
                "à la corbeille depuis": document.trashed_at,
                "ajouté le": document.created_at,
            }
            for document in Document.everything.filter(uploaded_by_user=member)
            .select_related("space", "category")
            .order_by("pk")
        ],
        "envois commencés": [
            {
                "fichier": upload.clean_name,
                "espace": upload.space.name,
                "commencé le": upload.started_at,
                "gardé jusqu’au": upload.kept_until,
            }
            for upload in unfinished(member)
        ],
        "textes officiels": [
            {"titre": reference.title, "espace": reference.space.name}
            for reference in Reference.everything.filter(added_by=member)
            .select_related("space")
            .order_by("pk")
        ],
    }


def files(member: Member) -> Iterator[tuple[str, Any]]:
    """The files that he added, one after the other; those lost are left out."""
    versions = Version.objects.filter(added_by=member).order_by("pk")
    for version in versions.iterator(chunk_size=50):
        if version.has_virus:  # which goes to nobody
            continue
        try:
            yield f"{version.pk}-{version.name}", version.file.open("rb")
        except FileNotFoundError:
            continue
