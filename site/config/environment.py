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
from typing import Any

from config.values import (
    RefusedError,
    read_address,
    read_bucket,
    read_clamd,
    read_count,
    read_database,
    read_departments,
    read_folder,
    read_hosts,
    read_issuer,
    read_mail_address,
    read_mail_server,
    read_prefix,
    read_profile,
    read_proxies,
    read_redis,
    read_s3_endpoint,
    read_size,
    read_store,
    read_switch,
    read_text,
)


class WrongSetting(SystemExit):
    """A variable of the environment that the product cannot use."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name} : {sentence}")


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Variable:
    """One variable: `default` is written as a person would write it."""

    name: str
    read: Reader
    default: str
    purpose: str


@dataclass(frozen=True)
class Provider:
    """A provider of identities: three variables that begin with `prefix`."""

    prefix: str
    id: str
    label: str
    scopes: str
    level: str  # acr_values

    def app(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What allauth reads of it."""
        return {
            "provider_id": self.id,
            "name": self.label,
            "client_id": values[f"{self.prefix}_CLIENT"],
            "secret": values[f"{self.prefix}_SECRET"],
            "settings": {
                "server_url": values[f"{self.prefix}_ISSUER"],
                "scope": self.scopes.split(),
                "auth_params": {"acr_values": self.level},
                "token_auth_method": "client_secret_post",
            },
        }


PROVIDERS = [
    Provider(
        "MAILLAGE_PROCONNECT",
        "proconnect",
        "ProConnect",
        scopes="openid given_name usual_name email uid siret idp_id",
        level="eidas1",
    ),
    Provider(
        "MAILLAGE_PSC",
        "psc",
        "Pro Santé Connect",
        scopes="openid scope_all",
        level="eidas1",
    ),
]
PARTS: list[tuple[str, Reader, str]] = [
    (
        "ISSUER",
        read_issuer,
        "Adresse de {0}, telle qu’il la donne (« issuer »). Vide : pas de connexion par {0}.",
    ),
    ("CLIENT", read_text, "Identifiant du site auprès de {0}."),
    ("SECRET", read_text, "Secret du site auprès de {0}."),
]


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
            "MAILLAGE_DEPARTMENTS",
            read_departments,
            "",
            "Départements du territoire, séparés par des virgules : « 03, 63 ». Un nom que plusieurs communes de France portent y désigne celle du territoire ; un nom abrégé ou mal écrit propose d’abord les siennes. Vide : les départements où sont au moins un dixième des lieux d’exercice et des structures.",
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
            "MAILLAGE_FILES",
            read_store,
            "local",
            "Où vivent les fichiers : `local` (dossier `media` des données) ou `s3` (le serveur S3 dont parlent les variables `MAILLAGE_S3_…`).",
        ),
        Variable(
            "MAILLAGE_S3_ENDPOINT",
            read_s3_endpoint,
            "",
            "Adresse du serveur S3. Vide : pas de S3.",
        ),
        Variable(
            "MAILLAGE_S3_BUCKET",
            read_bucket,
            "",
            "Compartiment (bucket) des fichiers, privé, qui existe déjà.",
        ),
        Variable(
            "MAILLAGE_S3_REGION",
            read_text,
            "us-east-1",
            "Région du serveur S3, comme son hébergeur la nomme.",
        ),
        Variable(
            "MAILLAGE_S3_ACCESS_KEY",
            read_text,
            "",
            "Identifiant de la clé d’accès à S3 (« access key »).",
        ),
        Variable(
            "MAILLAGE_S3_SECRET_KEY",
            read_text,
            "",
            "Secret de la clé d’accès à S3 (« secret key »).",
        ),
        Variable(
            "MAILLAGE_S3_PREFIX",
            read_prefix,
            "",
            "Dossier du compartiment où les fichiers sont rangés. Vide : à sa racine.",
        ),
        Variable(
            "MAILLAGE_REDIS",
            read_redis,
            "",
            "Serveur Redis où sont comptés les essais de connexion, quand plusieurs machines servent le site. Vide : ils le sont dans la base.",
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
        *[
            Variable(f"{one.prefix}_{part}", read, "", purpose.format(one.label))
            for one in PROVIDERS
            for part, read, purpose in PARTS
        ],
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
            "MAILLAGE_PREVIEWS",
            read_switch,
            "oui",
            "Aperçu des fichiers de bureautique en PDF, et vignettes : `oui` ou `non`.",
        ),
        Variable(
            "MAILLAGE_CLAMD",
            read_clamd,
            "",
            "Antivirus ClamAV : la prise de clamd, `/run/clamav/clamd.ctl`, ou `127.0.0.1:3310`. Vide : pas d’antivirus.",
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
        Variable(
            "MAILLAGE_PROXIES",
            read_proxies,
            "",
            "Nombre de serveurs mandataires (nginx, par exemple) entre les visiteurs et le site, qui ajoutent chacun l’adresse du visiteur à `X-Forwarded-For`. Vide : 1 quand le site est en HTTPS, 0 sinon.",
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
    for one in PROVIDERS:
        parts = {part: values[f"{one.prefix}_{part}"] for part, _, _ in PARTS}
        missing = [part for part, value in parts.items() if not value]
        if missing and len(missing) < len(parts):
            raise WrongSetting(
                f"{one.prefix}_{missing[0]}",
                f"elle manque ; {one.label} demande l’adresse (ISSUER), l’identifiant "
                "(CLIENT) et le secret (SECRET), ou aucun des trois.",
            )
    require_s3(values)
    secret = values["MAILLAGE_SECRET_KEY"]
    if secret and len(secret) < 50:
        raise WrongSetting(
            "MAILLAGE_SECRET_KEY",
            f"ce secret n’a que {len(secret)} caractères ; écrivez-en au moins 50 "
            "au hasard, ou rien pour qu’il soit créé.",
        )
    return values


#: What S3 cannot do without.
OF_S3 = {
    "MAILLAGE_S3_ENDPOINT": "l’adresse du serveur",
    "MAILLAGE_S3_BUCKET": "le compartiment",
    "MAILLAGE_S3_ACCESS_KEY": "l’identifiant de la clé",
    "MAILLAGE_S3_SECRET_KEY": "le secret de la clé",
}


def require_s3(values: Mapping[str, Any]) -> None:
    """Raise `WrongSetting` when S3 is asked for, or half said."""
    missing = [name for name in OF_S3 if not values[name]]
    asked = values["MAILLAGE_FILES"] == "s3"
    if missing and (asked or len(missing) < len(OF_S3)):
        others = ", ".join(f"{what} ({name})" for name, what in OF_S3.items())
        end = "" if asked else ", ou aucun des quatre"
        raise WrongSetting(missing[0], f"elle manque ; S3 demande {others}{end}.")
