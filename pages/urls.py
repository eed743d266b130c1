from django.urls import path

from pages import views

app_name = "pages"
urlpatterns = [
    path("themes/", views.themes, name="themes"),
    path("glossaire/", views.glossary, name="glossary"),
]
