"""Addresses under /annuaire/, of the names `members:…`."""

from django.urls import path

from members.views import cards, directory, offices, people

urlpatterns = [
    path("", directory.directory, name="directory"),
    path("contacts/", directory.contacts, name="contacts"),
    path("structures/", directory.structures, name="structures"),
    path("imprimer/", directory.printable, name="directory_print"),
    path("export/<slug:kind>.csv", directory.export, name="directory_export"),
    path("suggestions/<slug:kind>/", directory.suggest, name="suggest"),
    path("ma-fiche/", cards.my_card, name="my_card"),
    path("ma-fiche/rpps/", cards.my_rpps, name="my_rpps"),
    path("ma-fiche/confirmer/", cards.confirm, name="confirm_card"),
    path("encore-juste/<str:token>/", cards.still_right, name="still_right"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/rouvrir/", people.reopen, name="account_reopen"),
    path("<int:pk>/contact.vcf", people.card_file, name="vcard"),
    path("<int:pk>/photo/<str:name>", people.photo, name="photo"),
    path("<int:pk>/modifier/", cards.edit, name="card_edit"),
    path("<int:pk>/modifier/photo/", cards.photo, name="card_photo"),
    path("<int:pk>/modifier/absences/", cards.absences, name="absences"),
    path("contacts/ajouter/", offices.contact_add, name="contact_add"),
    path("contacts/<int:pk>/", offices.contact, name="contact"),
    path("contacts/<int:pk>/contact.vcf", offices.contact_card, name="contact_vcard"),
    path("contacts/<int:pk>/modifier/", offices.contact_edit, name="contact_edit"),
    path("contacts/<int:pk>/supprimer/", offices.contact_delete, name="contact_delete"),
    path("structures/ajouter/", offices.structure_add, name="structure_add"),
    path("structures/<int:pk>/", offices.structure, name="structure"),
    path(
        "structures/<int:pk>/modifier/", offices.structure_edit, name="structure_edit"
    ),
    path(
        "structures/<int:pk>/fusionner/",
        offices.structure_merge,
        name="structure_merge",
    ),
    path(
        "structures/<int:pk>/supprimer/",
        offices.structure_delete,
        name="structure_delete",
    ),
]
