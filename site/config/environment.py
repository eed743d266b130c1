"""The settings that a person may give, read from the environment.

Every variable is declared once, in `VARIABLES`: its name, what it takes, its default
and what it is for. `docs/settings.md` is checked against this table by a test.
A value that cannot be used stops the start with a French sentence that says what to
write (`WrongSetting`).
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url


class WrongSetting(SystemExit):
    """A variable of the environment that the product cannot use."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name} : {sentence}")


class RefusedError(ValueError):
    """What a reader of a value raises, with the sentence to show."""


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Variable:
    """One variable: `default` is written as a person would write it."""

    name: str
    read: Reader
    default: str
    purpose: str


def read_text(value: str) -> str:
    return value


def read_switch(value: str) -> bool:
    known = {"oui": True, "1": True, "true": True, "non": False, "0": False}
    known |= {"false": False}
    if value.lower() not in known:
        raise RefusedError("écrivez « oui » ou « non ».")
    return known[value.lower()]


def read_profile(value: str) -> str:
    if value not in {"demo", "production"}:
        raise RefusedError(
            "écrivez « demo » (essai, avec les personnes de démonstration) "
            "ou « production »."
        )
    return value


def read_size(value: str) -> int:
    """Bytes from `200 Mo`, `1 Go` or a bare number of bytes."""
    found = re.fullmatch(r"(\d+)\s*(o|ko|mo|go)?", value.strip().lower())
    if not found or not int(found[1]):
        raise RefusedError("écrivez une taille, par exemple « 200 Mo » ou « 1 Go ».")
    factor: int = 1024 ** ["o", "ko", "mo", "go"].index(found[2] or "o")
    return int(found[1]) * factor


def read_count(value: str) -> int:
    if not value.isdigit() or not int(value):
        raise RefusedError("écrivez un nombre entier plus grand que zéro.")
    return int(value)


def read_hosts(value: str) -> list[str]:
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if not hosts or any("/" in host or " " in host for host in hosts):
        raise RefusedError(
            "écrivez les noms du site sans « http:// », séparés par des virgules, "
            "par exemple « ges.example.fr »."
        )
    return hosts


def read_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise RefusedError("écrivez une adresse complète, « https://ges.example.fr ».")
    return value.rstrip("/")


def read_database(value: str) -> dict[str, Any]:
    if not value:
        return {}
    try:
        settings = dict(dj_database_url.parse(value))
    except (ValueError, KeyError) as error:
        raise RefusedError(
            "écrivez « postgres://utilisateur:mot-de-passe@serveur:5432/base », "
            "ou laissez vide pour SQLite."
        ) from error
    if settings["ENGINE"] != "django.db.backends.postgresql" or not settings["NAME"]:
        raise RefusedError(
            "seul PostgreSQL se donne ainsi "
            "(« postgres://… ») ; laissez vide pour SQLite."
        )
    return settings


def read_mail_server(value: str) -> dict[str, Any]:
    """Host, port, credentials and encryption of `smtp://user:password@host:587`."""
    if not value:
        return {}
    parts = urlsplit(value)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise RefusedError(
            "écrivez « smtp+tls://utilisateur:mot-de-passe@serveur:587 » "
            "(ou smtp:// sans chiffrement, smtps:// pour le port 465)."
        )
    if port == -1:
        raise RefusedError("le port, après les deux-points, est un nombre, comme 587.")
    return {
        "host": parts.hostname,
        "port": port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
        "user": parts.username or "",
        "password": parts.password or "",
        "tls": parts.scheme == "smtp+tls",
        "ssl": parts.scheme == "smtps",
    }


def read_folder(value: str) -> Path:
    folder = Path(value).expanduser().resolve()
    if folder.exists() and not folder.is_dir():
        raise RefusedError("c’est un fichier ; écrivez l’adresse d’un dossier.")
    try:
        # Nobody else of the machine reads what members share.
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise RefusedError(
            f"le dossier {folder} ne peut pas être créé ({error.strerror}) ; "
            "écrivez l’adresse d’un dossier où l’on peut écrire."
        ) from error
    if not os.access(folder, os.W_OK):
        raise RefusedError(f"le dossier {folder} ne peut pas être écrit.")
    return folder


def read_mail_address(value: str) -> str:
    if not re.fullmatch(r"(?:[^<>@]*<)?[^<>@\s]+@[^<>@\s]+>?", value):
        raise RefusedError("écrivez une adresse, « GES du Pays <ges@example.fr> ».")
    return value


