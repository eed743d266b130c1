"""Signing in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from members.forms import SignInForm

#: Django's own views would show the name of the host.
NAMED = {"site_name": settings.SITE_NAME}
open_to_strangers = method_decorator(login_not_required, name="dispatch")


@open_to_strangers
class SignIn(auth_views.LoginView):
    template_name = "members/login.html"
    extra_context = NAMED
    authentication_form = SignInForm
    redirect_authenticated_user = True


@open_to_strangers
class PasswordReset(auth_views.PasswordResetView):
    template_name = "members/password_reset_form.html"
    extra_context = NAMED
    email_template_name = "emails/password_reset.txt"
    html_email_template_name = "emails/password_reset.html"
    # The address of the settings, whatever host the request named.
    extra_email_context = {
        **NAMED,
        "protocol": urlsplit(settings.SITE_ADDRESS).scheme,
        "domain": urlsplit(settings.SITE_ADDRESS).netloc,
    }
    subject_template_name = "emails/password_reset_subject.txt"
    success_url = reverse_lazy("members:password_reset_done")


@open_to_strangers
class PasswordResetDone(auth_views.PasswordResetDoneView):
    template_name = "members/password_reset_done.html"
    extra_context = NAMED


@open_to_strangers
class PasswordResetConfirm(auth_views.PasswordResetConfirmView):
    template_name = "members/password_reset_confirm.html"
    extra_context = NAMED
    success_url = reverse_lazy("members:password_reset_complete")


@open_to_strangers
class PasswordResetComplete(auth_views.PasswordResetCompleteView):
    template_name = "members/password_reset_complete.html"
    extra_context = NAMED


class PasswordChange(auth_views.PasswordChangeView):
    template_name = "members/password_change_form.html"
    extra_context = NAMED
    success_url = reverse_lazy("members:password_change_done")


class PasswordChangeDone(auth_views.PasswordChangeDoneView):
    template_name = "members/password_change_done.html"
    extra_context = NAMED
