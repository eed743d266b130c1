"""Who gets what: every address of the site, for every person.

The table below has a row for each address of ours. An address without a row fails the
test: whoever adds one says who may open it. Wagtail's admin has one rule for all of
its addresses: staff and administrators, and for the others it does not exist.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from home import news_mail
from library.models import Category, Picture, Reference
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
from pages.models import ArticlePage, SectionPage
from tests.conftest import AddFile
from tests.people import People, Spaces
from tests.urls import Address, every_address

WHO = [
    "stranger",
    "outsider",
    "former",
    "occasional",
    "member",
    "colleague",
    "editor",
    "staff",
    "admin",
]
SignIn = Callable[[Member | None], Client]

OK, GONE, IN, MOVED, POST, NO = 200, 404, "sign in", "elsewhere", 405, 403


def row(
    stranger: Any, outsider: Any, of_ges: Any, editor: Any = None, staff: Any = None
) -> dict[str, Any]:
    """Expectations for a thing of the closed space GES.

    The outsider, the occasional member and the one whose time is over are all outside
    of it; `editor` edits another space.
    """
    return {
        "stranger": stranger,
        "outsider": outsider,
        "former": outsider,
        "occasional": outsider,
        "member": of_ges,
        "colleague": of_ges,
        "editor": of_ges if editor is None else editor,
        "staff": of_ges if staff is None else staff,
        "admin": of_ges if staff is None else staff,
    }


def all_alike(stranger: Any, person: Any) -> dict[str, Any]:
    return row(stranger, person, person)


def card_of_colleague(own: Any) -> dict[str, Any]:
    """Changing someone's card: himself and staff; refused to who may see it."""
    return all_alike(IN, NO) | {
        "former": GONE,
        "colleague": own,
        "staff": own,
        "admin": own,
    }


