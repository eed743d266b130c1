"""Shared links, once given: their end, taking them back, what is kept of them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from library.models import SharedLink
from library.sharing import giving
from library.sharing.addresses import MARK, of_token, token_of
from members import leaving, personal
from members.french import in_words
from members.models import JournalEntry as Entry
from members.refusals import Refused, SpaceClosed
from members.spaces import set_state
from tests.library.test_links_outside import (
    allowed,
    day,
    document,
    file_of,
    link,
    opens,
    page_of,
)

__all__ = ["allowed", "document", "link"]


def test_its_end_is_changed_and_one_that_ended_opens_again(
    link, people, sign_in, client
):
    SharedLink.objects.filter(pk=link.pk).update(ends_on=day(-2))
    assert client.get(page_of(link)).status_code == 404
    giver = sign_in(people.member)
    url = link.get_absolute_url()
    assert giver.post(url, {"ends_on": day(-1).isoformat()}).status_code == 422
    giver.post(url, {"ends_on": day(5).isoformat()})
    assert client.get(page_of(link)).status_code == 200
    assert "changé jusqu’au" in Entry.objects.filter(kind="shared_link")[0].sentence


def test_who_has_it_by_mail_is_told_of_another_end(link, people, work):
    giving.change_end(people.member, link, day(6))
    work()
    assert not [one for one in mail.outbox if "@dehors.example" in str(one.to)]
    SharedLink.objects.filter(pk=link.pk).update(email="a@dehors.example")
    giving.change_end(people.member, link, day(6))  # it is that already
    giving.change_end(people.member, link, day(9))
    work()
    (told,) = [one for one in mail.outbox if one.to == ["a@dehors.example"]]
    assert "a changé le dernier jour" in told.subject
    assert f"désormais jusqu’au {in_words(day(9))} inclus" in told.body
    assert token_of(link) in told.body
    assert told.extra_headers["Reply-To"] == people.member.email
    said = Entry.objects.filter(kind="shared_link")[0].sentence
    assert "dit par mail" in said


def test_today_is_its_last_day(link, client):
    SharedLink.objects.filter(pk=link.pk).update(ends_on=day(0))
    assert client.get(page_of(link)).status_code == 200


def test_who_gave_it_or_edits_takes_it_back_once_asked(
    link, document, people, sign_in, client
):
    url = reverse("library:shared_link_stop", args=[link.pk])
    assert sign_in(people.colleague).post(url).status_code == 404
    assert sign_in(people.member).get(url).status_code == 200
    assert opens(link)
    answer = sign_in(people.staff).post(url, follow=True)
    assert "n’ouvre plus rien" in answer.text
    assert client.get(file_of(link)).status_code == 404
    link.refresh_from_db()
    assert link.revoked_by == people.staff
    entry = Entry.objects.filter(kind="shared_link").first()
    assert entry.by == people.staff
    assert "retiré" in entry.sentence
    # Twice does no harm, and is not written twice.
    sign_in(people.member).post(url)
    assert Entry.objects.filter(kind="shared_link").count() == 2
    with pytest.raises(Refused):
        giving.change_end(people.member, link, day(9))


def test_in_a_frozen_space_none_is_given_and_any_is_taken_back(
    link, document, people, spaces
):
    set_state(people.staff, spaces.ges, "frozen")
    with pytest.raises(SpaceClosed):
        giving.give(people.staff, document, for_whom="Un", ends_on=day())
    giving.take_back(people.member, link)
    link.refresh_from_db()
    assert link.revoked_at


# ---- what is kept, and for how long ----


def test_thirty_days_after_its_end_nothing_is_kept(link, document, people):
    others = [
        SharedLink.objects.create(
            document=document,
            given_by=people.member,
            for_whom="Autre",
            ends_on=ends,
            revoked_at=timezone.now() - timedelta(revoked) if revoked else None,
        )
        for ends, revoked in (
            (day(-31), None),
            (day(-30), None),
            (day(99), 31),
            (day(99), 29),
        )
    ]
    giving.forget()
    kept = set(SharedLink.objects.values_list("pk", flat=True))
    assert kept == {link.pk, others[1].pk, others[3].pk}
    assert others[1].forgotten_on == day(0)


def test_they_are_in_the_copy_of_one_s_data_and_go_with_the_account(link, people):
    parts = dict(personal.parts)
    (told,) = parts["documents"](people.member)["liens de partage donnés"]
    assert told["pour"] == "La mairie"
    assert parts["documents"](people.staff)["liens de partage donnés"] == []
    leaving.anonymise(people.member, people.member)
    assert not SharedLink.objects.exists()


def test_an_address_is_not_kept_and_not_guessed(link, settings):
    token = token_of(link)
    assert token.startswith(link.nonce)
    assert len(token) == len(link.nonce) + MARK
    assert MARK * 4 >= 128
    for wrong in (link.nonce, token[:-1], token + "0", token[:-1] + "g", "x" * 500):
        assert of_token(wrong) is None
    settings.SECRET_KEY = "another"
    assert of_token(token) is None
