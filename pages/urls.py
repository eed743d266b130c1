from django.urls import path

from pages import views
from pages.paper import views as paper
from pages.publishing import views as publishing
from pages.publishing import views_of_editors as editors

app_name = "pages"
urlpatterns = [
    path("themes/", views.themes, name="themes"),
    path("actualites/", views.news, name="news"),
    path("glossaire/", views.glossary, name="glossary"),
    path("glossaire/proposer/", publishing.new_term, name="new_term"),
    path("propositions/", publishing.proposals, name="proposals"),
    path("propositions/<int:pk>/", editors.proposal, name="proposal"),
    path("propositions/<int:pk>/retirer/", publishing.withdraw, name="withdraw"),
    path("pages/<int:pk>/corriger/", publishing.correction, name="correction"),
    path("pages/<int:pk>/proposer/", publishing.new_page, name="new_page"),
    path(
        "pages/<int:pk>/proposer-une-actualite/", publishing.new_news, name="new_news"
    ),
    path("pages/<int:pk>/poser-une-question/", publishing.question, name="question"),
    path("pages/<int:pk>/signaler/", publishing.problem, name="problem"),
    path("pages/<int:pk>/historique/", publishing.history, name="history"),
    path("pages/<int:pk>/toujours-valable/", editors.confirm, name="confirm"),
    path(
        "pages/toujours-valable/<str:token>/",
        editors.confirm_by_mail,
        name="confirm_by_mail",
    ),
    path("relectures/<int:pk>/", editors.review, name="review"),
    path("plan-du-site/", views.plan, name="plan"),
    path("papier/<int:pk>/page.pdf", paper.page, name="page_pdf"),
    path("papier/<int:pk>/rubrique.pdf", paper.section, name="section_pdf"),
]
