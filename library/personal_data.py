"""What the library holds of a person, for the copy of his data."""

from collections.abc import Iterator
from typing import Any

from library.models import (
    Document,
    ReadingAsked,
    Reference,
    SharedLink,
    Signatory,
    Understood,
    Version,
)
from library.sending.tidying import unfinished
from members.models import Member

#: The name of whoever has left and asked to be forgotten.
FORMER = "Ancien membre"


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
        "liens de partage donnés": [
            {
                "titre": link.document.title,
                "pour": link.for_whom,
                "adresse mail": link.email,
                "donné le": link.made_at,
                "jusqu’au": link.ends_on,
                "retiré le": link.revoked_at,
                "téléchargements": link.downloads,
            }
            for link in SharedLink.objects.filter(given_by=member)
            .select_related("document")
            .order_by("pk")
        ],
        "protocoles lus et compris": [
            {
                "titre": each.document.title,
                "version": each.number,
                "le": each.at,
            }
            for each in Understood.objects.filter(member=member)
            .select_related("document")
            .order_by("pk")
        ],
        "protocoles à lire": [
            {
                "titre": each.document.title,
                "version": each.number,
                "mails": each.times,
                "dernier mail le": each.last_on,
            }
            for each in ReadingAsked.objects.filter(member=member)
            .select_related("document")
            .order_by("pk")
        ],
        "protocoles rédigés ou validés": [
            {
                "titre": each.protocol.document.title,
                "part": each.get_part_display(),
                "nom": each.name,
                "profession": each.profession.name if each.profession else "",
            }
            for each in Signatory.objects.filter(member=member)
            .select_related("protocol__document", "profession")
            .order_by("pk")
        ],
        "textes officiels": [
            {"titre": reference.title, "espace": reference.space.name}
            for reference in Reference.everything.filter(added_by=member)
            .select_related("space")
            .order_by("pk")
        ],
    }


def forget_protocols(member: Member) -> None:
    """Nobody has to know what he had read; what he signed stays, without his name."""
    signed = Signatory.objects.filter(member=member)
    signed.update(name=FORMER, member=None)
    Understood.objects.filter(member=member).delete()
    ReadingAsked.objects.filter(member=member).delete()


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
