"""A document, under one address whatever its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from modelsearch import index
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument, DocumentQuerySet

from library.content import fingerprint
from library.door import numbers
from library.folders import FolderError, clean_folder
from library.models.categories import Category
from library.models.keeping import Kept
from library.models.trash import OutOfTrash, TrashedSet, Withdrawable
from library.models.versions import Version, storage_name
from library.names import clean_name, true_name, without_version
from library.reading.errors import Unreadable
from library.reading.sniff import Kind, sniff
from members.models import Member


def is_new(file: Any) -> bool:
    """Is it a file that a form or a verb has just given, not yet in the store?"""
    return bool(file) and not file._committed


@dataclass(frozen=True)
class Received:
    """A new file, as it was before the store took it."""

    name: str
    stored: str
    kind: Kind
    sha256: str
    size: int


#: What the door decides, and what follows from it: a form that was opened before, and
#: that gives no file, does not undo it.
OF_THE_DOOR = {"at_door", "current"}
OF_THE_FILE = {"file", "file_size", "file_hash"}
#: Counted by queries while it is changed.
OF_READERS = {"readings"}


class DocumentSet(TrashedSet["Document"], DocumentQuerySet):
    published: ClassVar[Q] = ~Q(status__in=["proposed", "refused"]) & Q(at_door=False)
    author: ClassVar[str] = "uploaded_by_user"
    adder: ClassVar[str] = "uploaded_by_user"

    def shared(self) -> DocumentSet:
        """Those that are through the door, and that an editor let in if need be."""
        return self.filter(self.published)

    def in_use(self) -> DocumentSet:
        """Shared and not archived: what is told as new."""
        return self.filter(status="published", at_door=False)

    def for_lists(self) -> DocumentSet:
        """With what a row of a list shows, in one query."""
        return self.select_related(
            "space", "category", "current", "uploaded_by_user", "protocol"
        )

    def for_lines(self) -> DocumentSet:
        """With what one line of a page shows (`components/document_line.html`)."""
        return self.select_related("current")


class Document(Withdrawable, Kept, AbstractDocument):
    """A file that people share, under one address whatever its versions.

    `file` is that of the current version: Wagtail reads it there. A version that
    replaces another becomes the current one when it is through the door.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", "proposé"
        REFUSED = "refused", "refusé"
        PUBLISHED = "published", "publié"
        ARCHIVED = "archived", "archivé"

    file = models.FileField("fichier", upload_to=storage_name, max_length=200)
    category = models.ForeignKey(
        Category, models.PROTECT, verbose_name="catégorie", related_name="documents"
    )
    status = models.CharField(
        "état", max_length=20, choices=Status.choices, default=Status.PUBLISHED
    )
    summary = models.TextField("résumé", blank=True)
    # Who wrote it and when, as somebody says; the file says it too: library.said.
    written_by = models.CharField(
        "auteur",
        max_length=255,
        blank=True,
        help_text="Qui l’a écrit\u202f: une personne, un service, une agence.",
    )
    written_on = models.DateField(
        "date du document",
        null=True,
        blank=True,
        help_text="Du texte lui-même, et non de son dépôt.",
    )
    # « Soins/Protocoles »: library.folders.
    folder = models.CharField("dossier", max_length=255, blank=True)
    # An editor's word on what was proposed: published or refused, and why.
    answer = models.TextField("réponse", blank=True, editable=False)
    answered_at = models.DateTimeField("répondu le", null=True, editable=False)
    answered_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="réponse de",
        null=True,
        editable=False,
        related_name="+",
    )
    current = models.ForeignKey(
        "library.Version",
        models.SET_NULL,
        verbose_name="version en cours",
        null=True,
        editable=False,
        related_name="+",
    )
    # Nothing of it is through the door yet: its author and the editors see it, no one
    # else (design § 3.2, library.door.passing).
    at_door = models.BooleanField("à la porte", default=True, editable=False)
    changed_at = models.DateTimeField("modifié le", auto_now=True)
    # How often it was opened, the last weeks most: library.most_read.
    readings = models.FloatField("lectures", default=0, editable=False)

    # Wagtail's own document model takes the default names of the way back.
    uploaded_by_user = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="déposé par",
        null=True,
        blank=True,
        editable=False,
        related_name="documents",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    themes = models.ManyToManyField(
        "pages.ThemePage", verbose_name="thèmes", blank=True, related_name="documents"
    )
    tags = TaggableManager("mots-clés", blank=True, related_name="documents")

    #: Who gives the file that is about to be saved, when it is not its author.
    replaced_by: Member | None = None
    #: What changes in the file that is about to be saved.
    version_note = ""
    #: Who has read the file before has nothing to read again.
    version_is_minor = False
    #: The new file that the store has, and that no version has yet.
    received: Received | None = None
    #: One of many: its reading gives way to what people have just added.
    in_bulk = False

    objects = OutOfTrash.from_queryset(DocumentSet)()
    everything = models.Manager.from_queryset(DocumentSet)()

    admin_form_fields = (
        "title",
        "file",
        "space",
        "category",
        "folder",
        "summary",
        "written_by",
        "written_on",
        "tags",
    )
    # What `visible_to` asks for: the admin searches within what a person may see.
    search_fields = [
        *AbstractDocument.search_fields,
        *map(
            index.FilterField,
            ("space", "status", "at_door", "uploaded_by_user", "trashed_at"),
        ),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        indexes = [
            models.Index(fields=["-created_at"], name="library_document_newest"),
            models.Index(
                fields=["space", "-created_at"], name="library_document_space"
            ),
            models.Index(fields=["space", "folder"], name="library_document_folder"),
            models.Index(fields=["-readings"], name="library_document_read"),
            models.Index(fields=["title"], name="library_document_title"),
            models.Index(fields=["-changed_at"], name="library_document_changed"),
        ]

    def clean(self) -> None:
        """Refuse what the library does not take, on the real bytes of the file, and
        what names a patient in words.
        """
        super().clean()
        written = {"title": self.title, "summary": self.summary}
        try:
            self.folder = clean_folder(self.folder)
        except FolderError as error:
            raise ValidationError({"folder": str(error)}) from error
        if named := [name for name, text in written.items() if numbers.is_in(text)]:
            raise ValidationError(dict.fromkeys(named, numbers.NOT_HERE))
        if is_new(self.file):
            try:
                sniff(self.file.file)
            except Unreadable as error:
                raise ValidationError({"file": error.message}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file, whatever door it came by, becomes a version."""
        self.store_file()
        given = self.received
        if self._state.adding:
            self.plan_review(self.category.review_months)
        if not self._state.adding and kwargs.get("update_fields") is None:
            kept = OF_READERS | OF_THE_DOOR | (set() if given else OF_THE_FILE)
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in kept
            ]
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                if given:
                    self.adopt_file(given)
        except BaseException:
            self.drop_file()
            raise
        self.received = None

    def store_file(self) -> None:
        """Have the store keep the new file, if there is one; `save` does the rest.

        For verbs that take locks in the database: the store may be far away, and slow
        or down (StoreDown), and nobody is to wait for it meanwhile.
        """
        if not is_new(self.file):
            return
        name = clean_name(self.file.name or "")
        given = self.file.file
        kind = sniff(cast(BinaryIO, given))
        sha256, size = fingerprint(given), self.file.size
        self.file.save(name, given, save=False)
        self.received = Received(name, str(self.file.name), kind, sha256, size)

    def drop_file(self) -> None:
        """Have the store forget a new file of which nothing came."""
        if self.received is not None:
            self.file.storage.delete(self.received.stored)
            self.received = None

    def adopt_file(self, given: Received) -> None:
        """Make the version that goes with the file just stored.

        Others read the one that is through the door until this one is.
        """
        last = self.versions.aggregate(last=models.Max("number"))["last"] or 0
        version = Version.objects.create(
            document=self,
            number=last + 1,
            file=self.file.name,
            name=true_name(without_version(given.name), given.kind.extension),
            size=given.size,
            sha256=given.sha256,
            kind=given.kind.extension,
            content_type=given.kind.content_type,
            added_by=self.replaced_by or self.uploaded_by_user,
            note=self.version_note,
            is_minor=self.version_is_minor,
        )
        now = Document.everything.select_for_update().get(pk=self.pk)
        self.current, self.at_door = now.current, now.at_door
        if self.current is None or now.is_seen_by_few:
            self.current, self.at_door = version, True
            self.file_size = given.size
        else:
            self.file = self.current.file.name
            self.file_size = self.current.size
        super().save(update_fields=["current", "at_door", "file", "file_size"])

    def get_absolute_url(self) -> str:
        return reverse("library:document", args=[self.pk])

    @property
    def url(self) -> str:
        """The address of the file, behind the one door."""
        return reverse("wagtaildocs_serve", args=[self.pk, self.filename])

    @property
    def filename(self) -> str:
        """The name under which a person finds the file again on his machine."""
        if self.current is not None:
            return self.current.name
        return str(self.file.name).rpartition("/")[2]

    @property
    def incoming(self) -> Version | None:
        """The newest version, while it is not the one that others read."""
        newest = self.versions.order_by("-number").first()
        return newest if newest and newest.pk != self.current_id else None

    @property
    def is_protocol(self) -> bool:
        """Is it a care protocol? One query, unless it comes of `for_lists`."""
        protocol = getattr(self, "protocol", None)
        return protocol is not None and protocol.retired_at is None

    @property
    def is_proposed(self) -> bool:
        return self.status == self.Status.PROPOSED

    @property
    def is_refused(self) -> bool:
        return self.status == self.Status.REFUSED

    @property
    def is_archived(self) -> bool:
        return bool(self.status == self.Status.ARCHIVED)

    @property
    def is_superseded(self) -> bool:
        return self.is_archived and self.superseded_by_id is not None

    @property
    def is_unpublished(self) -> bool:
        """Does it lack an editor's word?"""
        return self.is_proposed or self.is_refused

    @property
    def is_seen_by_few(self) -> bool:
        """Do only its author and the editors of its space see it?"""
        return self.is_unpublished or self.at_door

    @property
    def why_unseen(self) -> str:
        """In two words, why its readers do not see it; empty when they do."""
        if self.at_door:
            held = self.current is not None and self.current.is_held
            return "retenu" if held else "en cours de vérification"
        return self.get_status_display() if self.is_unpublished else ""
