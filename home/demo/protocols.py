"""The care protocol of the demonstration: its fiche, and who has read it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from home.demo.people import DOCTOR, NURSE, PHARMACIST, at
from library.models import Document, Protocol, Signatory, Understood
from library.protocols import copies
from members.models import Member, Profession

FILE = "protocole-hypoglycemie-a-domicile.pdf"
Part = Signatory.Part
SIGNED = [
    (Part.AUTHOR, "animatrice", "Cadre de santé"),
    (Part.AUTHOR, "lise.aubert", "Infirmier, infirmière en pratique avancée"),
    (Part.VALIDATOR, "paul.esnault", DOCTOR),
    (Part.VALIDATOR, "anne.villard", PHARMACIST),
]
CONCERNED = [NURSE, DOCTOR, PHARMACIST, "Aide-soignant, aide-soignante"]

#: Who has said so already.
READERS = ["marc.thevenet"]


@transaction.atomic
def ensure_protocols(documents: dict[str, Document]) -> None:
    """Once: what people then change stays so."""
    document = documents[FILE]
    protocol, is_new = Protocol.objects.get_or_create(document=document)
    if not is_new:
        return
    protocol.approved_on = timezone.localdate() - timedelta(20)
    protocol.approved_number = 1
    protocol.asked_at = timezone.now() - timedelta(6)
    protocol.save()
    trades = {trade.name: trade for trade in Profession.objects.all()}
    protocol.professions.set([trades[name] for name in CONCERNED])
    for order, (part, who, trade) in enumerate(SIGNED):
        member = Member.objects.get(email=at(who))
        protocol.signatories.create(
            part=part,
            order=order,
            name=member.get_full_name(),
            profession=trades[trade],
            member=member,
        )
    for reader in Member.objects.filter(email__in=map(at, READERS)):
        Understood.objects.create(document=document, member=reader, number=1)
    document.refresh_from_db()
    copies.ask(document)
