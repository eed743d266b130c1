from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("mon-espace/", views.dashboard, name="dashboard"),
    path("menu/", views.menu, name="menu"),
    path("aide/", views.help_page, name="help"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("composants/", views.components, name="components"),
]
