"""The versions of a document, and the text of their pages."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone

from library import units
from library.names import as_pdf, with_version
from members.models import Member


def storage_name(instance: models.Model, filename: str) -> str:
    """Where a file is kept: a name that owes nothing to the person's."""
    name = uuid4().hex
    return f"documents/{name[:2]}/{name}"


class Version(models.Model):
    """One state of a document's file, and what was read in it."""

    class State(models.TextChoices):
        WAITING = "waiting", "en attente de lecture"
        READING = "reading", "lecture en cours"
        READ = "read", "lu"
        NEEDS_OCR = "needs_ocr", "texte à reconnaître"
        UNREADABLE = "unreadable", "illisible"

    class Door(models.TextChoices):
        WAITING = "waiting", "à vérifier"
        THROUGH = "through", "passé"
        HELD = "held", "retenu"
        RELEASED = "released", "laissé passer"

    document = models.ForeignKey(
        "library.Document",
        models.CASCADE,
        verbose_name="document",
        related_name="versions",
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
    title = models.CharField("titre selon le fichier", max_length=255, blank=True)
    author = models.CharField("auteur selon le fichier", max_length=255, blank=True)
    dated = models.DateField("date selon le fichier", null=True, blank=True)
    # Of a PDF: does it say what is a title, a list, a table (ISO 32000-2 § 14.8)?
    is_tagged = models.BooleanField("balisé", null=True)
    scanned = models.PositiveIntegerField("pages qui sont des images", default=0)
    added_by = models.ForeignKey(
        Member, models.SET_NULL, verbose_name="déposé par", null=True, related_name="+"
    )
    added_at = models.DateTimeField("déposé le", auto_now_add=True)
    note = models.CharField("ce qui change", max_length=300, blank=True)
    # Who has read the version before has nothing to read again (library.protocols).
    is_minor = models.BooleanField("sans nouvelle lecture", default=False)

    state = models.CharField(
        "lecture", max_length=20, choices=State.choices, default=State.WAITING
    )
    problem = models.CharField("pourquoi", max_length=30, blank=True)
    explanation = models.TextField("explication", blank=True)
    read_at = models.DateTimeField("lu le", null=True)

    # The door (design § 3.2): library.door.passing.
    door = models.CharField(
        "porte", max_length=10, choices=Door.choices, default=Door.WAITING
    )
    flags = models.JSONField("ce qu’il porte", default=list, blank=True)
    reasons = models.JSONField("raisons", default=list, blank=True)
    is_sure = models.BooleanField("tout a pu être vérifié", default=True)
    looked_at = models.DateTimeField("vérifié le", null=True)
    released_at = models.DateTimeField("laissé passer le", null=True)
    released_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="laissé passer par",
        null=True,
        related_name="+",
    )
    release_word = models.TextField("raison de le laisser passer", blank=True)

    class Meta:
        verbose_name = "version"
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="library_version_number"
            )
        ]
        indexes = [
            models.Index(fields=["state"], name="library_version_state"),
            # The second for library.forgotten, which asks at every turn.
            models.Index(fields=["door", "looked_at"], name="library_version_door"),
        ]

    def __str__(self) -> str:
        return f"{self.document} (version {self.number})"

    @property
    def download_name(self) -> str:
        """Its name with its number and its day: `protocole-v2-2026-11-30.pdf`."""
        return self.dated_name(self.name)

    @property
    def pdf_name(self) -> str:
        """The same, for the PDF that is made of it."""
        return self.dated_name(as_pdf(self.name))

    def dated_name(self, name: str) -> str:
        day = f"{timezone.localdate(self.added_at):%Y-%m-%d}"
        return with_version(name, self.number, day)

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
    def is_through(self) -> bool:
        """May those who see its document read it?"""
        return self.door in {self.Door.THROUGH, self.Door.RELEASED}

    @property
    def is_held(self) -> bool:
        return self.door == self.Door.HELD

    @property
    def has_virus(self) -> bool:
        """Then nobody receives its bytes, and nobody lets it through."""
        return any(reason["code"] == "virus" for reason in self.reasons)

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
