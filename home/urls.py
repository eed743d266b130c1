from django.urls import path

from home import views

app_name = "home"
urlpatterns = [
    path("mon-espace/", views.dashboard, name="dashboard"),
    path("nouveautes/arreter/<str:token>/", views.news_stop, name="news_stop"),
    path("menu/", views.menu, name="menu"),
    path("aide/", views.help_page, name="help"),
    path("mentions-legales/", views.legal, name="legal"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("composants/", views.components, name="components"),
]
