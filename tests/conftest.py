"""Fixed people, their spaces, and hands to do the worker's part."""

import gc
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoDbBlocker, Settings

from library.actions import add_document
from library.door import passing
from library.models import Category, Document
from members.models import Member, Space
from search import indexer
from tests import people as cast


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """The longest files first: at the end, no worker waits for the other.

    On the grown profile, what touches neither its database, its Redis nor its S3 is
    left out: the embedded profile has passed it.
    """
    if os.environ.get("DATABASE_URL"):
        same = [item for item in items if not is_of_profile(item)]
        items[:] = [item for item in items if is_of_profile(item)]
        config.hook.pytest_deselected(items=same)
    # The demonstration is made once, meanwhile the other worker has what needs none.
    long = (
        *("test_every_page_of_staff", "test_scripts", "test_every_page"),
        *("test_server", "/browser/"),
    )

    def rank(item: pytest.Item) -> int:
        there = (n for n, word in enumerate(long) if word in str(item.path))
        return next(there, len(long))

    items.sort(key=rank)


def is_of_profile(item: pytest.Item) -> bool:
    """May the test answer otherwise on another database? pytest-django gives none to
    what does not ask for it.
    """
    asked = set(getattr(item, "fixturenames", ()))
    marks = any(map(item.get_closest_marker, ("django_db", "grown")))
    databases = {"db", "transactional_db"}
    own = any(name in item.path.name for name in ("redis", "s3"))
    return bool(marks or asked & databases or own)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any],
) -> Generator[None, object, object]:
    """No rubbish is looked for while the database is made: a fifth of that time.

    Migrations make thousands of classes, and each look goes through all there are.
    """
    if fixturedef.argname != "django_db_setup":
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `bench.site` makes the demonstration, once for all workers."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    return base / "demonstration"


@pytest.fixture(scope="session")
def cast_made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Makes the people once; each test sees them and undoes what it changed."""
    with django_db_blocker.unblock():
        spaces = cast.make_spaces()
        if not Member.objects.filter(email="member@test.example").exists():
            cast.make_people(spaces)


@pytest.fixture
def spaces(cast_made: None, db: None) -> cast.Spaces:
    slugs = {"public": "public", "ges": "ges", "group": "sorties"}
    slugs["every_member"] = "enfant"
    found = {s.slug: s for s in Space.objects.filter(slug__in=slugs.values())}
    return cast.Spaces(**{name: found[slug] for name, slug in slugs.items()})


@pytest.fixture
def people(cast_made: None, db: None) -> cast.People:
    names = cast.People.__dataclass_fields__
    return cast.People(
        **{name: Member.objects.get(email=f"{name}@test.example") for name in names}
    )


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Files, mail and index of a test are its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INDEX_DIR = tmp_path / "index"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "tmp"
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.PREVIEWS = False  # seconds for each file: who looks at them turns it on
    (tmp_path / "tmp").mkdir()
    yield


@pytest.fixture
def sign_in(client: Client) -> Callable[[Member | None], Client]:
    """A browser in which this person is signed in; None is a stranger."""

    def give(member: Member | None) -> Client:
        browser = Client(raise_request_exception=False)
        if member is not None:
            browser.force_login(member)
        return browser

    return give


@pytest.fixture
def work(db: None) -> Callable[[], None]:
    """Does all that waits for the worker: tasks first, then the index."""

    hand = DatabaseWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="tests",
        excluded_queue_names=[],
    )

    def do() -> None:
        # Not run(): it closes the connection, and with it the test's transaction.
        while row := DBTaskResult.objects.ready().first():
            row.claim(hand.worker_id)
            hand.run_task(row)
        indexer.drain()

    return do


AddFile = Callable[..., Document]


@pytest.fixture
def category(db: None) -> Category:
    found, _ = Category.objects.get_or_create(
        slug="pratiques-metier", defaults={"name": "Pratiques métier"}
    )
    return found


@pytest.fixture
def add_file(people: cast.People, spaces: cast.Spaces, category: Category) -> AddFile:
    """Files a document in a space by the verb that every door calls.

    Others see it at once, unless it is to stay `at_door` until the worker has read it.
    """

    def add(
        content: bytes | str = "Conduite à tenir",
        name: str = "protocole.txt",
        *,
        by: Member | None = None,
        space: Space | None = None,
        title: str = "",
        at_door: bool = False,
    ) -> Document:
        data = content.encode() if isinstance(content, str) else content
        document = add_document(
            by=by or people.member,
            space=space or spaces.ges,
            category=category,
            file=ContentFile(data, name=name),
            name=name,
            title=title,
        ).document
        if not at_door:  # as if the worker had been there
            assert document.current
            passing.let_through(document.current)
            document.refresh_from_db()
        return document

    return add
