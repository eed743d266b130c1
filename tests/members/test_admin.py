"""Wagtail's admin: its policy, its words, its way out."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, Page, Workflow

from members.models import Member
from tests.people import People
from tests.test_access import things  # noqa: F401 - a fixture
from tests.urls import every_address

SignIn = Callable[[Member | None], Client]

#: Words that no French page has.
ENGLISH = re.compile(
    r"\b(the|and|you|your|this|that|with|from|are|none|true|false|any|root|name|add"
    r"|edit|delete|search|settings|user|users|group|editors?|moderators?|approval"
    r"|untitled|unknown|workflows?)\b(?!@)",
    re.IGNORECASE,
)
#: A script or a style written in a page, or a handler in an attribute.
INLINE = re.compile(
    r"<script(?![^>]*( src=|application/json))[^>]*>|<style|<[^>]+ on[a-z]+=",
    re.IGNORECASE,
)
#: Made when pytest migrates its database, at which time no language is chosen.
BY_PYTEST = "Edit this "


def directives(client: Client, path: str) -> dict[str, list[str]]:
    policy = client.get(path)["Content-Security-Policy"]
    parts = (part.split() for part in policy.split("; "))
    return {name: sources for name, *sources in parts}


def test_the_admin_takes_nothing_from_elsewhere(
    people: People, sign_in: SignIn
) -> None:
    policy = directives(sign_in(people.staff), "/admin/")
    assert policy["object-src"] == ["'none'"]
    for name in ("base-uri", "form-action", "frame-ancestors"):
        assert policy[name] == ["'self'"]
    assert policy["default-src"] == policy["script-src"] == ["'self'"]
    given = {source for sources in policy.values() for source in sources}
    known = {"'self'", "'none'", "data:"}
    assert all(source in known or source.startswith("'nonce-") for source in given)


def test_what_the_editor_of_texts_writes_bears_the_word_of_the_page(
    people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.staff).get("/admin/")
    nonce = re.search(r'styles\.js" nonce="([^"]+)"', answer.content.decode())
    assert nonce
    assert f"style-src 'self' 'nonce-{nonce[1]}'" in answer["Content-Security-Policy"]


def test_the_site_runs_nothing_inline(people: People, sign_in: SignIn) -> None:
    for path in ("/mon-espace/", "/connexion/", "/administration/"):
        policy = directives(sign_in(people.staff), path)
        assert "'unsafe-inline'" not in str(policy)
        assert policy["script-src"] == ["'self'"]


def test_signing_out_of_the_admin_signs_out(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.staff)
    answer = client.post("/admin/logout/")
    assert answer["Location"] == "/connexion/"
    assert "_auth_user_id" not in client.session


def test_nothing_of_what_wagtail_brings_has_an_english_name(db: None) -> None:
    assert Page.objects.get(depth=1).title == "Racine"
    assert Collection.objects.get(depth=1).name == "Racine"
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Relecture"]
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()


def seen(page: str) -> list[str]:
    """The sentences of a page that are read or heard."""
    soup = BeautifulSoup(page, "html.parser")
    unseen = "script, style, textarea, [data-side-panel-toggle-counter][hidden]"
    for tag in soup.select(unseen):
        tag.decompose()
    words = list(soup.stripped_strings)
    for name in ("title", "aria-label", "placeholder", "alt"):
        words += [str(tag[name]) for tag in soup.select(f"[{name}]")]
    words += [
        str(tag["value"])
        for tag in soup.select("input[type=submit], [type=button]")
        if tag.get("value")
    ]
    return words


@pytest.mark.looks
@pytest.mark.parametrize("who", ["staff", "admin"])
def test_the_admin_speaks_french_and_has_no_script_in_its_pages(
    who: str,
    things: dict[str, str],  # noqa: F811
    people: People,
    sign_in: SignIn,
) -> None:
    client = sign_in(people.all()[who])
    read, english, inline = 0, set(), set()
    for address in every_address(things):
        if not address.path.startswith("/admin/"):
            continue
        answer = client.get(address.path)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        read += 1
        if INLINE.search(answer.content.decode()):
            inline.add(address.path)
        for words in seen(answer.content.decode()):
            if ENGLISH.search(words) and not words.startswith(BY_PYTEST):
                english.add((" ".join(words.split())[:80], address.path))
    assert english == set()
    assert inline == set()  # the policy refuses it: what it starts would not start
    # On PostgreSQL numbers never begin anew: addresses of a number 1 answer 404 there.
    assert read > 40


def test_spaces_are_changed_on_the_site_and_not_in_the_admin(
    people: People, sign_in: SignIn
) -> None:
    admin = sign_in(people.admin)
    assert admin.get("/admin/snippets/members/space/").status_code == 404
    assert 'href="/espaces/"' in admin.get("/admin/").content.decode() or (
        '"/espaces/"' in admin.get("/admin/").content.decode()
    )
    assert not people.staff.has_perm("members.change_space")


@pytest.mark.parametrize("who", ["staff", "admin"])
def test_staff_and_administrators_open_and_save_their_own_account(
    who: str, people: People, sign_in: SignIn
) -> None:
    me = getattr(people, who)
    browser = sign_in(me)
    path = f"/admin/users/edit/{me.pk}/"
    assert browser.get(path).status_code == 200
    assert browser.get("/admin/account/").status_code == 200
    given = {"email": me.email, "first_name": "Autre", "last_name": me.last_name}
    assert browser.post(path, given).status_code == 302
    me.refresh_from_db()
    assert (me.first_name, me.is_active, me.role) == ("Autre", True, me.role)
    for other in (people.member, people.admin):
        answer = browser.get(f"/admin/users/edit/{other.pk}/")
        assert answer.status_code in (200, 403)
