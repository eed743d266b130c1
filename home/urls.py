from django.urls import path

from home import own_views, views, well_known

app_name = "home"
urlpatterns = [
    path("mon-espace/", views.dashboard, name="dashboard"),
    path("mon-espace/favoris/", own_views.my_favourites, name="favourites"),
    path(
        "mon-espace/favoris/<str:kind>/<int:pk>/",
        own_views.favourite,
        name="favourite",
    ),
    path("mon-espace/recemment/", own_views.opened_lately, name="recent"),
    path("mon-espace/recemment/effacer/", own_views.clear_opened, name="recent_clear"),
    path("mon-espace/flux/", own_views.my_feeds, name="feeds"),
    path("mon-espace/flux/changer/", own_views.renew_feeds, name="feeds_renew"),
    path("flux/<slug:slug>.atom", own_views.public_feed, name="public_feed"),
    path(
        "flux/<str:token>/<slug:slug>.atom",
        own_views.personal_feed,
        name="personal_feed",
    ),
    path("nouveautes/arreter/<str:token>/", views.news_stop, name="news_stop"),
    path("menu/", views.menu, name="menu"),
    path("aide/", views.help_page, name="help"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path(
        ".well-known/change-password", well_known.change_password, name="new_password"
    ),
    path(".well-known/security.txt", well_known.security, name="security"),
    path("favicon.ico", well_known.favicon, name="favicon"),
    path("site.webmanifest", well_known.manifest, name="manifest"),
    path("robots.txt", well_known.robots, name="robots"),
    path("composants/", views.components, name="components"),
]
