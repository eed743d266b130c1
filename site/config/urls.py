"""Every address of the site. What is not said open here asks for a sign-in."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern

from config.closed import hidden
from config.unsent import forget
from library.views import shared
from library.views.files import serve_file, serve_media
from library.views.protocols import copy as protocol_copy
from members.signing_in.views.entering import SignOut
from pages.views import serve_page

urlpatterns = [
    path("connexion/texte-garde/oublier/", forget, name="forget_unsent"),
    path("", include("members.signing_in.urls")),
    path("", include("members.urls")),
    path("", include("home.urls")),
    path("", include("pages.urls")),
    path("bibliotheque/", include("library.urls")),
    path("recherche/", include("search.urls")),
    path("fichiers/<int:pk>/<path:name>", serve_file, name="wagtaildocs_serve"),
    path("media/<path:name>", serve_media, name="media"),
    # What the QR code of a printed protocol holds: as short as can be.
    path("copie/<str:code>/<int:number>/", protocol_copy, name="protocol_copy"),
    # What is given to somebody who has no account.
    path("lien/<str:token>/", shared.page, name="shared_link"),
    path("lien/<str:token>/fichier", shared.file, name="shared_file"),
    path("admin/logout/", SignOut.as_view()),
    # Doors that Wagtail opens by itself: round ours, or to what we do not use.
    re_path(
        r"^admin/(login|password_reset|failwhale|groups|workflows)(/|$)",
        hidden,
        name="hidden",
    ),
    path("admin/", include(wagtailadmin_urls)),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.broken"
#: Who tries too often, for what allauth counts by itself.
handler429 = "members.signing_in.limits.too_many_here"
