"""A document, its versions, and the text of their pages."""

from __future__ import annotations

from typing import Any, BinaryIO, ClassVar, cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from modelsearch import index
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument, DocumentQuerySet

from library import units
from library.content import fingerprint
from library.models.trash import OutOfTrash, TrashedSet, Withdrawable
from library.names import clean_name, true_name
from library.reading.errors import Unreadable
from library.reading.sniff import sniff
from members.models import Member


class Category(models.Model):
    """Where a document is filed; the group's own six come with the product."""

    name = models.CharField("nom", max_length=80, unique=True)
    slug = models.SlugField("nom dans l’adresse", max_length=60, unique=True)
    order = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "catégorie"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


def storage_name(instance: models.Model, filename: str) -> str:
    """Where a file is kept: a name that owes nothing to the person's."""
    name = uuid4().hex
    return f"documents/{name[:2]}/{name}"


def is_new(file: Any) -> bool:
    """Is it a file that a form or a verb has just given, not yet in the store?"""
    return bool(file) and not file._committed


class DocumentSet(TrashedSet["Document"], DocumentQuerySet):
    published: ClassVar[Q] = ~Q(status__in=["proposed", "refused"])
    author: ClassVar[str] = "uploaded_by_user"
    adder: ClassVar[str] = "uploaded_by_user"

    def shared(self) -> DocumentSet:
        """Those that an editor has let in, or that needed none to."""
        return self.filter(self.published)

    def for_lists(self) -> DocumentSet:
        """With what a row of a list shows, in one query."""
        return self.select_related("space", "category", "current", "uploaded_by_user")

    def for_lines(self) -> DocumentSet:
        """With what one line of a page shows (`components/document_line.html`)."""
        return self.select_related("current")


class Document(Withdrawable, AbstractDocument):
    """A file that people share, under one address whatever its versions.

    `file` is that of the current version: Wagtail reads it there.
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
    changed_at = models.DateTimeField("modifié le", auto_now=True)

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
    #: One of many: its reading gives way to what people have just added.
    in_bulk = False

    objects = OutOfTrash.from_queryset(DocumentSet)()
    everything = models.Manager.from_queryset(DocumentSet)()

    admin_form_fields = ("title", "file", "space", "category", "summary", "tags")
    # What `visible_to` asks for: the admin searches within what a person may see.
    search_fields = [
        *AbstractDocument.search_fields,
        *map(index.FilterField, ("space", "status", "uploaded_by_user", "trashed_at")),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        indexes = [
            models.Index(fields=["-created_at"], name="library_document_newest"),
            models.Index(
                fields=["space", "-created_at"], name="library_document_space"
            ),
        ]

    def clean(self) -> None:
        """Refuse what the library does not take, on the real bytes of the file."""
        super().clean()
        if is_new(self.file):
            try:
                sniff(self.file.file)
            except Unreadable as error:
                raise ValidationError({"file": error.message}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new file, whatever door it came by, becomes a version."""
        given = None
        if is_new(self.file):
            given = clean_name(self.file.name or "")
            self.file.name = given
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                if given:
                    self.adopt_file(given)
        except BaseException:
            if given and not is_new(self.file):
                self.file.storage.delete(str(self.file.name))
            raise

    def adopt_file(self, name: str) -> None:
        """Make the version that goes with the file just stored."""
        with self.file.open("rb") as file:
            kind = sniff(cast(BinaryIO, file))
            sha256 = fingerprint(file)
        last = self.versions.aggregate(last=models.Max("number"))["last"] or 0
        self.current = Version.objects.create(
            document=self,
            number=last + 1,
            file=self.file.name,
            name=true_name(name, kind.extension),
            size=self.file.size,
            sha256=sha256,
            kind=kind.extension,
            content_type=kind.content_type,
            added_by=self.replaced_by or self.uploaded_by_user,
        )
        self.file_size = self.file.size
        super().save(update_fields=["current", "file_size"])

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
    def is_proposed(self) -> bool:
        return self.status == self.Status.PROPOSED

    @property
    def is_refused(self) -> bool:
        return self.status == self.Status.REFUSED

    @property
    def is_unpublished(self) -> bool:
        """Only its author and the editors of its space see it."""
        return self.is_proposed or self.is_refused


class Version(models.Model):
    """One state of a document's file, and what was read in it."""

    class State(models.TextChoices):
        WAITING = "waiting", "en attente de lecture"
        READING = "reading", "lecture en cours"
        READ = "read", "lu"
        NEEDS_OCR = "needs_ocr", "texte à reconnaître"
        UNREADABLE = "unreadable", "illisible"

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="document", related_name="versions"
    )
    number = models.PositiveIntegerField("numéro")
    file = models.FileField("fichier", upload_to=storage_name, max_length=200)
    name = models.CharField("nom du fichier", max_length=255)
    size = models.PositiveBigIntegerField("taille en octets")
    sha256 = models.CharField("empreinte SHA-256", max_length=64, db_index=True)
    kind = models.CharField("format", max_length=10, blank=True)
    content_type = models.CharField("type", max_length=120, blank=True)
    page_count = models.PositiveIntegerField("pages", null=True)
    # Its pages are then not those of paper: library.reading.parts made them.
    in_parts = models.BooleanField("découpé en parties", default=False)
    author = models.CharField("auteur selon le fichier", max_length=255, blank=True)
    dated = models.DateField("date selon le fichier", null=True, blank=True)
    added_by = models.ForeignKey(
        Member, models.SET_NULL, verbose_name="déposé par", null=True, related_name="+"
    )
    added_at = models.DateTimeField("déposé le", auto_now_add=True)

    state = models.CharField(
        "lecture", max_length=20, choices=State.choices, default=State.WAITING
    )
    problem = models.CharField("pourquoi", max_length=30, blank=True)
    explanation = models.TextField("explication", blank=True)
    read_at = models.DateTimeField("lu le", null=True)

    class Meta:
        verbose_name = "version"
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="library_version_number"
            )
        ]
        indexes = [models.Index(fields=["state"], name="library_version_state")]

    def __str__(self) -> str:
        return f"{self.document} (version {self.number})"

    @property
    def length(self) -> str:
        """« 25 pages », « 4 diapositives »; empty where the size says more."""
        return units.length(self)

    @property
    def is_pdf(self) -> bool:
        return self.kind == "pdf"

    @property
    def is_picture(self) -> bool:
        return self.kind in {"gif", "jpeg", "png", "tiff", "webp"}

    @property
    def is_film(self) -> bool:
        return self.kind in {"mp4", "webm"}

    @property
    def is_shown_by_browsers(self) -> bool:
        """Is it a picture that every browser draws?"""
        return self.is_picture and self.kind != "tiff"

    @property
    def in_progress(self) -> bool:
        return self.state in {
            self.State.WAITING,
            self.State.READING,
            self.State.NEEDS_OCR,
        }


class Extract(models.Model):
    """The text of one page of a version. Pages count from 1."""

    version = models.ForeignKey(
        Version, models.CASCADE, verbose_name="version", related_name="extracts"
    )
    page = models.PositiveIntegerField("page")
    text = models.TextField("texte", blank=True)
    needs_ocr = models.BooleanField("à reconnaître", default=False)

    class Meta:
        verbose_name = "extrait"
        ordering = ["version", "page"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "page"], name="library_extract_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}, page {self.page}"
