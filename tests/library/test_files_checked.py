"""What is wrong between the rows and the files: `manage.py check_files`."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import models
from PIL import Image

from library import whereabouts
from library.models import Document, Picture, Rendition
from members.models import Member
from tests.library import samples
from tests.library.s3_server import bucket, use

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60


def checked(*options: str) -> tuple[str, str]:
    """What it prints, and what it ends with; empty when all is well."""
    said = StringIO()
    try:
        call_command("check_files", *options, stdout=said)
    except CommandError as error:
        assert error.returncode == 1
        return said.getvalue(), str(error)
    return said.getvalue(), ""


def older(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_all_is_well(add_file):
    document = add_file("Bon.", "a.txt")
    Document.everything.update(trashed_at=document.created_at)  # it is still kept
    said, end = checked("--checksums")
    assert (end, said.splitlines()[-1]) == ("", "Tout va bien.")
    assert "1 fichier attendu, 1 trouvé dans le dossier des données." in said


def test_what_is_wrong_is_named(add_file, settings):
    paths = {}
    for name in ("manque", "taille", "contenu"):
        document = add_file(f"Conduite {name}.", f"{name}.txt")
        paths[name] = (document.current.file.name, Path(document.current.file.path))
    paths["manque"][1].unlink()
    paths["taille"][1].write_bytes(b"court")
    paths["contenu"][1].write_bytes(b"Conduite CONTENU.")
    young, old = (Path(settings.MEDIA_ROOT, name) for name in ("neuf", "vieux"))
    young.write_bytes(b"x")
    old.write_bytes(b"x")
    older(old, 2)
    said, end = checked()
    assert end == "3 fichiers ne vont pas."
    assert paths["manque"][0] in said
    assert paths["taille"][0] in said
    assert paths["contenu"][0] not in said
    assert "vieux" in said
    assert "neuf" not in said  # it may be on its way in
    said, end = checked("--checksums")
    assert end == "4 fichiers ne vont pas."
    assert paths["contenu"][0] in said


def test_orphans_go_when_they_are_old_and_it_is_asked(add_file, settings):
    kept = Path(add_file("Bon.", "a.txt").current.file.path)
    old, recent = (Path(settings.MEDIA_ROOT, name) for name in ("vieux", "recent"))
    for path, days in ((old, 40), (recent, 3), (kept, 40)):
        path.write_bytes(path.read_bytes() if path.exists() else b"x")
        older(path, days)
    checked()
    assert old.exists()
    said, end = checked("--delete-orphans")
    assert "1 fichier supprimé" in said
    assert end == "1 fichier ne va pas."
    assert (old.exists(), recent.exists(), kept.exists()) == (False, True, True)
    with pytest.raises(CommandError, match="un jour au moins"):
        call_command("check_files", "--delete-orphans", "--older-than", "0")
    checked("--delete-orphans", "--older-than", "1")
    assert (recent.exists(), kept.exists()) == (False, True)


def test_what_is_made_again_is_said(spaces, work):
    data = samples.picture(Image.new("RGB", (900, 600), "teal"), "PNG")
    Picture.objects.create(
        title="vue", file=ContentFile(data, "vue.png"), space=spaces.ges
    )
    work()
    made = Rendition.objects.first()
    Path(made.file.path).unlink()
    said, _ = checked()
    assert f"{made.file.name} (rendu d’image" in said
    assert "sera refait dès que quelqu’un le demandera" in said


def test_every_field_of_files_is_looked_after():
    """No hand list: whatever model has a field of files is moved and checked."""
    found = {(place.model, place.field.name) for place in whereabouts.places()}
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                assert (model, field.name) in found
    assert {place.model._meta.label for place in whereabouts.places()} >= {
        "library.Version",
        "library.StampedCopy",
        "library.Picture",
        "library.Rendition",
        "members.Member",
    }


def test_in_s3_too(s3, add_file):
    good, lost, cut = (add_file(f"Conduite {n}.", f"{n}.txt") for n in range(3))
    bucket().remove(lost.current.file.name)
    bucket().client.put_object(**bucket().named(cut.current.file.name), Body=b"x")
    said, end = checked("--checksums")
    assert end == "2 fichiers ne vont pas."
    assert good.current.file.name not in said
    assert "dans S3." in said


def test_what_has_not_been_moved_yet_is_not_said_to_be_lost(both, add_file, settings):
    document = add_file("Bon.", "a.txt")
    use("s3", both, settings)
    said, end = checked()
    assert "Fichiers encore dans l’autre lieu. Lancez manage.py move_files." in said
    assert (document.current.file.name in said, end) == (True, "1 fichier ne va pas.")


def test_ten_thousand_files_take_a_bounded_number_of_queries(
    people, settings, django_assert_max_num_queries
):
    Path(settings.MEDIA_ROOT, "photos").mkdir(parents=True)
    crowd = []
    for n in range(10_000):
        Path(settings.MEDIA_ROOT, f"photos/{n}.jpg").write_bytes(b"x")
        crowd.append(Member(email=f"p{n}@x.example", photo=f"photos/{n}.jpg"))
    Member.objects.bulk_create(crowd, batch_size=500)
    with django_assert_max_num_queries(60):
        said, end = checked()
    assert not end
    assert "10\u202f000 fichiers attendus" in said
