"""Who gets what: every address of the site, for every person.

The table (tests/access.py) has a row for each address of ours. An address without a
row fails the test: whoever adds one says who may open it. Wagtail's admin has one rule
for all of its addresses: staff and administrators, and for the others it does not
exist.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from home import feeds, news_mail
from library.models import (
    Category,
    Elimination,
    Picture,
    Preview,
    Protocol,
    Reference,
    SharedLink,
    Upload,
)
from library.sharing.addresses import token_of
from members.directory import photos
from members.models import (
    Contact,
    Invitation,
    JoinRequest,
    Member,
    Membership,
    PeopleFile,
    SpaceRequest,
    Structure,
)
from pages.models import ArticlePage, FaqPage, SectionPage
from pages.publishing import proposals
from tests.access import EXPECTED, GONE, IN, MOVED, NO, OK, POST, WHO
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.urls import Address, every_address

SignIn = Callable[[Member | None], Client]

#: On the grown profile, one of those who see the same is enough.
ALIKE = {"colleague", "former", "admin"}
EACH = [
    pytest.param(who, marks=[pytest.mark.looks] if who in ALIKE else []) for who in WHO
]
#: At least so many addresses are walked: a walk that finds none proves nothing.
FEWEST = 200


@pytest.fixture
def things(
    people: People,
    spaces: Spaces,
    category: Category,
    add_file: AddFile,
    work: Callable[[], None],
) -> dict[str, str]:
    """Things of GES, as the arguments of addresses."""
    document = add_file(by=people.staff, title="Protocole")
    small = ContentFile(b"RIFF", name="a.webp")
    assert document.current
    Preview.objects.create(version=document.current, thumbnail=small)
    reference = Reference.objects.create(
        space=spaces.ges, category=category, title="Loi HPST", kind="law"
    )
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Le groupe", slug="essai", space=spaces.ges)
    )
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    faq = section.add_child(instance=FaqPage(title="Questions", slug="questions"))
    proposed = proposals.propose_correction(people.staff, page, text="Mieux")
    page.save_revision(user=people.staff)
    sent = page.get_workflow().start(page, people.staff)
    picture = make_picture(spaces)
    file = PeopleFile.objects.create(
        name="gens.csv", by=people.staff, report={"rejected": [["mail"], ["x"]]}
    )
    invitation = Invitation(email="invitee@test.example", invited_by=people.staff)
    invitation.write_anew()
    invitation.save()
    demand = JoinRequest.objects.create(email="x@test.example", why="Rejoindre")
    place = Membership.objects.get(member=people.member, space=spaces.ges)
    spaces.ges.meets_at = timezone.now() + timedelta(days=3)
    spaces.ges.allows_links = True
    spaces.ges.save()
    shared = SharedLink.objects.create(
        document=document,
        given_by=people.staff,
        for_whom="La mairie",
        ends_on=timezone.localdate(),
    )
    asker = Member.objects.create_user("demande@test.example", first_name="Rémi")
    asked = SpaceRequest.objects.create(member=asker, space=spaces.ges)
    work()
    card = people.colleague.get_absolute_url()
    photos.put_photo(people.colleague, ContentFile(one_pixel()))
    feeds.renew(people.colleague)
    contact = Contact.objects.create(last_name="Sabatier", space=spaces.ges)
    structure = Structure.objects.create(name="MSP", kind="msp")
    sending = Upload.objects.create(
        by=people.staff, space=spaces.ges, category=category, name="a.pdf", size=9
    )
    protocol = Protocol.objects.create(document=document)
    ended = Elimination.objects.create(number="2026-1")
    return {
        "pk": str(document.pk),
        "slug": "ges",
        "name": document.filename,
        "token": "abc-def",
        "members:charter_version": "/charte/1/",
        "members:space_person": f"/espaces/ges/personnes/{place.pk}/",
        "members:space_remove": f"/espaces/ges/personnes/{place.pk}/retirer/",
        "members:space_request": f"/espaces/ges/demandes/{asked.pk}/",
        "members:space_state": "/espaces/ges/etat/figer/",
        "uidb36": "1",
        "key": "abc-def",
        "protocol_copy": protocol.copy_path(1),
        "library:shared_link": shared.get_absolute_url(),
        "library:shared_link_stop": f"{shared.get_absolute_url()}retirer/",
        "shared_link": f"/lien/{token_of(shared)}/",
        "shared_file": f"/lien/{token_of(shared)}/fichier",
        "library:upload": sending.get_absolute_url(),
        **{
            f"library:elimination{name}": f"/bibliotheque/eliminations/{ended.pk}/{end}"
            for name, end in {
                "": "",
                "_csv": "bordereau.csv",
                "_sign": "visa/",
                "_drop": "abandonner/",
                "_carry_out": "eliminer/",
            }.items()
        },
        "library:reference": f"/bibliotheque/textes/{reference.pk}/",
        "library:reference_edit": f"/bibliotheque/textes/{reference.pk}/modifier/",
        "library:reference_delete": f"/bibliotheque/textes/{reference.pk}/supprimer/",
        "library:reference_restore": f"/bibliotheque/textes/{reference.pk}/reprendre/",
        "wagtail_serve": page.get_url(),
        "pages:proposal": f"/propositions/{proposed.pk}/",
        "pages:withdraw": f"/propositions/{proposed.pk}/retirer/",
        "pages:review": f"/relectures/{sent.current_task_state.pk}/",
        **{
            f"pages:{name}": f"/pages/{page.pk}/{end}/"
            for name, end in {
                "correction": "corriger",
                "new_page": "proposer",
                "problem": "signaler",
                "history": "historique",
                "confirm": "toujours-valable",
            }.items()
        },
        "pages:new_news": f"/pages/{section.pk}/proposer-une-actualite/",
        "pages:question": f"/pages/{faq.pk}/poser-une-question/",
        "home:personal_feed": f"/flux/{feeds.token_of(people.colleague)}/ges.atom",
        "pages:page_pdf": f"/papier/{page.pk}/page.pdf",
        "pages:section_pdf": f"/papier/{page.pk}/rubrique.pdf",
        "media": f"/media/{picture.file.name}",
        "hidden": "/admin/login/",
        "home:news_stop": f"/nouveautes/arreter/{news_mail.sign(people.staff)}/",
        "members:people_file": f"/invitations/fichier/{file.pk}/",
        "members:people_file_errors": f"/invitations/fichier/{file.pk}/a-corriger.csv",
        "members:invitation_withdraw": f"/invitations/{invitation.pk}/retirer/",
        "members:demand_accept": f"/demandes/{demand.pk}/accepter/",
        "members:demand_refuse": f"/demandes/{demand.pk}/refuser/",
        "members:directory_export": "/annuaire/export/membres.csv",
        "members:suggest": "/annuaire/suggestions/communes/",
        "members:person": card,
        "members:vcard": f"{card}contact.vcf",
        "members:photo": people.colleague.photo_url,
        "members:card_edit": f"{card}modifier/",
        "members:card_photo": f"{card}modifier/photo/",
        "members:absences": f"{card}modifier/absences/",
        "members:contact": contact.get_absolute_url(),
        "members:contact_vcard": f"{contact.get_absolute_url()}contact.vcf",
        "members:contact_edit": f"{contact.get_absolute_url()}modifier/",
        "members:contact_delete": f"{contact.get_absolute_url()}supprimer/",
        "members:structure": structure.get_absolute_url(),
        "members:structure_edit": f"{structure.get_absolute_url()}modifier/",
        "members:structure_merge": f"{structure.get_absolute_url()}fusionner/",
        "members:structure_delete": f"{structure.get_absolute_url()}supprimer/",
        "document_id": str(document.pk),
        "page_id": str(page.pk),
        "page_to_copy_id": str(page.pk),
        "page_to_move_id": str(page.pk),
        "image_id": str(picture.pk),
    }


def make_picture(spaces: Spaces) -> Picture:
    from io import BytesIO

    from django.core.files.images import ImageFile
    from PIL import Image

    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    data.seek(0)
    return Picture.objects.create(
        title="Carré", space=spaces.ges, file=ImageFile(data, name="carre.png")
    )


def one_pixel() -> bytes:
    from io import BytesIO

    from PIL import Image

    data = BytesIO()
    Image.new("RGB", (1, 1)).save(data, "PNG")
    return data.getvalue()


def outcome(client: Client, path: str) -> Any:
    """The status, or `IN` for a redirection to the sign-in page."""
    answer: Any = client.get(path)
    if answer.streaming:  # read to its end, which closes its file
        b"".join(answer.streaming_content)
    if answer.status_code in (301, 302):
        return IN if answer["Location"].startswith("/connexion/") else MOVED
    return answer.status_code


def is_admin(address: Address) -> bool:
    return address.path.startswith("/admin/") and address.key not in EXPECTED


def test_every_address_has_an_expectation(things: dict[str, str]) -> None:
    unexpected = [
        address.key
        for address in every_address(things)
        if not is_admin(address) and address.key not in EXPECTED
    ]
    assert unexpected == []


def test_the_walk_sees_the_whole_site(things: dict[str, str]) -> None:
    addresses = every_address(things)
    keys = {address.key for address in addresses}
    print(f"{len(addresses)} adresses × {len(WHO)} personnes")  # noqa: T201 - bench.access_matrix
    assert len(addresses) > FEWEST
    assert set(EXPECTED) <= keys
    for some in ("wagtaildocs:index", "wagtailimages:index", "wagtailadmin_api:pages"):
        assert any(key.startswith(some) for key in keys), some


@pytest.mark.parametrize("who", EACH)
def test_each_address_answers_as_the_table_says(
    who: str, things: dict[str, str], people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.all().get(who))
    got = {
        address.key: outcome(client, address.path)
        for address in every_address(things)
        if not is_admin(address)
    }
    wrong = {
        key: (got[key], wanted[who])
        for key, wanted in EXPECTED.items()
        if got[key] != wanted[who]
    }
    assert wrong == {}


@pytest.mark.parametrize("who", WHO)
def test_the_card_of_a_closed_account_is_for_who_manages_it(
    who: str, people: People, sign_in: SignIn
) -> None:
    closed = Member.objects.create_user(
        "ferme@test.example", first_name="Rémi", last_name="Clos", is_active=False
    )
    wanted = {"stranger": IN, "staff": OK, "admin": OK}.get(who, GONE)
    client = sign_in(people.all().get(who))
    assert outcome(client, closed.get_absolute_url()) == wanted
    for more in ("contact.vcf", "modifier/"):
        gone = IN if who == "stranger" else GONE
        assert outcome(client, f"{closed.get_absolute_url()}{more}") == gone


@pytest.mark.looks  # closed by address, before any question to the database
@pytest.mark.parametrize("who", [w for w in WHO if w not in ("staff", "admin")])
def test_wagtails_admin_does_not_exist_for_who_may_not_enter(
    who: str, things: dict[str, str], people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.all().get(who))
    wanted = IN if who == "stranger" else GONE
    opened = {
        address.key: got
        for address in every_address(things)
        if is_admin(address) and (got := outcome(client, address.path)) != wanted
    }
    assert opened == {}


@pytest.mark.parametrize("who", ["staff", "admin"])
def test_nothing_breaks_in_wagtails_admin_for_who_may_enter(
    who: str, things: dict[str, str], people: People, sign_in: SignIn
) -> None:
    client = sign_in(people.all()[who])
    broken = {
        address.path: got
        for address in every_address(things)
        if is_admin(address)
        and (got := outcome(client, address.path))
        not in (OK, MOVED, 204, 400, NO, GONE, POST)
    }
    assert broken == {}


def test_an_address_that_nobody_thought_of_asks_a_stranger_to_sign_in(
    client: Client, db: None
) -> None:
    assert outcome(client, "/cette-page-n-existe-pas/") == IN


def test_passwords_alone_do_not_open_wagtails_own_doors(
    client: Client, people: People
) -> None:
    for path in ("/admin/login/", "/_util/login/", "/admin/password_reset/"):
        given = {"password": "trois-petits-chats-7"}
        given |= dict.fromkeys(("login", "username", "email"), people.staff.email)
        assert client.post(path, given).status_code in (404, 405, 302)
        assert "_auth_user_id" not in client.session
