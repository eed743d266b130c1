"""Forms of the sign-in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """An address and a password; never says which of the two is wrong."""

    error_messages = {
        "invalid_login": (
            "Cette adresse et ce mot de passe ne vont pas ensemble. "
            "Vérifiez les majuscules, ou demandez un nouveau mot de passe."
        ),
        "inactive": "Ce compte est fermé. Écrivez à la coordination du groupement.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Adresse mail"
        self.fields["username"].widget.input_type = "email"  # type: ignore[attr-defined]
        self.fields["username"].widget.attrs |= {
            "autocomplete": "username",
            "inputmode": "email",
        }
        self.fields["password"].label = "Mot de passe"
