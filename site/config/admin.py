"""Wagtail's admin of people, with our fields, and no script written in its pages."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "members.admin.MemberViewSet"
    group_viewset = "members.admin.GroupViewSet"

    def ready(self) -> None:
        from config import choosers, seen

        super().ready()
        choosers.start_from_outside()
        seen.keep_to_what_is_seen()
