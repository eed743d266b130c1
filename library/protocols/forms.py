"""The fiche of a care protocol, as its authors fill it in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone

from library.changes import announce
from library.forms import without_number
from library.models import Document, Protocol, Reference, Signatory
from library.official.naming import NotFoundError, text_named
from library.permissions import may_change
from library.protocols import copies
from library.stale import Unstale
from members.coming_in import professions
from members.directory.fields import ProfessionsField
from members.french import quoted
from members.listed import fold
from members.models import Member
from members.names import without_title
from members.rights import require, require_open
from members.spaces import letters

Part = Signatory.Part
#: So many names at most on each side.
MOST = 40
HOW = "Une personne par ligne\u202f: «\u202fClaire Morand, infirmière\u202f»."


class NamesField(forms.CharField):
    """Names and professions, one person a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 3}),
            **kwargs,
        )


class ProtocolForm(Unstale, forms.Form):
    professions = ProfessionsField()
    authors = NamesField(label="Rédigé par", help_text=HOW)
    validators = NamesField(
        label="Validé par", help_text=f"{HOW} Au mieux, une par profession concernée."
    )
    references = NamesField(
        label="Textes cités",
        help_text="Un texte officiel par ligne\u202f: son titre, son numéro, ou "
        "l’adresse de sa page ici. S’il change, le protocole le dit.",
    )
    approved_on = forms.DateField(
        label="Approuvé le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    asks_reading = forms.BooleanField(
        label="Demander aux professions concernées de confirmer «\u202flu et compris"
        "\u202f»",
        required=False,
        help_text="Les personnes de ces professions qui voient l’espace reçoivent un "
        "mail le lendemain matin, puis des rappels jusqu’à leur réponse. Une nouvelle "
        "version le redemande.",
    )

    def __init__(self, *args: Any, user: Member, document: Document, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.user, self.document = user, document
        self.known = professions.by_name()
        self.protocol = Protocol.everything.filter(document=document).first()
        self.is_one = self.protocol is not None and self.protocol.retired_at is None
        field = self.fields["professions"]
        assert isinstance(field, ProfessionsField)
        field.label = "Professions concernées"
        field.in_order()
        if self.protocol is not None:
            self.initial = {**of_protocol(self.protocol, user), **self.initial}
        self.watch_values(self.initial)

    def clean_approved_on(self) -> Any:
        day = self.cleaned_data["approved_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Cette date n’est pas encore venue.")
        if day and day.year < 1990:
            raise forms.ValidationError("L’année est-elle la bonne\u202f?")
        return day

    def clean_authors(self) -> list[Signatory]:
        return self.named("authors", Part.AUTHOR)

    def clean_validators(self) -> list[Signatory]:
        return self.named("validators", Part.VALIDATOR)

    def clean_references(self) -> list[Reference]:
        lines = [
            line.strip(" \t-–•")
            for line in self.cleaned_data["references"].splitlines()
        ]
        found, wrong = [], []
        for line in [line for line in lines if line][:MOST]:
            try:
                found.append(text_named(line, self.user))
            except NotFoundError as error:
                wrong.append(str(error))
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("asks_reading") and not given.get("professions"):
            self.add_error("professions", "Cochez les professions qui doivent le lire.")
        return given

    def named(self, field: str, part: Part) -> list[Signatory]:
        """The people of a field, in order; each wrong line is told."""
        lines = without_number(self.cleaned_data[field]).splitlines()
        lines = [line.strip(" \t-–•;") for line in lines]
        lines = [line for line in lines if line]
        if len(lines) > MOST:
            raise forms.ValidationError(f"Pas plus de {MOST} personnes.")
        people = self.people() if lines else {}
        found, wrong = [], []
        for order, line in enumerate(lines):
            name, _, trade = (piece.strip() for piece in line.partition(","))
            profession = professions.named(trade, self.known) if trade else None
            if not name or len(name) > 150:
                wrong.append(
                    f"«\u202f{line[:60]}\u202f»\u202f: écrivez d’abord le nom."
                )
            elif trade and profession is None:
                wrong.append(f"{name}\u202f: {professions.unknown(trade, self.known)}")
            same = people.get(fold(without_title(name)), [])
            member = same[0] if len(same) == 1 else None
            if member is not None and profession is None:
                his = list(member.professions.all())
                profession = his[0] if len(his) == 1 else None
            found.append(
                Signatory(
                    part=part,
                    order=order,
                    name=name,
                    profession=profession,
                    member=member,
                )
            )
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def people(self) -> dict[str, list[Member]]:
        """Those whom the person knows, by their name."""
        if not hasattr(self, "_people"):
            self._people: dict[str, list[Member]] = {}
            known = Member.objects.listed_to(self.user)
            for member in known.prefetch_related("professions"):
                key = fold(member.get_full_name())
                self._people.setdefault(key, []).append(member)
        return self._people

    def save(self) -> Protocol:
        """Keep the fiche; its document may be changed by the person."""
        given = self.cleaned_data
        with transaction.atomic():
            held = Document.objects.select_for_update().get(pk=self.document.pk)
            require_open(held.space)
            require(may_change(self.user, held))
            protocol, _ = Protocol.everything.get_or_create(document=held)
            protocol.retired_at = None
            self.approve(protocol, held)
            if not given["asks_reading"]:
                protocol.asked_at = None
            elif protocol.asked_at is None:
                protocol.asked_at = timezone.now()
            protocol.save()
            protocol.professions.set(given["professions"])
            unseen = protocol.references.exclude(
                pk__in=Reference.objects.visible_to(self.user).values("pk")
            )
            protocol.references.set([*given["references"], *unseen])
            before: set[int | None] = set(
                protocol.signatories.values_list("member", flat=True)
            )
            protocol.signatories.all().delete()
            for signatory in [*given["authors"], *given["validators"]]:
                signatory.protocol = protocol
                signatory.save()
            announce([f"document:{held.pk}"])
            copies.ask(held)
            self.tell(held, before)
        return protocol

    def approve(self, protocol: Protocol, document: Document) -> None:
        """A new date, or other validators, are of the version that is read now."""
        given = self.cleaned_data["approved_on"]
        names = [each.name for each in self.cleaned_data["validators"]]
        signed = protocol.signatories.filter(part=Part.VALIDATOR)
        same = names == list(signed.values_list("name", flat=True))
        if given != protocol.approved_on or not same:
            current = document.current
            protocol.approved_number = current.number if current else None
        protocol.approved_on = given

    def tell(self, document: Document, before: set[int | None]) -> None:
        """Those who are named for the first time, by mail: nobody signs unknowing."""
        named = [*self.cleaned_data["authors"], *self.cleaned_data["validators"]]
        people = {each.member for each in named if each.member is not None}
        letters.write(
            [p for p in people if p.pk not in before and p != self.user],
            f"Vous êtes nommé dans le protocole {quoted(document.title)}",
            f"{self.user.get_full_name()} écrit que vous avez rédigé ou validé le "
            f"protocole {quoted(document.title)}, dans {quoted(document.space.name)}.",
            "Si ce n’est pas le cas, dites-le à cette personne, ou à l’équipe du Pays.",
            action="Voir le protocole",
            address=document.get_absolute_url(),
        )


def of_protocol(protocol: Protocol, user: Member) -> dict[str, Any]:
    """What the form shows of it."""
    seen = Reference.objects.visible_to(user).filter(protocols=protocol)
    lines: dict[str, list[str]] = {Part.AUTHOR: [], Part.VALIDATOR: []}
    for each in protocol.signatories.select_related("profession"):
        trade = each.profession.name if each.profession else ""
        lines[each.part].append(", ".join(filter(None, [each.name, trade])))
    return {
        "professions": list(protocol.professions.values_list("pk", flat=True)),
        "authors": "\n".join(lines[Part.AUTHOR]),
        "validators": "\n".join(lines[Part.VALIDATOR]),
        "references": "\n".join(seen.values_list("title", flat=True)),
        "approved_on": protocol.approved_on,
        "asks_reading": protocol.asks_reading,
    }


def remove(by: Member, document: Document) -> None:
    """It is a document like the others again. Its fiche is kept, and comes back when
    it is made a protocol again; its copies say that it is in use no more.
    """
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        require_open(held.space)
        require(may_change(by, held))
        Protocol.objects.filter(document=held).update(retired_at=timezone.now())
        copies.forget(held)
        announce([f"document:{held.pk}"])
