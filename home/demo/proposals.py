"""What members of the demonstration propose for its pages, and what became of it."""

from __future__ import annotations

from django.db import transaction

from home.demo.people import at
from members.models import Member
from pages.models import ContentPage, Proposal
from pages.publishing import new_terms, proposals

#: End of the address of the page that each is about.
MEDICINES, EVE, STEPS = (
    "les-medicaments-au-retour",
    "appeler-la-veille",
    "la-sortie-d-hopital-pas-a-pas",
)


@transaction.atomic
def ensure_proposals() -> None:
    """Four that wait, and one that was answered; none is made twice."""
    if Proposal.objects.exists():
        return
    pages = {page.slug: page for page in ContentPage.objects.live()}
    people = {member.email: member for member in Member.objects.get_queryset()}
    if not {MEDICINES, EVE, STEPS} <= set(pages):
        return
    member, keeper = people[at("membre")], people[at("animatrice")]
    proposals.propose_correction(
        member,
        pages[MEDICINES],
        text="Ajouter que la pharmacie peut livrer à domicile le jour du retour, si "
        "l’hôpital l’appelle avant midi.",
        reason="La Pharmacie du Pont le fait depuis septembre.",
    )
    proposals.propose_page(
        member,
        pages[STEPS],
        title="Le retour un vendredi soir",
        summary="Ce qu’il faut avoir prévu quand la sortie tombe avant un week-end.",
        text="Le vendredi, les cabinets ferment tôt et les pharmacies aussi.\n\n"
        "## Avant midi\n\n- prévenir l’infirmière\n- envoyer l’ordonnance à la "
        "pharmacie\n- noter qui appeler le samedi",
    )
    proposals.report_problem(
        people[at("lise.aubert")],
        pages[EVE],
        problem=Proposal.Problem.OUT_OF_DATE,
        text="Le service social a changé d’horaires\u202f: il répond jusqu’à 16 h.",
    )
    new_terms.propose_term(
        member,
        short="VSL",
        long="véhicule sanitaire léger",
        explanation="Une voiture qui transporte, assise, une personne malade, sur "
        "ordonnance.",
        reason="Il est écrit sur les bons de transport, et les familles le demandent.",
    )
    refused = proposals.report_problem(
        member, pages[STEPS], problem=Proposal.Problem.OTHER, text="La page est longue."
    )
    proposals.refuse(
        keeper,
        refused,
        "C’est voulu\u202f: elle s’imprime et se suit dans l’ordre. Le sommaire, à "
        "côté, mène à chaque étape.",
    )
