"""A database is the same, whether few migrations made it or the many they replace."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

OURS = {"members", "pages", "library", "search", "background", "home"}
Key = tuple[str, str]


@pytest.fixture(scope="module")
def one_by_one() -> MigrationLoader:
    return MigrationLoader(None, replace_migrations=False)


def replacing(loader: MigrationLoader) -> dict[Key, list[Key]]:
    """What each of ours that stands for others stands for."""
    return {
        key: list(migration.replaces)
        for key, migration in loader.disk_migrations.items()
        if migration.replaces and key[0] in OURS
    }


def told(model: ModelState) -> dict[str, Any]:
    """All that a migration can say of a model, whatever the order it said it in."""
    fields = {name: field.deconstruct()[1:] for name, field in model.fields.items()}
    options = dict(model.options)
    for several in ("indexes", "constraints"):
        made = {each.name: each.deconstruct() for each in options.pop(several, [])}
        options[several] = made
    return {"fields": fields, "options": options, "bases": model.bases}


def ours(state: ProjectState) -> dict[Key, dict[str, Any]]:
    return {k: told(model) for k, model in state.models.items() if k[0] in OURS}


def test_few_migrations_lead_where_the_many_do(one_by_one: MigrationLoader) -> None:
    few = MigrationLoader(None)
    ends = [key for key in few.graph.leaf_nodes() if key[0] in OURS]
    stand_for = replacing(one_by_one)
    # The last of each may itself be one that stands for others.
    many = [stand_for[key][-1] if key in stand_for else key for key in ends]
    assert set(stand_for) <= set(few.graph.nodes)
    made, expected = ours(few.project_state(ends)), ours(one_by_one.project_state(many))
    assert made.keys() == expected.keys()
    for key, model in expected.items():
        assert made[key] == model, key


def test_each_migration_is_replaced_once(one_by_one: MigrationLoader) -> None:
    replaced = [key for keys in replacing(one_by_one).values() for key in keys]
    assert len(replaced) == len(set(replaced))
    assert set(replaced) <= set(one_by_one.disk_migrations)


def test_tables_have_what_the_models_say(db: None) -> None:
    """The models are rendered when all is said (config.rendered): nothing is missed."""
    for label in OURS:
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            meta = model._meta
            with connection.cursor() as cursor:
                see = connection.introspection
                columns = see.get_table_description(cursor, meta.db_table)
                there = see.get_constraints(cursor, meta.db_table)
            assert {column.name for column in columns} == {
                field.column for field in meta.local_concrete_fields
            }, model
            assert {one.name for one in [*meta.indexes, *meta.constraints]} <= set(
                there
            ), model
            pointing = {
                tuple(one["columns"]) for one in there.values() if one["foreign_key"]
            }
            assert pointing == {
                (field.column,)
                for field in meta.local_concrete_fields
                if getattr(field, "db_constraint", False)
            }, model


def history(loader: MigrationLoader) -> list[Key]:
    """Ours in the order in which a database that is there got them."""
    stand_for = replacing(loader)
    done: list[Key] = []
    for key in loader.graph.leaf_nodes():
        if key not in stand_for:
            done += [k for k in loader.graph.forwards_plan(key) if k not in done]
    return [key for key in done if key[0] in OURS and key not in stand_for]


def cut(loader: MigrationLoader) -> Iterator[tuple[list[Key], list[Key]]]:
    every = history(loader)
    for at in range(1, len(every) + 1, 12):
        yield every[:at], every[at:]
    yield every, []


def test_a_database_that_has_some_of_the_many_goes_on_with_them(
    db: None, one_by_one: MigrationLoader
) -> None:
    recorder = MigrationRecorder(connection)
    for done, missing in cut(one_by_one):
        recorder.migration_qs.filter(app__in=OURS).delete()
        for key in done:
            recorder.record_applied(*key)
        executor = MigrationExecutor(connection)
        executor.loader.check_consistent_history(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        planned = {(one.app_label, one.name): one.replaces for one, _ in plan}
        # Each of those that are missing is made once, by itself or by what replaces it.
        made = [each for key, those in planned.items() for each in those or [key]]
        assert sorted(made) == sorted(missing)
