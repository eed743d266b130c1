"""Care protocols: whom they concern, who wrote and approved them, who has read them."""

from __future__ import annotations

import secrets

from django.db import models
from django.urls import reverse

from library.models.documents import Document
from library.models.references import Reference
from library.models.versions import Version, storage_name
from members.models import Member, Profession

#: Letters of the address of a copy: no 0, 1, I, O, which paper confuses.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 16  # 80 bits


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


class Current(models.Manager["Protocol"]):
    """Those that are protocols today."""

    def get_queryset(self) -> models.QuerySet[Protocol]:
        return super().get_queryset().filter(retired_at=None)


class Protocol(models.Model):
    """What makes a document a care protocol.

    Its version, its review and its archive are those of the document. `asked_at` is
    since when the professions concerned are asked to have read and understood it; None
    when nobody is. `code` is in the address that its copies bear (library.protocols).
    """

    document = models.OneToOneField(
        Document, models.CASCADE, verbose_name="document", related_name="protocol"
    )
    professions = models.ManyToManyField(
        Profession,
        verbose_name="professions concernées",
        blank=True,
        related_name="protocols",
    )
    references = models.ManyToManyField(
        Reference, verbose_name="textes cités", blank=True, related_name="protocols"
    )
    approved_on = models.DateField("approuvé le", null=True, blank=True)
    # An approval is of one version, and of those after it that are minor.
    approved_number = models.PositiveIntegerField(
        "version approuvée", null=True, editable=False
    )
    asked_at = models.DateTimeField("lecture demandée le", null=True, editable=False)
    code = models.CharField(
        "code des copies",
        max_length=CODE_LENGTH,
        unique=True,
        default=new_code,
        editable=False,
    )

    changed_at = models.DateTimeField("modifié le", auto_now=True)
    # A document like the others again: what was written is kept, its copies know it.
    retired_at = models.DateTimeField("défait le", null=True, editable=False)

    objects = Current()
    everything = models.Manager.from_queryset(models.QuerySet)()

    class Meta:
        verbose_name = "protocole de soins"
        verbose_name_plural = "protocoles de soins"
        indexes = [models.Index(fields=["asked_at"], name="library_protocol_asked")]

    #: The number of the version from which a reading counts, once
    #: `library.protocols.needed.with_needed` has told it.
    needed: int

    def __str__(self) -> str:
        return str(self.document)

    @property
    def is_approved(self) -> bool:
        """Is the approval of the version that is read? `needed` is known."""
        return self.approved_on is not None and (self.approved_number or 0) >= (
            self.needed
        )

    @property
    def asks_reading(self) -> bool:
        return self.asked_at is not None

    def copy_path(self, number: int) -> str:
        """The address that the copies of a version bear."""
        return reverse("protocol_copy", args=[self.code, number])


class Signatory(models.Model):
    """Who wrote or approved a protocol, under his name and his profession of then."""

    class Part(models.TextChoices):
        AUTHOR = "author", "rédaction"
        VALIDATOR = "validator", "validation"

    protocol = models.ForeignKey(
        Protocol, models.CASCADE, verbose_name="protocole", related_name="signatories"
    )
    part = models.CharField("part", max_length=10, choices=Part)
    name = models.CharField("nom", max_length=150)
    profession = models.ForeignKey(
        Profession,
        models.SET_NULL,
        verbose_name="profession",
        null=True,
        related_name="+",
    )
    # Who has an account: his name leads to his card.
    member = models.ForeignKey(
        Member, models.SET_NULL, verbose_name="membre", null=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "signataire"
        ordering = ["part", "order"]

    def __str__(self) -> str:
        return self.name


class Understood(models.Model):
    """« Lu et compris »: a person's word on one version of a document."""

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="document", related_name="understood"
    )
    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="understood"
    )
    number = models.PositiveIntegerField("version")
    at = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "lecture confirmée"
        verbose_name_plural = "lectures confirmées"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "member", "number"], name="library_understood_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"


class ReadingAsked(models.Model):
    """The mails that asked a person to read a version: how many, and the last day."""

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="document", related_name="+"
    )
    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="+"
    )
    number = models.PositiveIntegerField("version")
    times = models.PositiveSmallIntegerField("mails", default=0)
    last_on = models.DateField("dernier mail le", null=True)

    class Meta:
        verbose_name = "lecture demandée"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "member", "number"], name="library_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"


class StampedCopy(models.Model):
    """The PDF of a version with its code on every page: what people download.

    `said` is what it bears; `problem` why there is none (library.protocols.copies).
    """

    #: library.lost: its file need not be saved, nor looked for.
    is_made_again = True

    version = models.OneToOneField(
        Version, models.CASCADE, verbose_name="version", related_name="stamped"
    )
    file = models.FileField("fichier", upload_to=storage_name, max_length=200)
    size = models.PositiveBigIntegerField("taille en octets", default=0)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    said = models.CharField("ce qu’elle porte", max_length=300)
    problem = models.CharField("pourquoi", max_length=30, blank=True)

    class Meta:
        verbose_name = "copie à imprimer"
        verbose_name_plural = "copies à imprimer"

    def __str__(self) -> str:
        return f"{self.version}"

    @property
    def download_name(self) -> str:
        return self.version.pdf_name

    @property
    def content_type(self) -> str:
        return "application/pdf"
