"""Files in a bucket of a real S3 server: kept, given, and down."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from library import forgotten
from library.actions import add_document
from library.models import (
    Document,
    Picture,
    Rendition,
    Upload,
    Version,
)
from library.sending import tidying
from library.storage import StoreDown
from members.directory.photos import photo_bytes, put_photo
from tests.library import samples
from tests.library.s3_server import (
    address,
    back,
    bucket,
    bucket_of_site,
    keys,
    whole,
)
from tests.library.tus import TEXT, Sender, left

pytestmark = pytest.mark.django_db
MB = 1024**2
PICTURE = samples.picture(Image.new("RGB", (900, 600), "teal"), "PNG")
SHORT = "Conduite à tenir devant une chute."


@pytest.fixture
def quick(monkeypatch):
    """A server that says nothing is given up after half a second, tried once."""
    monkeypatch.setattr("library.s3.SILENCE", 0.5)
    monkeypatch.setattr("library.s3.TRIES", 1)


@pytest.fixture
def sender(people, spaces, category, sign_in):
    return Sender(sign_in(people.member), spaces.ges, category)


@pytest.fixture
def reader(people, sign_in):
    return sign_in(people.member)


def big(size: int) -> TemporaryUploadedFile:
    """Bytes that a browser has sent: more than a part of S3, on the disk."""
    file = TemporaryUploadedFile("grand.txt", "text/plain", size, "utf-8")
    while size > 0:
        file.write(b"Un axolotl dort.\n" * min(4096, size))
        size -= 17 * 4096
    file.seek(0)
    return file


# ---- kept, and given through the one door ----


def test_a_file_is_kept_in_the_bucket_and_given_by_the_one_door(
    s3, add_file, people, sign_in
):
    document = add_file(SHORT)
    assert keys() == [document.current.file.name]
    reader = sign_in(people.colleague)
    got = reader.get(address(document))
    assert whole(got) == SHORT.encode()
    assert got["Content-Length"] == str(len(SHORT.encode()))
    assert got["Cache-Control"] == "private, no-cache"
    known = reader.get(address(document), headers={"if-none-match": got["ETag"]})
    assert known.status_code == 304
    # Nothing says where the bucket is.
    assert default_storage.url("photos/a b.jpg") == "/media/photos/a%20b.jpg"
    with pytest.raises(NotImplementedError):
        default_storage.path("a")


def test_without_a_key_the_bucket_gives_nothing(s3, add_file):
    name = add_file(SHORT).current.file.name
    open_address = f"{s3.address}/files/{bucket().key(name)}"
    assert requests.get(open_address, timeout=5).status_code == 403
    assert requests.get(f"{s3.address}/files", timeout=5).status_code == 403


def test_a_piece_is_asked_for_as_a_piece(s3, add_file, people, sign_in):
    content = os.urandom(3 * MB).hex().encode()
    document = add_file(content, "long.txt")
    before = s3.given
    got = sign_in(people.member).get(
        address(document), headers={"range": "bytes=5000000-5000099"}
    )
    assert got.status_code == 206
    assert whole(got) == content[5_000_000:5_000_100]
    assert s3.given - before < 10_000


def test_who_reads_here_and_there_reads_what_is_there(s3, add_file):
    content = os.urandom(MB).hex().encode()
    name = add_file(content, "long.txt").current.file.name
    with default_storage.open(name) as file:
        assert file.size == len(content)
        file.seek(-10, io.SEEK_END)
        assert file.read() == content[-10:]
        file.seek(1_000_000)
        assert file.read(10) == content[1_000_000:1_000_010]
        file.seek(0)
        assert file.read() == content
    file.open()
    assert file.read(4) == content[:4]
    file.close()


def test_a_large_file_goes_in_parts_and_is_never_in_memory(
    s3, add_file, people, spaces, category
):
    with big(30 * MB) as file:
        sha256 = hashlib.sha256(Path(file.temporary_file_path()).read_bytes())
        made = add_document(
            by=people.member,
            space=spaces.ges,
            category=category,
            file=file,
            name="g.txt",
        ).document
    found = bucket().head(made.current.file.name)
    assert found["ETag"].strip('"').endswith("-4")  # 30 MB in parts of 8
    assert made.current.sha256 == sha256.hexdigest()
    with default_storage.open(str(made.current.file.name)) as stored:
        assert hashlib.sha256(stored.read()).hexdigest() == sha256.hexdigest()


def test_the_worker_reads_what_is_in_the_bucket(s3, add_file, work):
    document = add_file(samples.pdf("Le mot est axolotl."), "a.pdf")
    work()
    version = Version.objects.get(pk=document.current_id)
    assert version.state == Version.State.READ
    assert "axolotl" in version.extracts.get().text
    assert not list(Path(tempfile.gettempdir()).glob("copy"))


def test_what_is_deleted_leaves_the_bucket(
    s3, add_file, django_capture_on_commit_callbacks
):
    document = add_file(SHORT)
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert keys() == []


def test_images_and_photos_live_there_too(s3, people, spaces, sign_in, work):
    picture = Picture.objects.create(
        title="vue", file=ContentFile(PICTURE, "vue.png"), space=spaces.ges
    )
    again = Picture.objects.create(
        title="vue", file=ContentFile(PICTURE, "vue.png"), space=spaces.ges
    )
    assert picture.file.name != again.file.name
    work()
    size = Rendition.objects.filter(image=picture).first()
    reader = sign_in(people.member)
    assert whole(reader.get(size.url)) == bucket().open(size.file.name).read()
    bucket().remove(size.file.name)  # lost: the worker makes it again
    assert reader.get(size.url).status_code == 404
    work()
    made = Rendition.objects.get(image=picture, filter_spec=size.filter_spec)
    assert reader.get(made.url).status_code == 200
    put_photo(people.member, ContentFile(PICTURE, "moi.png"))
    assert photo_bytes(people.member).startswith(b"\xff\xd8")


# ---- S3 is down ----


def test_down_a_download_says_to_try_again_and_pages_answer(
    s3, add_file, people, sign_in
):
    document = add_file(SHORT)
    reader = sign_in(people.member)
    s3.is_down = True
    got = reader.get(address(document))
    assert got.status_code == 503
    assert "réessayez dans quelques minutes" in got.content.decode()
    assert got["Retry-After"] == "60"
    assert reader.get(document.get_absolute_url()).status_code == 200
    assert reader.get(reverse("library:documents")).status_code == 200
    # It is known to be down: it is not asked each time.
    asked = s3.asked
    assert reader.get(address(document)).status_code == 503
    assert s3.asked == asked
    back(s3)
    assert whole(reader.get(address(document))) == SHORT.encode()


def test_silent_it_holds_one_request_and_not_the_next(
    quick, s3, add_file, people, sign_in
):
    first, second = add_file(SHORT, "a.txt"), add_file(SHORT + " Bis.", "b.txt")
    reader = sign_in(people.member)
    s3.is_silent = True
    for each in (first, second):
        assert reader.get(address(each)).status_code == 503
    asked = s3.asked
    for _ in range(5):
        assert reader.get(address(first)).status_code == 503
    assert s3.asked == asked


def test_a_download_that_breaks_goes_on_or_is_cut(s3, add_file, people, sign_in):
    content = os.urandom(2 * MB).hex().encode()
    document = add_file(content, "long.txt")
    reader = sign_in(people.member)
    s3.down, s3.stays = MB, False  # the line breaks in the middle, once
    assert whole(reader.get(address(document))) == content
    assert s3.cuts == 1
    s3.down, s3.stays = MB, True  # and here it does not come back
    got = reader.get(address(document))
    received = b""
    with pytest.raises(StoreDown):
        for piece in got.streaming_content:
            received += piece
    assert s3.cuts == 2
    assert len(received) < int(got["Content-Length"])
    back(s3)
    rest = reader.get(address(document), headers={"range": f"bytes={len(received)}-"})
    assert received + whole(rest) == content


def test_an_upload_cut_in_its_middle_leaves_nothing_half(s3, people, spaces, category):
    s3.up = 12 * MB
    with big(30 * MB) as file, pytest.raises(StoreDown):
        add_document(
            by=people.member,
            space=spaces.ges,
            category=category,
            file=file,
            name="g.txt",
        )
    assert not Document.objects.exists()
    back(s3)
    assert keys() == []
    # What it had received is dropped by the sweep, once nobody goes on with it.
    prefix = bucket().location
    assert uploads_of(prefix)
    bucket_of_site().sweep()
    assert uploads_of(prefix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("library.s3.CUT_FOR", timedelta(seconds=-5))
        bucket_of_site().sweep()
    assert not uploads_of(prefix)


def uploads_of(prefix: str) -> list[str]:
    found = bucket().client.list_multipart_uploads(Bucket="files", Prefix=prefix)
    return [each["Key"] for each in found.get("Uploads", ())]


def test_an_upload_in_pieces_waits_for_the_store_and_is_finished(s3, sender, people):
    s3.is_down = True
    url = sender.begin(TEXT, "chute.txt")["Location"]
    answer = sender.piece(url, 0, TEXT)
    assert answer.status_code == 503
    assert "bien arrivé" in answer.json()["error"]
    assert sender.offset(url) == len(TEXT)
    assert sender.outcome(url).status_code == 503
    assert not Document.objects.exists()
    assert len(left()) == 1
    back(s3)
    Upload.objects.update(touched_at=timezone.now() - 2 * tidying.WHOLE_FOR)
    tidying.tidy()
    document = Document.objects.get()
    assert default_storage.open(document.current.file.name).read() == TEXT
    assert sender.outcome(url).json()["document"]["id"] == document.pk
    assert not left()


def test_a_form_says_that_its_file_is_not_kept(s3, sign_in, people, spaces, category):
    s3.is_down = True
    given = {
        "space": spaces.ges.pk,
        "category": category.pk,
        "file": ContentFile(TEXT, "chute.txt"),
    }
    browser = sign_in(people.member)
    got = browser.post(reverse("library:add"), given)
    assert "n’a pas été enregistré" in got.content.decode()
    given["file"] = ContentFile(TEXT, "chute.txt")
    headers = {"accept": "application/json"}
    got = browser.post(reverse("library:add"), given, headers=headers)
    assert got.status_code == 503
    assert "Envoyez-le à nouveau" in got.json()["error"]
    assert not Document.objects.exists()


def test_the_worker_waits_for_the_store(s3, add_file, work):
    document = add_file(SHORT)
    s3.is_down = True
    work()
    version = Version.objects.get(pk=document.current_id)
    assert (version.state, version.problem) == (Version.State.WAITING, "store")
    back(s3)
    forgotten.look()
    work()
    version.refresh_from_db()
    assert (version.state, version.problem) == (Version.State.READ, "")


def test_what_cannot_be_deleted_is_deleted_later(
    s3, add_file, work, django_capture_on_commit_callbacks
):
    document = add_file(SHORT)
    work()
    s3.is_down = True
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    back(s3)
    assert len(keys()) == 1
    DBTaskResult.objects.filter(task_path__endswith="delete_file").update(
        run_after=timezone.now()
    )
    work()
    assert keys() == []
