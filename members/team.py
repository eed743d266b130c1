"""What the staff of the Pays may do in Wagtail's admin: everything but the settings.

Wagtail reads its rights in groups: this one follows the role of each member.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_save
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from members.models import Member

GROUP = "Équipe du Pays"
#: Models that staff add, change and delete in the admin; `members.accounts` says whose
#: accounts are left to administrators.
MODELS = [
    "members.member",
    "members.profession",
    "pages.term",
    "library.category",
    "library.reference",
]
PAGES = ["add", "change", "publish", "bulk_delete", "lock", "unlock"]
COLLECTIONS = ["add", "change", "delete", "choose"]


def make_group(**kwargs: Any) -> None:
    """Give the group its rights; run after each `migrate`, changes nothing twice."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for label in MODELS:
        app, model = label.split(".")
        wanted |= Permission.objects.filter(
            content_type__app_label=app, content_type__model=model
        )
    group.permissions.set(wanted)
    root = Page.objects.filter(depth=1).first()
    files = Collection.objects.filter(depth=1).first()
    if root is None or files is None:
        return
    for codename in PAGES:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=root,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{codename}_page"
            ),
        )
    # Wagtail keeps these rights on its own models, whatever ours are.
    for app, model in (("wagtaildocs", "document"), ("wagtailimages", "image")):
        for codename in COLLECTIONS:
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=files,
                permission=Permission.objects.get(
                    content_type__app_label=app, codename=f"{codename}_{model}"
                ),
            )


def follow_role(instance: Member, raw: bool = False, **kwargs: Any) -> None:
    """Put a member in the group, or take him out, when his role changes."""
    if raw:
        return
    group = Group.objects.filter(name=GROUP).first()
    if group is None:
        return
    if instance.role == Member.Role.STAFF and instance.is_active:
        instance.groups.add(group)
    else:
        instance.groups.remove(group)


def connect() -> None:
    post_save.connect(follow_role, Member, dispatch_uid="members.follow_role")
