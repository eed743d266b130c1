"""Professions and accounts in Wagtail's admin, and the way to the spaces."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from members import bulk
from members.models import Profession


class ProfessionViewSet(SnippetViewSet):
    model = Profession
    icon = "tag"
    menu_label = "Professions"
    menu_order = 251
    add_to_admin_menu = True
    panels = [
        FieldPanel(
            "name",
            help_text="Comme on le dit de la personne\u202f: «\u202finfirmière ou "
            "infirmier\u202f».",
        )
    ]


register_snippet(ProfessionViewSet)


@hooks.register("register_admin_menu_item")
def link_to_spaces() -> MenuItem:
    """Spaces and their people have their pages on the site: one door for each verb."""
    return MenuItem("Espaces", reverse("members:spaces"), icon_name="group", order=250)


for action in (bulk.Delete, bulk.SetOpen, bulk.SetRole):
    # After Wagtail's own, whose places they take.
    hooks.register("register_bulk_action", action, order=1)

# A photo would lie where nothing is served from: /media/ gives the images of pages.
AvatarSettingsPanel.is_active = lambda panel: False
