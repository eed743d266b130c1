"""Addresses under /bibliotheque/."""

from django.urls import path

from library.views import adding, documents, references

app_name = "library"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("ajouter/", adding.add, name="add"),
    path("textes/", references.references, name="references"),
    path("textes/proposer/", references.reference_add, name="reference_add"),
    path("textes/<int:pk>/", references.reference, name="reference"),
    path("textes/<int:pk>/modifier/", references.reference_edit, name="reference_edit"),
    path(
        "textes/<int:pk>/supprimer/",
        references.reference_delete,
        name="reference_delete",
    ),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/lecture/", documents.reader, name="reader"),
    path("<int:pk>/etat/", documents.document_state, name="document_state"),
    path("<int:pk>/relire/", documents.retry, name="retry"),
    path("<int:pk>/publier/", documents.publish, name="publish"),
    path("<int:pk>/modifier/", documents.edit, name="edit"),
    path("<int:pk>/supprimer/", documents.delete, name="delete"),
]
