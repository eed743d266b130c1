"""Files that a real S3 server has lost, or that it refuses to give."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from background import daily
from background.mail import deliver
from library import forgotten, versions
from library.models import (
    StampedCopy,
    Version,
)
from library.protocols import copies
from library.storage import StoreDown
from members.refusals import Refused
from tests.library import samples
from tests.library.s3_server import (
    address,
    bucket,
    bucket_of_site,
    keys,
    use,
    whole,
)

pytestmark = pytest.mark.django_db
SHORT = "Conduite à tenir devant une chute."


@pytest.fixture
def reader(people, sign_in):
    return sign_in(people.member)


@pytest.fixture
def document(add_file, people):
    made = add_file(samples.pdf("Resucrer."), "a.pdf", by=people.staff)
    made.refresh_from_db()
    return made


# ---- an object is lost ----


def test_a_lost_file_says_so_and_who_can_mend_it_is_told(
    s3, add_file, people, sign_in, work
):
    document = add_file(SHORT)
    bucket().remove(document.current.file.name)
    reader = sign_in(people.colleague)
    got = reader.get(address(document))
    assert got.status_code == 404
    assert "n’est plus là où il était gardé" in got.content.decode()
    reader.get(address(document))
    said = DBTaskResult.objects.filter(task_path=deliver.module_path)
    told = [row.args_kwargs["args"] for row in said]
    assert told
    assert all("a disparu" in subject for subject, *_ in told)
    assert len({to for *_, to in told}) == len(told)  # once each
    # The worker does not ask for it without end, and says why.
    work()
    version = Version.objects.get(pk=document.current_id)
    assert (version.state, version.problem) == (Version.State.UNREADABLE, "lost")
    assert forgotten.ask_again() == 0


def test_an_old_version_is_taken_again_from_the_bucket(s3, add_file, people):
    document = add_file(samples.docx("<w:p/>"), "a.docx")
    first = document.current
    document.file, document.replaced_by = ContentFile(b"Autre.", "a.txt"), people.member
    document.save()
    versions.take_again(people.member, first)
    again = document.versions.get(number=3)
    assert (again.sha256, again.kind, len(keys())) == (first.sha256, "docx", 3)
    bucket().remove(document.versions.get(number=2).file.name)
    with pytest.raises(Refused, match="version 2"):
        versions.take_again(people.member, document.versions.get(number=2))
    assert len(keys()) == 2


def test_a_bucket_that_is_not_there_loses_nothing(s3, add_file, people, sign_in):
    """It is a store that is down: what it held is not said to be lost."""
    document = add_file(SHORT)
    bucket_of_site().bucket_name = "nowhere-at-all"
    assert sign_in(people.member).get(address(document)).status_code == 503
    with pytest.raises(StoreDown):
        default_storage.exists("x")


def test_the_copy_of_a_protocol_is_made_again(s3, protocol, reader, work):
    document = protocol.document
    copies.ask(document)
    work()
    made = StampedCopy.objects.get()
    bucket().remove(made.file.name)
    plain = whole(reader.get(address(document)))
    assert hashlib.sha256(plain).hexdigest() == document.current.sha256
    work()
    assert whole(reader.get(address(document))) != plain


# ---- what is set ----


@pytest.mark.parametrize("key", ["access_key", "secret_key"])
def test_a_wrong_key_is_a_store_that_is_down(s3, add_file, people, sign_in, key):
    document = add_file(SHORT)
    store = bucket_of_site()
    setattr(store, key, "wrong")
    store.made, store._connections = None, type(store._connections)()
    assert sign_in(people.member).get(address(document)).status_code == 503


def test_the_folder_that_was_before_is_still_read(
    both, add_file, reader, settings, django_capture_on_commit_callbacks
):
    document = add_file(SHORT)
    use("s3", both, settings)
    assert whole(reader.get(address(document))) == SHORT.encode()
    got = reader.get(address(document), headers={"range": "bytes=3-5"})
    assert whole(got) == SHORT.encode()[3:6]
    assert default_storage.size(document.current.file.name) == len(SHORT.encode())
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert not [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]


def test_it_is_swept_each_day(s3):
    (job,) = [job for job in daily.jobs if "S3" in job.name]
    assert job.work() == 0


def test_a_command_is_told_that_the_store_is_down(s3, add_file):
    add_file(SHORT)
    s3.is_down = True
    with pytest.raises(CommandError, match="ne répond pas"):
        call_command("check_files")
