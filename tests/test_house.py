"""What holds for the whole house."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from config import environment, values
from django.apps import apps
from django.core.management import call_command
from django.template.loader import get_template
from wagtail.models import get_page_models

from members.rights import InSpace, SpacedQuerySet

ROOT = Path(__file__).resolve().parents[1]
#: Imports point one way: an app imports only those that stand before it.
ORDER = ["background", "members", "pages", "library", "search", "home"]
SOURCES = [path for app in ORDER for path in sorted((ROOT / app).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Top names of all that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_imports_point_one_way() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in SOURCES
        for name in imported(path) & set(ORDER)
        if ORDER.index(name) > ORDER.index(path.relative_to(ROOT).parts[0])
    ]
    assert wrong == []
    assert len(SOURCES) > 50


def test_reading_files_needs_no_django() -> None:
    for path in (ROOT / "library" / "reading").glob("*.py"):
        assert "django" not in imported(path), path


def test_no_module_is_a_drawer_for_anything() -> None:
    names = {path.stem for path in SOURCES}
    assert not names & {"utils", "helpers", "common", "misc"}


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_page_kind_has_a_space_and_a_template() -> None:
    kinds = [
        kind for kind in get_page_models() if kind._meta.app_label != "wagtailcore"
    ]
    assert len(kinds) > 4
    for kind in kinds:
        assert issubclass(kind, InSpace), kind
        if kind.is_creatable:
            get_template(kind.template)


def test_what_lives_in_a_space_goes_through_the_one_door() -> None:
    things = [model for model in apps.get_models() if issubclass(model, InSpace)]
    assert len(things) > 5
    for model in things:
        assert isinstance(model._default_manager.get_queryset(), SpacedQuerySet) or (
            hasattr(model._default_manager, "visible_to")
        ), model


def test_every_variable_is_in_the_documentation_and_the_other_way_round() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    written = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert written == set(environment.VARIABLES)
    for variable in environment.VARIABLES.values():
        line = next(x for x in text.splitlines() if f"| `{variable.name}` |" in x)
        assert variable.purpose in line, variable.name


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MAILLAGE_PROFILE", "prod", "« production »"),
        ("MAILLAGE_MAX_FILE", "beaucoup", "200 Mo"),
        ("MAILLAGE_MAX_FILE", "0 Mo", "200 Mo"),
        ("MAILLAGE_READ_SECONDS", "-3", "plus grand que zéro"),
        ("MAILLAGE_HOSTS", "https://ges.example.fr", "sans « http"),
        ("MAILLAGE_ADDRESS", "ges.example.fr", "adresse complète"),
        ("DATABASE_URL", "mysql://localhost/ges", "PostgreSQL"),
        ("DATABASE_URL", "n’importe quoi", "postgres"),
        ("MAILLAGE_REDIS", "localhost:6379", "redis://"),
        ("MAILLAGE_FILES", "disque", "« s3 »"),
        ("MAILLAGE_S3_ENDPOINT", "http://s3.example.fr", "https://"),
        ("MAILLAGE_S3_ENDPOINT", "https://s3.example.fr/ges", "MAILLAGE_S3_BUCKET"),
        ("MAILLAGE_S3_BUCKET", "https://s3.example.fr/ges", "minuscules"),
        ("MAILLAGE_S3_PREFIX", "../ges", "« .. »"),
        ("MAILLAGE_PROXIES", "nginx", "« 1 »"),
        ("MAILLAGE_PROCONNECT_ISSUER", "http://proconnect.example", "https://"),
        ("MAILLAGE_PSC_ISSUER", "auth.example", "issuer"),
        (
            "MAILLAGE_PSC_ISSUER",
            "https://auth.example/.well-known/openid-configuration",
            "sans « /.well-known",
        ),
        ("MAILLAGE_PSC_SECRET", "un secret seul", "ISSUER"),
        ("MAILLAGE_MAIL_SERVER", "mail.example.fr", "smtp"),
        ("MAILLAGE_MAIL_SERVER", "smtp://mail.example.fr:vingt", "port"),
        ("MAILLAGE_MAIL_FROM", "le Pays", "adresse"),
        ("MAILLAGE_OCR", "peut-être", "« oui »"),
        ("MAILLAGE_SECRET_KEY", "court", "50"),
        ("MAILLAGE_DATA", "/proc/nulle-part", "dossier"),
        ("MAILLAGE_MAXFILE", "3 Mo", "n’existe pas"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(
    name: str, value: str, says: str
) -> None:
    with pytest.raises(environment.WrongSetting) as refused:
        environment.read({name: value})
    sentence = str(refused.value)
    assert sentence.startswith(name.removesuffix("_SECRET"))
    assert says in sentence


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"MAILLAGE_FILES": "s3"}, "MAILLAGE_S3_ENDPOINT"),
        ({"MAILLAGE_S3_ENDPOINT": "https://s3.example.fr"}, "MAILLAGE_S3_BUCKET"),
    ],
)
def test_s3_half_said_names_what_it_wants(given: dict[str, str], missing: str) -> None:
    with pytest.raises(environment.WrongSetting) as refused:
        environment.read(given)
    assert str(refused.value).startswith(f"{missing} : elle manque")
    assert "MAILLAGE_S3_SECRET_KEY" in str(refused.value)


def test_the_library_of_s3_is_loaded_where_s3_is_set_only(tmp_path: Path) -> None:
    script = "import django, sys; django.setup(); print('boto3' in sys.modules)"
    s3 = {
        "MAILLAGE_FILES": "s3",
        "MAILLAGE_S3_ENDPOINT": "https://s3.example.fr",
        "MAILLAGE_S3_BUCKET": "ges",
        "MAILLAGE_S3_ACCESS_KEY": "a",
        "MAILLAGE_S3_SECRET_KEY": "b",
    }
    plain = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    plain |= {"MAILLAGE_DATA": str(tmp_path), "PYTHONPATH": "site"}
    for given, loaded in (({}, "False"), (s3, "True")):
        run = subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
            env=plain | given,
        )
        assert run.stdout.split() == [loaded]


def test_a_wrong_value_stops_the_start_without_a_stack_trace(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "manage.py", "check"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={"MAILLAGE_MAX_FILE": "gros", "MAILLAGE_DATA": str(tmp_path)},
    )
    assert run.returncode == 1
    assert run.stderr.startswith("MAILLAGE_MAX_FILE : « gros » ne convient pas")
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("value", "size"), [("200 Mo", 200 * 2**20), ("1 Go", 2**30), ("1234", 1234)]
)
def test_sizes_are_read_as_people_write_them(value: str, size: int) -> None:
    assert values.read_size(value) == size


def test_every_test_file_is_collected() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        tests = re.search(r"^(?:async )?def test_", path.read_text(), re.MULTILINE)
        assert not tests or path.name.startswith("test_"), path


def test_no_query_count_asserts_nothing() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        for line in path.read_text().splitlines():
            if re.search(
                r"django_assert_(max_)?num_queries\(\d|assertNumQueries\(", line
            ):
                assert line.lstrip().startswith("with "), f"{path}: {line}"


def test_files_stay_small_enough_to_be_read() -> None:
    """Loved houses have few files over 300 lines; over 400 one is cut."""
    for path in SOURCES:
        if "migrations" not in path.parts:
            assert len(path.read_text().splitlines()) <= 400, path
