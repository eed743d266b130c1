"""Settings of the sign-in: of allauth, and the rates that hold against guessing."""

ACCOUNT_ADAPTER = "members.signing_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # the sign-in asks for these too
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account comes from a mail, or from staff
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = (
    "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a path
)
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2  # so many times
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_SESSION_REMEMBER = True  # members.signing_in.shared has the last word
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_FORMS = {
    "login": "members.signing_in.forms.SignInForm",
    "request_login_code": "members.signing_in.forms.AskForCodeForm",
    "confirm_login_code": "members.signing_in.forms.CodeForm",
    "reset_password_from_key": "members.signing_in.forms.NewPasswordForm",
    "change_password": "members.signing_in.forms.ChangePasswordForm",
    "set_password": "members.signing_in.forms.SetPasswordForm",
    "reauthenticate": "members.signing_in.forms.ConfirmForm",
}
# One rate for each kind (ip, key, user) in an action: allauth counts them together.
# `…_known` is for a browser in which the person has signed in before, counted apart.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/15m/ip,5/15m/key",
    "login_failed_known": "5/15m/key",
    "request_login_code": "20/15m/ip,5/15m/key",
    "request_login_code_known": "5/15m/key",
    "reset_password": "20/15m/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "second_factor": "5/15m/key",
    "second_factor_known": "5/15m/key",
    "second_factor_day": "20/d/key",
    "second_factor_day_known": "20/d/key",
    "reauthenticate": "10/m/user",
    "change_password": "",  # allauth counts new passwords that are refused
    "current_password": "5/15m/key",
    "change_address": "5/h/key",
    "confirm_by_mail": "5/h/key",
    "write_to_editors": "30/h/key",  # proposals and problems of one person
    "keep_unsent": "60/h/ip",  # texts typed by who has to sign in again
    "shared_by_mail": "20/h/key",  # links that one person sends outside
    "shared_unknown": "30/15m/ip",  # addresses of shared links that are none
    "shared_file": "60/15m/ip",  # each is a line of the journal
    "join": "30/h/ip,3/h/key",  # a whole health centre has one address
}

MFA_ADAPTER = "members.signing_in.adapters.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 4  # clocks may be off by two minutes: four steps of 30 s
MFA_FORMS = {
    "authenticate": "members.signing_in.forms.FactorForm",
    "reauthenticate": "members.signing_in.forms.ConfirmByFactorForm",
    "activate_totp": "members.signing_in.forms.ApplicationForm",
    "add_webauthn": "members.signing_in.forms.AddKeyForm",
    "edit_webauthn": "members.signing_in.forms.RenameKeyForm",
}
