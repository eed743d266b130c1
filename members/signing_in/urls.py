"""The addresses of the sign-in. Of allauth's, only those that are used are here.

Their names are allauth's, which looks them up.
"""

from django.urls import path

from members.signing_in.views import account, entering, identity, lost, means

urlpatterns = [
    path("connexion/", entering.SignIn.as_view(), name="account_login"),
    path(
        "connexion/code/",
        entering.AskForCode.as_view(),
        name="account_request_login_code",
    ),
    path(
        "connexion/code/recu/",
        entering.EnterCode.as_view(),
        name="account_confirm_login_code",
    ),
    path("connexion/cle/", entering.SignInByKey.as_view(), name="mfa_login_webauthn"),
    path(
        "connexion/verification/",
        entering.EnterFactor.as_view(),
        name="mfa_authenticate",
    ),
    path(
        "connexion/avec/<slug:provider_id>/",
        identity.leave,
        name="openid_connect_login",
    ),
    path(
        "connexion/avec/<slug:provider_id>/retour/",
        identity.come_back,
        name="openid_connect_callback",
    ),
    path(
        "connexion/ordinateur-partage/",
        entering.say_shared,
        name="shared_computer",
    ),
    path("connexion/ferme/", entering.Closed.as_view(), name="account_inactive"),
    path("deconnexion/", entering.SignOut.as_view(), name="account_logout"),
    path(
        "mot-de-passe/oublie/",
        entering.ForgottenPassword.as_view(),
        name="account_reset_password",
    ),
    path(
        "mot-de-passe/oublie/envoye/",
        entering.LinkSent.as_view(),
        name="account_reset_password_done",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        entering.PasswordChosen.as_view(),
        name="account_reset_password_from_key_done",
    ),
    path(
        "mot-de-passe/nouveau/<str:uidb36>/<str:key>/",
        entering.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/", means.ChangePassword.as_view(), name="account_change_password"
    ),
    path(
        "mot-de-passe/choisir/",
        means.ChoosePassword.as_view(),
        name="account_set_password",
    ),
    path("securite/", means.means, name="mfa_index"),
    path("securite/second-facteur/", means.required, name="second_factor_required"),
    path("securite/perdu/<int:pk>/", lost.forget, name="forget_factor"),
    path("securite/adresse/", account.address, name="change_address"),
    path("securite/adresse/code/", account.confirm_address, name="confirm_address"),
    path(
        "securite/application/",
        means.AddApplication.as_view(),
        name="mfa_activate_totp",
    ),
    path(
        "securite/application/retirer/",
        means.RemoveApplication.as_view(),
        name="mfa_deactivate_totp",
    ),
    path("securite/cles/ajouter/", means.AddKey.as_view(), name="mfa_add_webauthn"),
    path(
        "securite/cles/<int:pk>/", means.RenameKey.as_view(), name="mfa_edit_webauthn"
    ),
    path(
        "securite/cles/<int:pk>/retirer/",
        means.RemoveKey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "securite/codes-de-secours/",
        means.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "securite/codes-de-secours/nouveaux/",
        means.RenewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "securite/codes-de-secours/telecharger/",
        means.DownloadRecoveryCodes.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path(
        "securite/identites/delier/", identity.unlink, name="socialaccount_connections"
    ),
    path("securite/sessions/", account.open_sessions, name="open_sessions"),
    path(
        "securite/sessions/fermer/",
        account.close_other_sessions,
        name="close_other_sessions",
    ),
    path(
        "securite/sessions/<int:pk>/fermer/",
        account.close_session,
        name="close_session",
    ),
    path(
        "securite/confirmer/",
        means.ConfirmByPassword.as_view(),
        name="account_reauthenticate",
    ),
    path(
        "securite/confirmer/application/",
        means.ConfirmByFactor.as_view(),
        name="mfa_reauthenticate",
    ),
    path(
        "securite/confirmer/cle/",
        means.ConfirmByKey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "securite/confirmer/mail/",
        account.confirm_by_mail,
        name="reauthenticate_by_mail",
    ),
]
