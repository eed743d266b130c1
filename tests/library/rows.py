"""Many rows at once, for the lists."""

from library.models import Category, Document, Reference, Version
from members.models import Member, Space


def make_documents(count: int, space: Space, category: Category, by: Member) -> None:
    """Documents that were read, straight in the database."""
    documents = Document.objects.bulk_create(
        Document(
            title=f"Compte rendu {number}",
            space=space,
            category=category,
            uploaded_by_user=by,
            at_door=False,
            file=f"documents/aa/{number}",
        )
        for number in range(count)
    )
    versions = Version.objects.bulk_create(
        Version(
            document=document,
            number=1,
            file=document.file.name,
            name="compte-rendu.pdf",
            size=1000,
            sha256=f"{document.pk:064d}",
            kind="pdf",
            content_type="application/pdf",
            state=Version.State.READ,
            door=Version.Door.THROUGH,
        )
        for document in documents
    )
    for document, version in zip(documents, versions, strict=True):
        document.current = version
    Document.objects.bulk_update(documents, ["current"], batch_size=200)


def make_references(count: int, space: Space, category: Category) -> None:
    Reference.objects.bulk_create(
        Reference(
            title=f"Article L. {1000 + number}",
            kind=Reference.Kind.ARTICLE,
            number=f"L. {1000 + number}",
            space=space,
            category=category,
            text="Un long texte. " * 200,
        )
        for number in range(count)
    )
