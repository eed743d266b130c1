"""Operations of a migration for which few models are rendered, or all of them once.

After each operation Django renders anew every model tied to the one that changed. Here
all are tied to the member, and through him to Wagtail's: a hundred models a time.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import (
    AddConstraint,
    AddIndex,
    AlterModelOptions,
    CreateModel,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

#: Those which may find in the models more than has been done yet.
Late = CreateModel | AddIndex | AddConstraint | AlterModelOptions


class _Together(Operation):
    """They are not undone: before them there is nothing to go back to."""

    reversible = False
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Rendered when next asked for, all of them, so that none is left behind.
        state.__dict__.pop("apps", None)
        state.is_delayed = False
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def describe(self) -> str:
        return "\n".join(operation.describe() for operation in self.operations)


class RenderedOnce(_Together):
    """Makes tables, from the models as they are after the last of `operations`.

    A model may thus point to one that comes later; none may get a field on the way.
    """

    def __init__(self, operations: Sequence[Late]) -> None:
        super().__init__(operations)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)


class RenderedAlone(_Together):
    """Changes models one step at a time, as if there were no app but `apps`.

    Those must point to no model of another.
    """

    def __init__(self, operations: Sequence[Operation], *, apps: set[str]) -> None:
        super().__init__(operations)
        self.apps = apps

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        state = ProjectState(
            {
                key: model.clone()
                for key, model in from_state.models.items()
                if key[0] in self.apps
            }
        )
        for operation in self.operations:
            before = state.clone()
            operation.state_forwards(app_label, state)
            operation.database_forwards(app_label, schema_editor, before, state)