VARIABLES = {
    variable.name: variable
    for variable in [
        Variable(
            "MAILLAGE_PROFILE",
            read_profile,
            "production",
            "`demo` ou `production`. En `demo`, le contenu de démonstration peut être chargé et le site répond sans chiffrement.",
        ),
        Variable(
            "MAILLAGE_SECRET_KEY",
            read_text,
            "",
            "Secret qui signe les sessions, au moins 50 caractères. Vide : un secret est créé une fois dans le dossier des données.",
        ),
        Variable(
            "MAILLAGE_HOSTS",
            read_hosts,
            "localhost,127.0.0.1",
            "Noms sous lesquels le site répond, séparés par des virgules.",
        ),
        Variable(
            "MAILLAGE_ADDRESS",
            read_address,
            "http://localhost:8000",
            "Adresse complète du site, pour les liens des courriels.",
        ),
        Variable(
            "MAILLAGE_NAME",
            read_text,
            "GES du Pays",
            "Nom du groupement, montré partout.",
        ),
        Variable(
            "MAILLAGE_ORGANISATION",
            read_text,
            "Le Pays",
            "Organisme qui édite le site, nommé dans les mentions légales.",
        ),
        Variable(
            "MAILLAGE_DATA",
            read_folder,
            "var",
            "Dossier des données : base SQLite, fichiers déposés, index de recherche.",
        ),
        Variable(
            "DATABASE_URL",
            read_database,
            "",
            "Base PostgreSQL. Vide : SQLite dans le dossier des données.",
        ),
        Variable(
            "MAILLAGE_MAIL_SERVER",
            read_mail_server,
            "",
            "Serveur d’envoi des courriels. Vide : les courriels sont écrits dans le dossier `mail` des données.",
        ),
        Variable(
            "MAILLAGE_MAIL_FROM",
            read_mail_address,
            "GES du Pays <ges@localhost>",
            "Expéditeur des courriels du site.",
        ),
        Variable(
            "MAILLAGE_MAX_FILE",
            read_size,
            "200 Mo",
            "Taille la plus grande d’un fichier déposé.",
        ),
        Variable(
            "MAILLAGE_READ_SECONDS",
            read_count,
            "120",
            "Temps donné à la lecture d’un fichier, en secondes.",
        ),
        Variable(
            "MAILLAGE_READ_MEMORY",
            read_size,
            "1 Go",
            "Mémoire donnée à la lecture d’un fichier.",
        ),
        Variable(
            "MAILLAGE_OCR",
            read_switch,
            "oui",
            "Reconnaissance du texte des pages numérisées : `oui` ou `non`.",
        ),
        Variable(
            "MAILLAGE_JOURNAL_DAYS",
            read_count,
            "365",
            "Jours pendant lesquels une ligne du journal est gardée.",
        ),
        Variable(
            "MAILLAGE_HTTPS",
            read_switch,
            "oui",
            "Le site n’est servi qu’en HTTPS (cookies sûrs, HSTS). "
            "Sans effet en profil `demo`.",
        ),
    ]
}


def masked(value: str) -> str:
    """`value` without the password that an address may hold."""
    return re.sub(r"(://[^:/@]*:)[^@]*@", r"\1…@", value)


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the value of each variable, by name.

    Raises `WrongSetting` at the first that cannot be used, and for a variable that
    starts with MAILLAGE_ and that nobody declared (a slip of the keyboard).
    """
    for name in environ:
        if name.startswith("MAILLAGE_") and name not in VARIABLES:
            raise WrongSetting(
                name, "cette variable n’existe pas ; voyez docs/settings.md."
            )
    values = {}
    for name, variable in VARIABLES.items():
        given = environ.get(name) or variable.default
        try:
            values[name] = variable.read(given)
        except RefusedError as refused:
            raise WrongSetting(
                name, f"« {masked(given)} » ne convient pas ; {refused}"
            ) from None
    secret = values["MAILLAGE_SECRET_KEY"]
    if secret and len(secret) < 50:
        raise WrongSetting(
            "MAILLAGE_SECRET_KEY",
            f"ce secret n’a que {len(secret)} caractères ; écrivez-en au moins 50 "
            "au hasard, ou rien pour qu’il soit créé.",
        )
    return values
