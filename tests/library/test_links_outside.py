"""Shared links: given where a space allows it, opened while they could be given."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from library import trash
from library.keeping import archiving
from library.models import Document, SharedLink
from library.permissions import may_share
from library.sharing import giving
from library.sharing.addresses import address_of, of_token, token_of
from members import leaving
from members.models import JournalEntry as Entry
from members.models import Membership, Space
from members.refusals import Refused
from members.spaces import change_space, set_state
from tests.library.numbers import key_of

NUMBER = "2840363124057" + key_of("2840363124057")
GIVEN = {"for_whom": "La mairie de Saint-Prix", "email": "", "word": ""}


def day(after=30):
    return timezone.localdate() + timedelta(after)


def share_url(document):
    return reverse("library:share", args=[document.pk])


def page_of(link):
    return reverse("shared_link", args=[token_of(link)])


def file_of(link):
    return reverse("shared_file", args=[token_of(link)])


@pytest.fixture
def allowed(spaces):
    """GES, whose people publish, allows links."""
    same = Space.objects.filter(pk=spaces.ges.pk)
    same.update(allows_links=True, name="Cercle fermé")
    spaces.ges.refresh_from_db()
    return spaces.ges


@pytest.fixture
def document(allowed, add_file, people):
    return add_file("Appeler la veille", "appel.txt", title="Appel de la veille")


@pytest.fixture
def link(document, people):
    return giving.give(people.member, document, for_whom="La mairie", ends_on=day())


def opens(link):
    return of_token(token_of(link)).is_live


# ---- who gives one ----


def test_a_space_forbids_links_unless_it_is_said(spaces, people, add_file, sign_in):
    assert not any(space.allows_links for space in Space.objects.all())
    document = add_file(title="Fermé")
    answer = sign_in(people.staff).get(share_url(document))
    assert answer.status_code == 403
    assert "ne permet pas de donner un lien" in answer.text
    page = sign_in(people.staff).get(document.get_absolute_url()).text
    assert "Donner un lien" not in page
    with pytest.raises(Refused):
        giving.give(people.staff, document, for_whom="Un", ends_on=day())


def test_who_may_change_a_document_gives_a_link_to_it(document, people, sign_in):
    givers = {people.member, people.staff, people.admin}  # who published it, and staff
    for person in people.all().values():
        assert may_share(person, document) == (person in givers), person
    url = share_url(document)
    assert (
        "Donner un lien" in sign_in(people.member).get(document.get_absolute_url()).text
    )
    page = sign_in(people.colleague).get(document.get_absolute_url()).text
    assert "Donner un lien" not in page
    assert sign_in(people.colleague).post(url, GIVEN).status_code == 403
    assert sign_in(people.outsider).get(url).status_code == 404
    with pytest.raises(PermissionDenied):
        giving.give(people.colleague, document, for_whom="Un", ends_on=day())


def test_one_is_made_shown_and_copied(document, people, sign_in):
    client = sign_in(people.member)
    form = BeautifulSoup(client.get(share_url(document)).text, "html.parser")
    (ends_on,) = form.select("input[name=ends_on]")
    assert ends_on["value"] == day().isoformat()
    answer = client.post(
        share_url(document), {**GIVEN, "ends_on": day(10).isoformat()}, follow=True
    )
    link = SharedLink.objects.get()
    assert answer.redirect_chain[-1][0] == link.get_absolute_url()
    assert address_of(link) in answer.text
    assert 'data-copy="lien"' in answer.text
    assert (link.given_by, link.ends_on) == (people.member, day(10))
    assert link.for_whom == "La mairie de Saint-Prix"
    # Whoever else looks after the space sees the link, not the key that it is.
    page = sign_in(people.staff).get(link.get_absolute_url()).text
    assert "La mairie de Saint-Prix" in page
    assert token_of(link) not in page
    entry = Entry.objects.get(kind="shared_link")
    assert entry.by == people.member
    assert "La mairie de Saint-Prix" in entry.sentence
    assert "Appel de la veille" in entry.sentence
    assert entry.space == document.space
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"for_whom": " "}, "Dites à qui"),
        ({"ends_on": ""}, "Donnez une date de fin"),
        ({"ends_on": "hier"}, "Écrivez une date"),
        ({"ends_on": day(-1).isoformat()}, "Cette date est passée"),
        ({"ends_on": day(366).isoformat()}, "un an au plus"),
        ({"email": "mairie"}, "pas complète"),
        ({"word": "Bonne lecture à vous"}, "Donnez l’adresse où envoyer ce mot"),
        ({"for_whom": f"Pour {NUMBER}"}, "sécurité sociale"),
    ],
)
def test_a_wrong_form_says_what_to_do_and_keeps_the_rest(
    document, people, sign_in, wrong, sentence
):
    given = {**GIVEN, "ends_on": day().isoformat(), **wrong}
    answer = sign_in(people.member).post(share_url(document), given)
    assert answer.status_code == 422
    assert sentence in answer.text
    for name in ("for_whom", "word"):
        if given[name].strip():
            assert given[name] in answer.text
    assert not SharedLink.objects.exists()


def test_the_mail_takes_it_there_and_its_answer_comes_back(
    document, people, sign_in, work
):
    given = {
        "for_whom": "La mairie",
        "email": "Mairie@Dehors.example",
        "word": "Comme convenu.",
        "ends_on": day().isoformat(),
    }
    sign_in(people.member).post(share_url(document), given)
    work()
    sent: Any = mail.outbox[0]
    assert len(mail.outbox) == 1
    link = SharedLink.objects.get()
    assert sent.to == ["mairie@dehors.example"] == [link.email]
    assert sent.extra_headers["Reply-To"] == people.member.email
    assert address_of(link) in sent.body
    assert "Comme convenu." in sent.body
    assert "«\u202fAppel de la veille\u202f»" in sent.body
    assert address_of(link) in sent.alternatives[0][0]
    assert "envoyé par mail" in Entry.objects.get(kind="shared_link").sentence


def test_so_many_mails_an_hour_and_no_more(document, people, sign_in):
    client = sign_in(people.member)
    given = {**GIVEN, "email": "a@dehors.example", "ends_on": day().isoformat()}
    for _ in range(20):
        assert client.post(share_url(document), given).status_code == 302
    answer = client.post(share_url(document), given)
    assert answer.status_code == 422
    assert "Vous avez envoyé beaucoup de liens" in answer.text
    assert SharedLink.objects.count() == 20
    given["email"] = ""  # it is given by hand
    assert client.post(share_url(document), given).status_code == 302


# ---- as long as its giver could give it ----


@pytest.mark.parametrize(
    "stop",
    [
        "ends",
        "taken back",
        "forbidden",
        "frozen",
        "archived space",
        "archived",
        "trashed",
        "proposed",
        "at the door",
        "held",
        "moved",
        "left the space",
        "reader",
        "its people propose",
        "closed account",
    ],
)
def test_what_stops_a_link(link, people, spaces, client, stop):
    document = link.document
    assert client.get(page_of(link)).status_code == 200
    assert client.get(file_of(link)).status_code == 200
    documents = Document.everything.filter(pk=document.pk)
    his = Membership.objects.filter(member=people.member, space=spaces.ges)
    ges = Space.objects.filter(pk=spaces.ges.pk)
    given = SharedLink.objects.filter(pk=link.pk)
    undone = {
        "ends": lambda: given.update(ends_on=day(-1)),
        "taken back": lambda: giving.take_back(people.member, link),
        "forbidden": lambda: ges.update(allows_links=False),
        "frozen": lambda: set_state(people.staff, spaces.ges, "frozen"),
        "archived space": lambda: set_state(people.staff, spaces.ges, "archived"),
        "archived": lambda: archiving.archive(
            people.staff, document, word="", superseded_by=None
        ),
        "trashed": lambda: trash.withdraw(people.member, document),
        "proposed": lambda: documents.update(status="proposed"),
        "at the door": lambda: documents.update(at_door=True),
        "held": lambda: document.versions.update(door="held"),
        "moved": lambda: documents.update(space=spaces.group),
        "left the space": his.delete,
        "reader": lambda: his.update(role="reader"),
        "its people propose": lambda: ges.update(contribution="contribute"),
        "closed account": lambda: leaving.close(people.member, people.member),
    }
    undone[stop]()
    for url in (page_of(link), file_of(link), file_of(link) + "?voir"):
        answer = client.get(url)
        assert answer.status_code == 404
        assert "Ce lien n’ouvre rien" in answer.text
        for name in ("Appel de la veille", "Morand", "La mairie", "Cercle fermé"):
            assert name not in answer.text
    assert not opens(link)


def test_the_two_ways_of_saying_who_may_agree(people, spaces, add_file):
    """`may_share` and `could_be_given`: for everybody, in every kind of space."""
    Space.objects.update(allows_links=True)
    document = add_file(by=people.member)
    made = {
        person: SharedLink.objects.create(
            document=document, given_by=person, for_whom="x", ends_on=day()
        )
        for person in people.all().values()
    }
    said = set()
    for space in vars(spaces).values():
        for contribution in Space.Contribution:
            for author in (people.member, people.occasional, people.editor, None):
                Space.objects.filter(pk=space.pk).update(contribution=contribution)
                Document.everything.update(space=space, uploaded_by_user=author)
                now = Document.objects.select_related("space", "current").get()
                live = set(SharedLink.objects.live())
                for person, link in made.items():
                    may = may_share(person, now)
                    assert may == (link in live), (person, space, contribution, author)
                    said.add((person, may))
    assert (people.editor, True) in said
    assert (people.member, True) in said
    assert (people.occasional, True) not in said


def test_one_that_was_stopped_goes_on_when_it_may(link, document, people, spaces):
    set_state(people.staff, spaces.ges, "frozen")
    assert not opens(link)
    set_state(people.staff, spaces.ges, "open")
    assert opens(link)
    trash.withdraw(people.member, document)
    assert not opens(link)
    trash.restore(people.member, Document.everything.get(pk=document.pk))
    assert opens(link)


def test_a_space_that_forbids_them_stops_them_for_good(
    link, allowed, people, spaces, sign_in
):
    url = reverse("members:space_settings", args=["ges"])
    client = sign_in(people.staff)
    given = {
        "name": spaces.ges.name,
        "initials": "GE",
        "purpose": spaces.ges.purpose,
        "hue": spaces.ges.hue,
        "visibility": spaces.ges.visibility,
        "joining": spaces.ges.joining,
        "contribution": spaces.ges.contribution,
    }
    asked = client.post(url, given)
    assert "s’arrêtent aussitôt" in asked.text
    assert "revenir en arrière, sauf pour les liens déjà donnés." in asked.text
    assert opens(link)
    kept = BeautifulSoup(asked.text, "html.parser").select("main form input")
    sent = {each["name"]: each.get("value", "") for each in kept if each.get("name")}
    client.post(url, sent | {"confirmer": "oui"})
    spaces.ges.refresh_from_db()
    assert not spaces.ges.allows_links
    assert not opens(link)
    link.refresh_from_db()
    assert link.revoked_by == people.staff
    change_space(people.staff, spaces.ges, allows_links=True)
    assert not opens(link)
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"right", "shared_link"} <= kinds


def test_an_editor_of_the_space_decides_of_it(people, spaces, sign_in):
    url = reverse("members:space_settings", args=[spaces.group.slug])
    client = sign_in(people.editor)
    given = {"purpose": "", "hue": spaces.group.hue, "allows_links": "on"}
    asked = client.post(url, given)
    assert "pourront donner un lien" in asked.text
    assert "revenir en arrière." in asked.text
    client.post(url, given | {"confirmer": "oui"})
    spaces.group.refresh_from_db()
    assert spaces.group.allows_links
    with pytest.raises(Refused):
        change_space(people.member, spaces.group, allows_links=False)
