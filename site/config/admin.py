"""Wagtail's admin of people, with our fields."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "members.admin.MemberViewSet"
    group_viewset = "members.admin.GroupViewSet"
