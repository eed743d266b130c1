"""Spaces, professions and accounts in Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from members import bulk
from members.models import Profession, Space
from members.widgets import Swatches


class SpaceViewSet(SnippetViewSet):
    model = Space
    icon = "group"
    menu_label = "Espaces"
    list_display = ["name", "visibility", "joining", "contribution"]
    search_fields = ["name", "purpose"]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("initials")]),
        FieldPanel("hue", widget=Swatches),
        FieldPanel("purpose"),
        MultiFieldPanel(
            [
                FieldPanel("visibility"),
                FieldPanel("joining"),
                FieldPanel("contribution"),
            ],
            heading="Règles",
        ),
        InlinePanel(
            "memberships",
            heading="Personnes",
            label="personne",
            panels=[
                FieldPanel("member"),
                FieldRowPanel([FieldPanel("role"), FieldPanel("ends_on")]),
            ],
        ),
    ]


class ProfessionViewSet(SnippetViewSet):
    model = Profession
    icon = "tag"
    menu_label = "Professions"
    panels = [FieldPanel("name")]


class PeopleGroup(SnippetViewSetGroup):
    menu_label = "Espaces"
    menu_icon = "group"
    menu_order = 250
    items = (SpaceViewSet, ProfessionViewSet)


register_snippet(PeopleGroup)

for action in (bulk.Delete, bulk.SetOpen, bulk.SetRole):
    # After Wagtail's own, whose places they take.
    hooks.register("register_bulk_action", action, order=1)

# A photo would lie where nothing is served from: /media/ gives the images of pages.
AvatarSettingsPanel.is_active = lambda panel: False
