from django.urls import path

from pages import views
from pages.paper import views as paper

app_name = "pages"
urlpatterns = [
    path("themes/", views.themes, name="themes"),
    path("glossaire/", views.glossary, name="glossary"),
    path("plan-du-site/", views.plan, name="plan"),
    path("papier/<int:pk>/page.pdf", paper.page, name="page_pdf"),
    path("papier/<int:pk>/rubrique.pdf", paper.section, name="section_pdf"),
]
