"""Addresses under /bibliotheque/."""

from django.urls import path

from library.views import (
    adding,
    documents,
    door,
    links,
    proposals,
    references,
    sending,
    trash,
    versions,
)

app_name = "library"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("ajouter/", adding.add, name="add"),
    path("envois/", sending.all_mine, name="uploads"),
    path("dossiers/", sending.folders, name="folders"),
    path("envois/deja/", sending.known, name="known"),
    path("envois/<uuid:key>/", sending.one, name="upload"),
    path("textes/", references.references, name="references"),
    path("textes/proposer/", references.reference_add, name="reference_add"),
    path("textes/<int:pk>/", references.reference, name="reference"),
    path("textes/<int:pk>/modifier/", references.reference_edit, name="reference_edit"),
    path(
        "textes/<int:pk>/supprimer/",
        references.reference_delete,
        name="reference_delete",
    ),
    path(
        "textes/<int:pk>/reprendre/",
        trash.restore_reference,
        name="reference_restore",
    ),
    path("liens/", links.links, name="links"),
    path("corbeille/", trash.trash, name="trash"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/lecture/", documents.reader, name="reader"),
    path("<int:pk>/etat/", documents.document_state, name="document_state"),
    path("<int:pk>/titre/", documents.take_title, name="take_title"),
    path("<int:pk>/relire/", documents.retry, name="retry"),
    path("<int:pk>/versions/", versions.version_list, name="versions"),
    path("<int:pk>/versions/comparer/", versions.comparison, name="compare"),
    path("<int:pk>/versions/<int:number>/", versions.version_file, name="version_file"),
    path(
        "<int:pk>/versions/<int:number>/reprendre/",
        versions.restore,
        name="version_restore",
    ),
    path(
        "<int:pk>/versions/<int:number>/supprimer/",
        versions.remove,
        name="version_remove",
    ),
    path(
        "<int:pk>/versions/<int:number>/laisser-passer/",
        door.release,
        name="release",
    ),
    path("<int:pk>/versions/<int:number>/retenir/", door.hold, name="hold"),
    path("<int:pk>/publier/", documents.publish, name="publish"),
    path("<int:pk>/refuser/", proposals.refuse, name="refuse"),
    path("<int:pk>/proposer/", proposals.propose_again, name="propose_again"),
    path("<int:pk>/reprendre/", trash.restore_document, name="restore"),
    path("<int:pk>/modifier/", documents.edit, name="edit"),
    path("<int:pk>/supprimer/", documents.delete, name="delete"),
]
