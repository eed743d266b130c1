"""What programs ask for by themselves."""

from datetime import datetime, timedelta

from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from home.models import FrontPage
from tests.people import People


def test_a_password_manager_is_led_to_where_one_changes_it(
    client: Client, people: People
) -> None:
    there = client.get("/.well-known/change-password")
    assert there["Location"] == "/mot-de-passe/"
    assert (
        client.get(there["Location"])["Location"] == "/connexion/?next=/mot-de-passe/"
    )
    client.force_login(people.member)
    assert client.get(there["Location"]).status_code == 200


def test_the_icon_is_found_where_browsers_look(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert finders.find(answer["Location"].removeprefix("/static/"))


def test_robots_read_what_is_public_and_no_more(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /\n" not in answer.content.decode()


def test_who_finds_a_weakness_knows_whom_to_write_to(client: Client, db: None) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    front = FrontPage.objects.get()
    front.contact_email = "pays@ges.example"
    front.save()
    answer = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:pays@ges.example"
    assert lines["Canonical"].endswith("/.well-known/security.txt")
    left = datetime.fromisoformat(lines["Expires"]) - timezone.now()
    assert timedelta(0) < left < timedelta(days=365)


def test_a_telephone_keeps_the_site_among_its_applications(client: Client) -> None:
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    held = answer.json()
    assert held["start_url"] == "/mon-espace/"
    assert finders.find(held["icons"][0]["src"].removeprefix("/static/"))
    assert 'rel="manifest"' in client.get("/connexion/").content.decode()