#: What GET answers, for things that live in GES and that `staff` put there.
EXPECTED: dict[str, dict[str, Any]] = {
    "account_login": all_alike(OK, MOVED),
    "account_request_login_code": all_alike(OK, MOVED),
    "account_confirm_login_code": all_alike(IN, MOVED),
    "mfa_login_webauthn": all_alike(IN, MOVED),
    "mfa_authenticate": all_alike(IN, MOVED),
    "openid_connect_login": all_alike(POST, POST),
    "openid_connect_callback": all_alike(GONE, GONE),
    "account_inactive": all_alike(OK, OK),
    "account_logout": all_alike(POST, POST),
    "account_reset_password": all_alike(OK, OK),
    "account_reset_password_done": all_alike(OK, OK),
    "account_reset_password_from_key": all_alike(OK, OK),
    "account_reset_password_from_key_done": all_alike(OK, OK),
    # What follows asks who it is first, for it has been long (`force_login`).
    "account_change_password": all_alike(IN, OK),
    "account_set_password": all_alike(IN, MOVED),
    "mfa_index": all_alike(IN, OK),
    "second_factor_required": all_alike(IN, MOVED),
    "forget_factor": all_alike(IN, MOVED),
    "change_address": all_alike(IN, MOVED),
    "confirm_address": all_alike(IN, MOVED),
    "mfa_activate_totp": all_alike(IN, MOVED),
    "mfa_deactivate_totp": row(IN, GONE, GONE, editor=MOVED, staff=MOVED),
    "mfa_add_webauthn": all_alike(IN, MOVED),
    "mfa_edit_webauthn": all_alike(IN, MOVED),
    "mfa_remove_webauthn": all_alike(IN, MOVED),
    "mfa_view_recovery_codes": all_alike(IN, GONE),
    "mfa_generate_recovery_codes": all_alike(IN, MOVED),
    "mfa_download_recovery_codes": all_alike(IN, GONE),
    "socialaccount_connections": all_alike(POST, POST) | {"stranger": IN},
    "open_sessions": all_alike(IN, OK),
    "close_other_sessions": all_alike(POST, POST) | {"stranger": IN},
    "close_session": all_alike(POST, POST) | {"stranger": IN},
    "account_reauthenticate": all_alike(IN, OK),
    "mfa_reauthenticate": row(IN, MOVED, MOVED, editor=OK, staff=OK),
    "mfa_reauthenticate_webauthn": all_alike(IN, MOVED),
    "reauthenticate_by_mail": all_alike(IN, OK),
    "members:spaces": all_alike(IN, OK),
    # GES is entered on request: who may ask is led to where one asks.
    "members:space": row(IN, GONE, OK) | {"outsider": MOVED},
    "members:join": all_alike(OK, MOVED),
    "members:joined": all_alike(OK, OK),
    "members:invitation": all_alike(410, 410),
    "members:charter": all_alike(OK, OK),
    "members:charter_publish": row(IN, GONE, GONE, staff=OK),
    "members:invitations": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:invite": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:invitation_resend": all_alike(POST, POST) | {"stranger": IN},
    "members:invitation_withdraw": row(IN, GONE, GONE, staff=OK),
    "members:people_file_give": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:people_file_model": row(IN, GONE, GONE, editor=OK, staff=OK),
    "members:people_file": row(IN, GONE, GONE, staff=OK) | {"admin": GONE},
    "members:people_file_errors": row(IN, GONE, GONE, staff=OK) | {"admin": GONE},
    "members:people_file_do": all_alike(POST, POST) | {"stranger": IN},
    "members:demands": row(IN, GONE, GONE, staff=OK),
    "members:demand_accept": row(IN, GONE, GONE, staff=OK),
    "members:demand_refuse": row(IN, GONE, GONE, staff=OK),
    "members:journal": row(IN, GONE, GONE, staff=OK),
    "members:journal_export": row(IN, GONE, GONE, staff=OK),
    "members:my_data": all_alike(IN, OK),
    "members:my_data_copy": all_alike(IN, MOVED),
    "members:leave_group": all_alike(IN, MOVED),
    "members:news_mail": all_alike(POST, POST) | {"stranger": IN},
    "members:space_new": row(IN, NO, NO, staff=OK),
    "members:space_join": row(IN, GONE, MOVED, staff=OK) | {"outsider": OK},
    "members:space_withdraw": all_alike(POST, POST) | {"stranger": IN},
    "members:space_leave": row(IN, GONE, OK, staff=NO),
    "members:space_people": row(IN, GONE, OK),
    "members:space_add": row(IN, GONE, NO, staff=OK),
    "members:space_person": row(IN, GONE, NO, staff=OK),
    "members:space_remove": row(IN, GONE, NO, staff=OK),
    "members:space_request": row(IN, GONE, NO, staff=OK),
    "members:space_meeting": row(IN, GONE, NO, staff=OK),
    "members:space_meeting_file": row(IN, GONE, OK),
    "members:space_settings": row(IN, GONE, NO, staff=OK),
    "members:space_state": row(IN, GONE, NO, staff=OK),
    "members:directory": all_alike(IN, OK),
    "members:contacts": all_alike(IN, OK),
    "members:structures": all_alike(IN, OK),
    "members:directory_print": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:directory_export": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    # Who asks to join names his commune; other names are for members.
    "members:suggest": all_alike(OK, OK),
    "members:my_card": all_alike(IN, OK),
    "members:confirm_card": all_alike(POST, POST) | {"stranger": IN},
    # A link that is over, or altered, says so to everyone.
    "members:still_right": all_alike(410, 410),
    # The card of a colleague: an occasional member knows those of his spaces only.
    "members:person": all_alike(IN, OK) | {"former": GONE},
    "members:vcard": all_alike(IN, OK) | {"former": GONE},
    "members:photo": all_alike(IN, OK) | {"former": GONE},
    "members:card_edit": card_of_colleague(OK),
    "members:card_photo": card_of_colleague(OK),
    "members:absences": card_of_colleague(OK),
    "members:contact": row(IN, GONE, OK),
    "members:contact_vcard": row(IN, GONE, OK),
    "members:contact_add": all_alike(IN, NO) | {"editor": OK, "staff": OK, "admin": OK},
    "members:contact_edit": row(IN, GONE, NO, staff=OK),
    "members:contact_delete": row(IN, GONE, NO, staff=OK),
    "members:structure": all_alike(IN, OK),
    "members:structure_add": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:structure_edit": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:structure_merge": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "members:structure_delete": all_alike(IN, NO) | {"staff": OK, "admin": OK},
    "home:dashboard": all_alike(IN, OK),
    "home:news_stop": all_alike(OK, OK),
    "home:menu": all_alike(IN, OK),
    "home:help": all_alike(OK, OK),
    "home:legal": all_alike(OK, OK),
    "home:privacy": all_alike(OK, OK),
    "home:accessibility": all_alike(OK, OK),
    "home:components": row(IN, GONE, GONE, staff=OK),
    "pages:themes": all_alike(IN, OK),
    "pages:glossary": all_alike(IN, OK),
    "library:documents": all_alike(OK, OK),
    "library:add": all_alike(IN, OK),
    "library:references": all_alike(OK, OK),
    "library:reference_add": all_alike(IN, OK),
    "library:reference": row(IN, GONE, OK),
    "library:reference_edit": row(IN, GONE, NO, staff=OK),
    "library:reference_delete": row(IN, GONE, NO, staff=OK),
    "library:document": row(IN, GONE, OK),
    "library:reader": row(IN, GONE, MOVED),
    "library:document_state": row(IN, GONE, OK),
    "library:retry": all_alike(POST, POST) | {"stranger": IN},
    "library:publish": all_alike(POST, POST) | {"stranger": IN},
    "library:edit": row(IN, GONE, NO, staff=OK),
    "library:refuse": row(IN, GONE, NO, staff=MOVED),
    "library:propose_again": all_alike(POST, POST) | {"stranger": IN},
    "library:trash": all_alike(IN, OK),
    "library:restore": all_alike(POST, POST) | {"stranger": IN},
    "library:reference_restore": all_alike(POST, POST) | {"stranger": IN},
    "library:delete": row(IN, GONE, NO, staff=OK),
    "search:results": all_alike(IN, OK),
    "wagtaildocs_serve": row(IN, GONE, OK),
    "media": row(IN, GONE, OK),
    "wagtail_serve": row(IN, GONE, OK),
    "hidden": all_alike(IN, GONE),
}
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
    reference = Reference.objects.create(
        space=spaces.ges, category=category, title="Loi HPST", kind="law"
    )
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Le groupe", slug="essai", space=spaces.ges)
    )
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
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
    spaces.ges.save()
    asker = Member.objects.create_user("demande@test.example", first_name="Rémi")
    asked = SpaceRequest.objects.create(member=asker, space=spaces.ges)
    work()
    card = people.colleague.get_absolute_url()
    photos.put_photo(people.colleague, ContentFile(one_pixel()))
    contact = Contact.objects.create(last_name="Sabatier", space=spaces.ges)
    structure = Structure.objects.create(name="MSP", kind="msp")
    return {
        "pk": str(document.pk),
        "slug": "ges",
        "name": document.filename,
        "token": "abc-def",
        "members:space_person": f"/espaces/ges/personnes/{place.pk}/",
        "members:space_remove": f"/espaces/ges/personnes/{place.pk}/retirer/",
        "members:space_request": f"/espaces/ges/demandes/{asked.pk}/",
        "members:space_state": "/espaces/ges/etat/figer/",
        "uidb36": "1",
        "key": "abc-def",
        "library:reference": f"/bibliotheque/textes/{reference.pk}/",
        "library:reference_edit": f"/bibliotheque/textes/{reference.pk}/modifier/",
        "library:reference_delete": f"/bibliotheque/textes/{reference.pk}/supprimer/",
        "library:reference_restore": f"/bibliotheque/textes/{reference.pk}/reprendre/",
        "wagtail_serve": page.get_url(),
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


@pytest.mark.parametrize("who", WHO)
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
