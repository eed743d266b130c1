"""The end of a review. Wagtail reads this while its models load: it imports none."""

from typing import Any


def publish(workflow_state: Any, user: Any = None) -> None:
    """Publish the newest revision, as Wagtail does: who approves may have mended it.

    On the site `workflow.review` sees to it that it is the one that was read. The
    right is that of the review (`SpaceReview`): editors of a space have none in
    Wagtail’s tables.
    """
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
