"""The demonstration: it loads, it loads again, and each person sees what he should."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.test.utils import override_settings
from django.utils.html import strip_tags
from pytest_django import DjangoDbBlocker, Settings

from home.demo.documents import PAPERS
from home.demo.markup import read_texts
from home.demo.pages import TEXTS
from home.demo.people import DEMO_PASSWORD, PEOPLE, sign_ins
from home.demo.references import REFERENCES
from home.models import FrontPage
from library.models import Document, Reference, Version
from members.models import (
    Absence,
    Contact,
    Member,
    Membership,
    Practice,
    Space,
    SpaceRequest,
    Structure,
)
from members.numbers import is_rpps
from members.signing_in import factors
from members.signing_in.forms import take_code
from pages.models import ContentPage

COUNTED = (
    *(Member, Membership, Space, SpaceRequest),
    *(Structure, Practice, Absence, Contact),
    *(ContentPage, Document, Version, Reference),
)


@pytest.fixture(scope="module")
def loaded(
    cast_made: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Loads the demonstration once, and takes it back after the last test."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        # The people of the tests have spaces of the same names.
        Space.objects.filter(slug__in=["sorties", "enfant"]).update(
            name=Concat(F("name"), Value(" (tests)"))
        )
        call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None, settings: Settings) -> None:
    settings.DEMO = True


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def person(name: str) -> Member:
    return Member.objects.get(email=f"{name}@demo.example")


def all_pages() -> list[ContentPage]:
    front = FrontPage.objects.get()
    return list(ContentPage.objects.descendant_of(front, inclusive=True))


def browser(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def test_it_brings_all_that_is_written(demo: None) -> None:
    assert len(all_pages()) == len(read_texts(TEXTS))
    assert Document.objects.count() == len(PAPERS)
    assert Reference.objects.count() == len(REFERENCES)
    assert len(PEOPLE) >= 18


def test_its_directory_is_full_and_of_fiction(demo: None) -> None:
    people = Member.objects.listed().filter(email__endswith="@demo.example")
    written = [member for member in people if member.phone]
    assert len(written) >= 15
    for thing in [*written, *Structure.objects.all(), *Contact.objects.all()]:
        assert thing.phone.startswith("04 65 71 "), thing
    numbers = [member.rpps for member in written if member.rpps]
    assert len(numbers) > 8
    assert all(is_rpps(number) for number in numbers)
    assert Structure.objects.count() >= 6
    assert Contact.objects.count() == 3
    assert Absence.objects.filter(replaced_by__isnull=False).exists()
    assert {bool(member.photo) for member in written} == {True, False}


def test_a_second_load_changes_nothing(demo: None) -> None:
    before = counts()
    pages = dict(ContentPage.objects.values_list("pk", "latest_revision"))
    call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    assert counts() == before
    assert dict(ContentPage.objects.values_list("pk", "latest_revision")) == pages


def test_a_second_load_changes_nothing_of_what_people_did(
    demo: None,
) -> None:
    charter = ContentPage.objects.get(slug="charte").specific
    charter.title = "Notre charte"
    charter.save_revision().publish()
    Space.objects.filter(slug="sorties-d-hopital").update(name="Retours")
    Document.objects.filter(title__startswith="Aide-mémoire").update(title="Le 15")
    Member.objects.filter(email="membre@demo.example").update(last_name="Moreau")
    Document.objects.get(title="Fiche de retour à domicile").delete()
    ContentPage.objects.get(slug="feuille-de-route").delete()

    Member.objects.get(email="thomas.gidel@demo.example").delete()
    before = counts()

    call_command("load_demo", stdout=open(os.devnull, "w"))  # noqa: SIM115, PTH123

    assert counts() == before
    assert ContentPage.objects.get(slug="charte").title == "Notre charte"
    assert Space.objects.filter(name="Retours").exists()
    assert Document.objects.filter(title="Le 15").count() == 1
    assert person("membre").last_name == "Moreau"


def test_it_is_refused_in_production(db: None, settings: Settings) -> None:
    settings.DEMO = False
    before = Member.objects.count()
    with pytest.raises(CommandError, match="ne se charge jamais sur un vrai site"):
        call_command("load_demo")
    assert Member.objects.count() == before


def test_it_is_refused_by_the_profile_of_production(tmp_path: Path) -> None:
    environ = {"PATH": os.environ["PATH"], "MAILLAGE_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "load_demo"],
        cwd=configured.BASE_DIR,
        env=environ | {"MAILLAGE_PROFILE": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "vrai site" in done.stderr


def test_it_only_tells_the_sign_ins_when_asked(
    db: None, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    before = Member.objects.count()
    call_command("load_demo", "--sign-ins")
    told = capsys.readouterr().out
    assert DEMO_PASSWORD in told
    assert all(email in told for email, _, _ in sign_ins())
    assert Member.objects.count() == before


def test_each_sign_in_works(demo: None) -> None:
    assert [email.partition("@")[0] for email, _, _ in sign_ins()] == [
        "membre",
        "animatrice",
        "pays",
        "occasionnel",
        "exterieur",
        "admin",
    ]
    for email, who, _ in sign_ins():
        assert authenticate(username=email, password=DEMO_PASSWORD) is not None
        assert who


#: What every permanent member sees.
ALL = {"public", "sante-de-l-enfant", "centre-de-vaccination"}


def test_those_who_must_have_a_second_factor_carry_one_that_the_command_opens(
    demo: None, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DEMO = True
    asked = [email.partition("@")[0] for email, _, factor in sign_ins() if factor]
    assert asked == ["animatrice", "pays", "admin"]
    assert not any(factors.must_set_up(member) for member in Member.objects.all())
    call_command("demo_code")
    code = capsys.readouterr().out.strip()
    assert take_code(Member.objects.get(email="pays@demo.example"), code) is not None
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_code")


@pytest.mark.parametrize(
    ("name", "spaces"),
    [
        ("membre", {*ALL, "ges", "sorties-d-hopital"}),
        ("animatrice", {*ALL, "ges", "sorties-d-hopital"}),
        ("occasionnel", {"public", "sorties-d-hopital"}),
        ("exterieur", ALL),
        ("remi.fayolle", {"public"}),
    ],
)
def test_each_sees_his_spaces(demo: None, name: str, spaces: set[str]) -> None:
    seen = Space.objects.visible_to(person(name)).exclude(slug="enfant")
    assert set(seen.values_list("slug", flat=True)) == spaces


def test_staff_and_administrator_see_everything(demo: None) -> None:
    for name in ("pays", "admin"):
        assert Space.objects.visible_to(person(name)).count() == Space.objects.count()


def test_the_roles_are_those_that_people_expect(demo: None) -> None:
    animatrice = Space.objects.edited_by(person("animatrice"))
    assert [space.slug for space in animatrice] == ["sorties-d-hopital"]
    assert not Space.objects.edited_by(person("membre")).exists()
    assert person("admin").is_superuser


def test_a_request_waits_and_an_old_space_is_put_away(demo: None) -> None:
    asked = SpaceRequest.objects.answerable_by(person("animatrice"))
    assert [request.member for request in asked] == [person("ines.carvalho")]
    assert Space.objects.get(slug="centre-de-vaccination").is_archived


def test_someone_outside_gets_nothing_of_the_group(demo: None) -> None:
    outside = person("exterieur")
    for model in (ContentPage, Document, Reference):
        closed = model.objects.filter(space__slug="ges")
        assert closed.exists()
        assert not closed.visible_to(outside).exists()
    client = browser("exterieur")
    for page in all_pages():
        expected = 404 if page.space.slug != "public" else 200
        if page.space.slug == "sante-de-l-enfant":
            expected = 200
        answer = client.get(page.get_url(), {"public": 1})
        assert answer.status_code == expected, page


def test_a_document_waits_for_the_editor_of_its_space(demo: None) -> None:
    proposed = Document.objects.get(status=Document.Status.PROPOSED)
    assert proposed.space.slug == "sorties-d-hopital"
    assert proposed.uploaded_by_user == person("membre")
    assert Document.objects.editable_by(person("animatrice")).filter(pk=proposed.pk)
    hidden = Document.objects.visible_to(person("occasionnel"))
    assert not hidden.filter(pk=proposed.pk).exists()


def test_every_page_answers_well_written(demo: None) -> None:
    client = browser("pays")
    for page in all_pages():
        answer = client.get(page.get_url(), {"public": 1})
        assert answer.status_code == 200, page
        assert answer.context["page"].pk == page.pk, "hidden by another address"
        for block in page.specific.body:
            words = unescape(strip_tags(re.sub(r"</\w+>", " ", str(block))))
            assert_well_written(words, page)
        assert_well_written(f"{page.title} {page.summary}", page)


def assert_well_written(words: str, page: ContentPage) -> None:
    words = re.sub(r"\S+@\S+|https?:\S+", "", words)
    for wrong in ("'", '"', "None", "**", "](", ":::", "{"):
        assert wrong not in words, (page.title, wrong, words)
    assert not re.search(r"[ \u00a0\w][;!?]|[ \u00a0]:|« |\u00a0»| »", words), page


def test_pages_link_to_what_the_reader_may_open(demo: None) -> None:
    client = browser("membre")
    front = client.get("/", {"public": 1}).content.decode()
    assert "/qui-sommes-nous/comment-nous-rejoindre/" in front
    theme = client.get("/les-themes/les-sorties-d-hopital/").content.decode()
    assert "Protocole d’hypoglycémie à domicile" in theme


def test_some_pages_are_overdue_and_most_are_not(demo: None) -> None:
    due = [page for page in all_pages() if page.is_review_due]
    assert 1 < len(due) < 6


def test_the_files_are_read_by_the_worker(demo: None) -> None:
    """What the worker will meet: each format, a long file, a protected one."""
    kinds = set(Version.objects.values_list("kind", flat=True))
    assert kinds >= {"pdf", "docx", "odt", "xlsx", "pptx", "txt", "eml"}
    assert all(v.in_progress for v in Version.objects.all())


def test_the_ten_themes_of_the_first_list_are_there(demo: None) -> None:
    themes = ContentPage.objects.get(slug="les-themes").get_children().live()
    assert themes.count() == 10
