"""Files in pieces: the tus protocol, what breaks in its middle, and who may."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from library.content import fingerprint
from library.models import Document, Upload
from library.sending import finishing, receiving, tidying
from library.views import sending as views
from members.models import Membership, Space
from tests.library.tus import TEXT, TUS, URL, Sender, left


@pytest.fixture
def sender(people, spaces, category, sign_in):
    return Sender(sign_in(people.member), spaces.ges, category)


# ---- the way of a file ----


def test_what_the_server_speaks_is_told(sender):
    answer = sender.browser.options(URL)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,expiration"
    assert answer["Tus-Max-Size"] == str(site_settings.MAX_FILE)


def test_a_file_in_three_pieces_becomes_a_document(sender, people):
    begun = sender.begin()
    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")
    assert re.fullmatch(r"\w{3}, \d\d \w{3} .* GMT", begun["Upload-Expires"])
    url = begun["Location"]
    for start, end in ((0, 5_000), (5_000, 9_000), (9_000, len(TEXT))):
        answer = sender.piece(url, start, TEXT[start:end])
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(end))
    told = sender.outcome(url)
    assert told.status_code == 201
    document = Document.objects.get(pk=told.json()["document"]["id"])
    assert document.current.file.read() == TEXT
    assert (document.title, document.uploaded_by_user) == ("Chute", people.member)
    assert not left()


def test_a_file_that_was_cut_goes_on_where_it_was(sender):
    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT[:4_000])
    mine = sender.browser.get(URL, headers=TUS).json()["uploads"]
    assert [(u["url"], u["offset"]) for u in mine] == [(url, 4_000)]
    assert sender.offset(url) == 4_000
    assert sender.outcome(url).json() == {"offset": 4_000, "size": len(TEXT)}
    sender.piece(url, 4_000, TEXT[4_000:])
    assert sender.outcome(url).status_code == 201
    assert not sender.browser.get(URL, headers=TUS).json()["uploads"]


def test_a_line_that_breaks_keeps_what_has_passed(sender):
    upload = Upload.objects.get(pk=sender.begin()["Location"].split("/")[-2])
    given = [TEXT[:3_000], TEXT[3_000:7_000]]

    def read(most):
        if not given:
            raise OSError("the line broke")
        return given.pop(0)

    with pytest.raises(OSError, match="broke"):
        receiving.receive(upload, 0, read)
    assert upload.offset == 7_000


def test_who_comes_back_by_another_line_does_not_wait_for_the_first(sender):
    """The first, found behind, stops; the file has each byte once."""
    upload = Upload.objects.get(pk=sender.begin()["Location"].split("/")[-2])
    pieces = iter([TEXT[:3_000], TEXT[3_000:6_000]])

    def first(most):
        data = next(pieces)
        if data.startswith(TEXT[3_000:3_010]):  # meanwhile, on the other line
            second = iter([TEXT[3_000:9_000], b""])
            receiving.receive(upload, 3_000, lambda most: next(second))
        return data

    with pytest.raises(receiving.Moved):
        receiving.receive(upload, 0, first)
    assert upload.path.read_bytes() == TEXT[:9_000]


def test_an_answer_that_was_lost_is_told_again(sender):
    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT)
    first, second = sender.outcome(url).json(), sender.outcome(url).json()
    assert first["document"]["id"] == second["document"]["id"]
    assert sender.offset(url) == len(TEXT)
    assert Document.objects.count() == 1


def test_a_kill_between_the_last_byte_and_the_document_loses_nothing(
    sender, monkeypatch
):
    url = sender.begin()["Location"]
    with monkeypatch.context() as patched:
        patched.setattr(views, "finish", lambda key: None)
        sender.piece(url, 0, TEXT)
    assert not Document.objects.exists()
    Upload.objects.update(touched_at=timezone.now() - timedelta(minutes=2))
    tidying.tidy()  # its sender has closed the page
    assert Document.objects.get().current.file.read() == TEXT
    assert sender.outcome(url).status_code == 201


def test_a_kill_after_the_document_does_not_make_two(sender, monkeypatch):
    url = sender.begin()["Location"]
    with monkeypatch.context() as patched:
        patched.setattr(Upload, "save", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            upload = Upload.objects.get()
            receiving.receive(upload, 0, lambda most: TEXT)
            finishing.finish(upload.pk)
    assert Document.objects.count() == 1
    told = sender.outcome(url).json()
    assert told["document"]["id"] == Document.objects.get().pk
    assert Document.objects.count() == 1
    assert not left()


def test_given_up_it_leaves_nothing(sender):
    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT[:4_000])
    assert sender.browser.delete(url, headers=TUS).status_code == 204
    assert not left()
    assert sender.browser.head(url, headers=TUS).status_code == 404


def test_a_folder_keeps_its_tree(sender):
    sender.whole(folder="Soins/Protocoles/2026")
    sender.whole(b"Autre texte", "autre.txt", folder="SOINS/protocolés")
    kept = Document.objects.order_by("pk").values_list("folder", flat=True)
    assert list(kept) == ["Soins/Protocoles/2026", "Soins/Protocoles"]


# ---- what is there already ----


def test_what_is_there_already_is_known_before_it_is_sent(sender, add_file):
    there = add_file(TEXT, name="chute.txt")
    sha256 = fingerprint(there.file)
    asked = f"{reverse('library:known')}?espace={sender.space.pk}&sha256={sha256}"
    told = sender.browser.get(asked, headers=TUS).json()
    assert (told["already"], told["document"]["id"]) == (True, there.pk)
    told = sender.whole().json()
    assert (told["already"], told["document"]["id"]) == (True, there.pk)


def test_what_one_does_not_see_is_not_known(sender, add_file, people, sign_in):
    sha256 = fingerprint(add_file(TEXT).file)
    asked = f"{reverse('library:known')}?espace={sender.space.pk}&sha256={sha256}"
    browser = sign_in(people.outsider)
    assert browser.get(asked, headers=TUS).json() == {}
    for strange in ("?espace=x&sha256=y", "", "?sha256=" + "0" * 64):
        asked = reverse("library:known") + strange
        assert sender.browser.get(asked, headers=TUS).json() == {}


# ---- who ----


@pytest.mark.parametrize("who", ["outsider", "colleague", "staff", "admin"])
def test_an_upload_is_its_senders_alone(who, sender, people, sign_in):
    url = sender.begin()["Location"]
    other = Sender(sign_in(getattr(people, who)), sender.space, sender.category)
    assert other.piece(url, 0, TEXT).status_code == 404
    assert other.browser.head(url, headers=TUS).status_code == 404
    assert other.browser.delete(url, headers=TUS).status_code == 404
    assert other.outcome(url).status_code == 404
    assert not other.browser.get(URL, headers=TUS).json()["uploads"]


def test_a_stranger_is_told_that_his_session_is_over(sender, sign_in):
    url = sender.begin()["Location"]
    stranger = Sender(sign_in(None), sender.space, sender.category)
    for answer in (stranger.begin(), stranger.piece(url, 0, TEXT)):
        assert answer.status_code == 401
        assert "Connectez-vous" in answer.json()["error"]


def test_without_a_token_nothing_is_taken(sender, people):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(people.member)
    sender.browser = careful
    assert sender.begin().status_code == 403
    assert not Upload.objects.exists()


def test_a_space_where_one_adds_nothing_is_refused(sender, spaces):
    answer = sender.begin(space=str(spaces.every_member.pk))
    assert answer.status_code == 403
    assert "ne pouvez plus ajouter" in answer.json()["error"]


def test_a_place_lost_on_the_way_is_told(sender, people):
    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT[:4_000])
    Membership.objects.filter(member=people.member, space=sender.space).delete()
    answer = sender.piece(url, 4_000, TEXT[4_000:])
    assert answer.status_code == 403
    assert "ne pouvez plus ajouter" in answer.json()["error"]
    assert not Document.objects.exists()


def test_a_space_frozen_on_the_way_is_told(sender):
    upload = Upload.objects.get(pk=sender.begin()["Location"].split("/")[-2])
    receiving.receive(upload, 0, lambda most: TEXT)
    Space.objects.filter(pk=sender.space.pk).update(state=Space.State.FROZEN)
    told = sender.outcome(upload.get_absolute_url())
    assert told.status_code == 403
    assert "figé" in told.json()["error"]
    assert sender.begin().status_code == 403
    assert "figé" in sender.begin().json()["error"]
    assert not left()


# ---- in time ----


def test_what_is_abandoned_waits_a_week_then_goes(sender):
    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT[:4_000])
    for days, there in ((7, 1), (9, 0)):
        Upload.objects.update(touched_at=timezone.now() - timedelta(days=days))
        tidying.tidy()
        assert (Upload.objects.count(), len(left())) == (there, there)


def test_what_came_of_it_is_told_for_a_day(sender):
    sender.whole()
    for hours, there in ((23, 1), (25, 0)):
        Upload.objects.update(finished_at=timezone.now() - timedelta(hours=hours))
        tidying.tidy()
        assert Upload.objects.count() == there
    assert Document.objects.count() == 1


def test_bytes_that_nothing_claims_are_swept(sender, tmp_path):
    import os
    import time

    url = sender.begin()["Location"]
    sender.piece(url, 0, TEXT[:4_000])
    stray = Path(site_settings.UPLOAD_DIR) / uuid4().hex
    stray.write_bytes(b"x")
    for path in left():
        os.utime(path, (time.time() - 200_000, time.time() - 200_000))
    assert tidying.sweep() == 1
    assert sender.offset(url) == 4_000


def test_uploads_under_way_are_listed_in_the_same_number_of_queries(
    sender, django_assert_max_num_queries
):
    for number in range(3):
        sender.begin(name=f"{number}.txt")
    with django_assert_max_num_queries(8):
        sender.browser.get(URL, headers=TUS)
    for number in range(30):
        sender.begin(name=f"{number}.txt")
    with django_assert_max_num_queries(8):
        assert len(sender.browser.get(URL, headers=TUS).json()["uploads"]) == 33
