from django.contrib.auth.views import LogoutView
from django.urls import path

from members import views

app_name = "members"
urlpatterns = [
    path("connexion/", views.SignIn.as_view(), name="login"),
    path("deconnexion/", LogoutView.as_view(), name="logout"),
    path("mot-de-passe/", views.PasswordChange.as_view(), name="password_change"),
    path(
        "mot-de-passe/change/",
        views.PasswordChangeDone.as_view(),
        name="password_change_done",
    ),
    path("mot-de-passe/oublie/", views.PasswordReset.as_view(), name="password_reset"),
    path(
        "mot-de-passe/oublie/envoye/",
        views.PasswordResetDone.as_view(),
        name="password_reset_done",
    ),
    path(
        "mot-de-passe/nouveau/<uidb64>/<token>/",
        views.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        views.PasswordResetComplete.as_view(),
        name="password_reset_complete",
    ),
    path("espaces/", views.spaces, name="spaces"),
    path("espaces/<slug:slug>/", views.space, name="space"),
]
