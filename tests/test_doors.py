"""Doors of the site as browsers and strangers try them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from members.models import Member
from pages.models import ArticlePage, SectionPage
from tests.conftest import AddFile
from tests.people import People, Spaces

ROOT = Path(__file__).resolve().parents[1]
SignIn = Callable[[Member | None], Any]


def production(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command of a site in production, with nothing said but its names."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=kept
        | {
            "MAILLAGE_PROFILE": "production",
            "MAILLAGE_DATA": str(folder),
            "MAILLAGE_ADDRESS": "https://ges.example.fr",
            "MAILLAGE_HOSTS": "ges.example.fr",
        },
    )


def test_the_checks_of_a_deployment_find_nothing(tmp_path: Path) -> None:
    run = production("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout


def test_production_sends_cookies_over_https_only(tmp_path: Path) -> None:
    asked = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SESSION_COOKIE_HTTPONLY,"
        "s.SESSION_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS)"
    )
    run = production("shell", "--verbosity", "0", "--command", asked, folder=tmp_path)
    assert run.stdout.split() == ["True", "True", "True", "Lax", "31536000"]


def test_no_page_is_shown_in_a_frame_of_another_site(
    people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.member).get("/mon-espace/")
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_admin_still_shows_a_preview_in_its_own_frame(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    front = Page.objects.get(depth=2)
    section = front.add_child(
        instance=SectionPage(title="Le groupe", slug="essai", space=spaces.ges)
    )
    page = section.add_child(instance=ArticlePage(title="Bilan", slug="bilan"))
    page.save_revision()
    answer = sign_in(people.staff).get(f"/admin/pages/{page.pk}/view_draft/")
    assert answer.status_code == 200
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["mal.example", "localhost.mal.example", "a b", ""])
def test_another_name_of_host_is_refused(host: str, client: Client, db: None) -> None:
    answer = client.get("/connexion/", headers={"host": host})
    assert answer.status_code == 400
    assert "mal.example" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", b"<!doctype html><script>alert(1)</script><p>Bonjour"),
        ("image.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("page.xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml"><script/></html>'),
    ],
)
def test_a_file_never_runs_on_the_sites_origin(
    name: str,
    content: bytes,
    people: People,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    from library.reading import Unreadable

    try:
        document = add_file(content, name, by=people.staff)
    except Unreadable:
        return  # refused at the door: nothing to serve
    browser = sign_in(people.member)
    for path in (document.url, document.url + "?voir"):
        answer = browser.get(path)
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        b"".join(answer.streaming_content)


def test_a_form_sent_from_elsewhere_is_refused(people: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(people.member)
    for path in (
        "/bibliotheque/ajouter/",
        "/mes-donnees/quitter/",
        "/mes-donnees/copie/",
        "/charte/",
        "/deconnexion/",
    ):
        answer = browser.post(path, {}, headers={"origin": "https://mal.example"})
        assert answer.status_code == 403, path


#: Where Wagtail's own advisories found that what is closed could be read. Each is an
#: address of the matrix (tests/test_access.py), asked for here by name.
SIDE_DOORS = [
    "wagtailadmin_pages:revisions_view",
    "wagtailadmin_pages:revisions_compare",
    "wagtailadmin_pages:revisions_revert",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:usage",
    "wagtailadmin_choose_page",
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_api:documents:listing",
    "wagtailadmin_api:images:listing",
    "wagtaildocs_chooser:choose",
    "wagtaildocs:document_usage",
    "wagtaildocs:edit",
    "wagtailimages_chooser:choose",
    "wagtailimages:image_usage",
    "wagtailimages:preview",
    "wagtailimages:url_generator",
    "wagtailadmin_collections:index",
    "wagtaildocs_serve",
    "media",
]


def test_the_side_doors_are_in_the_matrix_by_name(people: People) -> None:
    from tests.urls import every_address

    known = {address.key for address in every_address({})}
    assert [name for name in SIDE_DOORS if name not in known] == []


def test_no_address_gives_a_file_by_its_content() -> None:
    """Wagtail would tell by its hash whether a file exists; nothing here does."""
    from tests.urls import every_address

    assert not [a for a in every_address({}) if "sha" in a.route or "hash" in a.route]


def test_a_file_is_not_had_by_the_number_of_another(
    people: People, spaces: Spaces, add_file: AddFile, sign_in: SignIn
) -> None:
    closed = add_file("secret", "secret.txt", by=people.staff)
    opened = add_file("ouvert", "ouvert.txt", by=people.staff, space=spaces.public)
    browser = sign_in(people.outsider)
    for pk, name in [
        (closed.pk, opened.filename),
        (closed.pk, closed.filename),
        (closed.pk, "x"),
    ]:
        assert browser.get(f"/fichiers/{pk}/{name}").status_code == 404
    answer = browser.get(f"/fichiers/{opened.pk}/{closed.filename}")
    assert b"".join(answer.streaming_content) == b"ouvert"
    assert browser.get(f"/media/{closed.file.name}").status_code == 404
