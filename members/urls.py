from django.contrib.auth.views import LogoutView
from django.urls import include, path

from members.views import signing_in, spaces

app_name = "members"
urlpatterns = [
    path("connexion/", signing_in.SignIn.as_view(), name="login"),
    path("deconnexion/", LogoutView.as_view(), name="logout"),
    path("mot-de-passe/", signing_in.PasswordChange.as_view(), name="password_change"),
    path(
        "mot-de-passe/change/",
        signing_in.PasswordChangeDone.as_view(),
        name="password_change_done",
    ),
    path(
        "mot-de-passe/oublie/",
        signing_in.PasswordReset.as_view(),
        name="password_reset",
    ),
    path(
        "mot-de-passe/oublie/envoye/",
        signing_in.PasswordResetDone.as_view(),
        name="password_reset_done",
    ),
    path(
        "mot-de-passe/nouveau/<uidb64>/<token>/",
        signing_in.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        signing_in.PasswordResetComplete.as_view(),
        name="password_reset_complete",
    ),
    path("annuaire/", include("members.directory.urls")),
    path("espaces/", spaces.spaces, name="spaces"),
    path("espaces/<slug:slug>/", spaces.space, name="space"),
]
