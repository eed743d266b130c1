from django.urls import include, path

from members.views import (
    charter,
    coming_in,
    inviting,
    inviting_many,
    journal,
    leaving,
    people_file,
    space_meeting,
    space_people,
    space_settings,
    spaces,
)

app_name = "members"
urlpatterns = [
    path("annuaire/", include("members.directory.urls")),
    path("espaces/", spaces.spaces, name="spaces"),
    path("espaces/nouveau/", space_settings.new, name="space_new"),
    path("espaces/<slug:slug>/", spaces.space, name="space"),
    path("rejoindre/", coming_in.join, name="join"),
    path("rejoindre/merci/", coming_in.joined, name="joined"),
    path("invitation/<str:token>/", coming_in.invitation, name="invitation"),
    path(
        "invitation/<str:token>/redemander/",
        coming_in.ask_again,
        name="invitation_ask_again",
    ),
    path("charte/", coming_in.read_charter, name="charter"),
    path("charte/accords/", charter.signatures, name="charter_signatures"),
    path("charte/<int:number>/", charter.version, name="charter_version"),
    path("charte/nouvelle/", inviting.publish_charter, name="charter_publish"),
    path("invitations/", inviting.index, name="invitations"),
    path("invitations/nouvelle/", inviting.invite, name="invite"),
    path("invitations/ensemble/", inviting_many.together, name="invitations_many"),
    path("invitations/<int:pk>/renvoyer/", inviting.resend, name="invitation_resend"),
    path(
        "invitations/<int:pk>/retirer/", inviting.withdraw, name="invitation_withdraw"
    ),
    path("invitations/fichier/", people_file.give, name="people_file_give"),
    path("invitations/fichier/modele.csv", people_file.model, name="people_file_model"),
    path(
        "invitations/fichier/<int:pk>/a-corriger.csv",
        people_file.errors,
        name="people_file_errors",
    ),
    path("invitations/fichier/<int:pk>/", people_file.look, name="people_file"),
    path("invitations/fichier/<int:pk>/faire/", people_file.do, name="people_file_do"),
    path("demandes/", inviting.demand_list, name="demands"),
    path("demandes/<int:pk>/accepter/", inviting.accept_demand, name="demand_accept"),
    path("demandes/<int:pk>/refuser/", inviting.refuse_demand, name="demand_refuse"),
    path("journal/", journal.index, name="journal"),
    path("journal/export/", journal.export, name="journal_export"),
    path("mes-donnees/", leaving.index, name="my_data"),
    path("mes-donnees/copie/", leaving.copy, name="my_data_copy"),
    path("mes-donnees/quitter/", leaving.leave, name="leave_group"),
    path("mes-donnees/nouveautes/", leaving.news_mail, name="news_mail"),
    path("espaces/<slug:slug>/rejoindre/", spaces.space_join, name="space_join"),
    path(
        "espaces/<slug:slug>/demande/retirer/",
        spaces.space_withdraw,
        name="space_withdraw",
    ),
    path("espaces/<slug:slug>/quitter/", spaces.space_leave, name="space_leave"),
    path(
        "espaces/<slug:slug>/personnes/", space_people.space_people, name="space_people"
    ),
    path("espaces/<slug:slug>/personnes/ajouter/", space_people.add, name="space_add"),
    path(
        "espaces/<slug:slug>/personnes/<int:pk>/",
        space_people.person,
        name="space_person",
    ),
    path(
        "espaces/<slug:slug>/personnes/<int:pk>/retirer/",
        space_people.remove,
        name="space_remove",
    ),
    path(
        "espaces/<slug:slug>/personnes/invitations/<int:pk>/retirer/",
        space_people.uninvite,
        name="space_uninvite",
    ),
    path(
        "espaces/<slug:slug>/demandes/<int:pk>/",
        space_people.answer,
        name="space_request",
    ),
    path("espaces/<slug:slug>/reunion/", space_meeting.meeting, name="space_meeting"),
    path(
        "espaces/<slug:slug>/reunion.ics",
        space_meeting.calendar_file,
        name="space_meeting_file",
    ),
    path(
        "espaces/<slug:slug>/reglages/", space_settings.settings, name="space_settings"
    ),
    path(
        "espaces/<slug:slug>/etat/<slug:state>/",
        space_settings.state,
        name="space_state",
    ),
]
