"""Values of settings, read from what a person writes: each reader of
`config.environment` gives the value, or raises with the sentence to show.
"""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url


class RefusedError(ValueError):
    """What a reader of a value raises, with the sentence to show."""


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


def read_proxies(value: str) -> int | None:
    if not value:
        return None
    if not value.isdigit() or int(value) > 9:
        raise RefusedError(
            "écrivez combien de serveurs mandataires se tiennent devant le site : "
            "« 0 », « 1 » ou « 2 », le plus souvent."
        )
    return int(value)


def read_hosts(value: str) -> list[str]:
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if not hosts or any("/" in host or " " in host for host in hosts):
        raise RefusedError(
            "écrivez les noms du site sans « http:// », séparés par des virgules, "
            "par exemple « ges.example.fr »."
        )
    return hosts


def read_departments(value: str) -> list[str]:
    found = [code.strip().upper() for code in value.split(",") if code.strip()]
    if not all(re.fullmatch(r"\d{2}|2[AB]|9[78]\d", code) for code in found):
        raise RefusedError(
            "écrivez les numéros des départements, séparés par des virgules, "
            "par exemple « 03, 63 »."
        )
    return found


def read_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise RefusedError("écrivez une adresse complète, « https://ges.example.fr ».")
    return value.rstrip("/")


def read_issuer(value: str) -> str:
    """The address by which an OpenID provider is known (OpenID Connect Discovery § 2).

    Without encryption only on this machine, for tests.
    """
    parts = urlsplit(value)
    here = parts.hostname in {"127.0.0.1", "localhost"}
    if value and (parts.scheme != "https" and not (parts.scheme == "http" and here)):
        raise RefusedError(
            "écrivez l’adresse « https://… » que le fournisseur donne comme « issuer »."
        )
    if parts.path.endswith("/.well-known/openid-configuration") or parts.query:
        raise RefusedError(
            "écrivez l’adresse sans « /.well-known/openid-configuration »."
        )
    return value.rstrip("/")


def read_store(value: str) -> str:
    if value not in {"local", "s3"}:
        raise RefusedError(
            "écrivez « local » (le dossier des données) ou « s3 » (un serveur S3)."
        )
    return value


def read_bucket(value: str) -> str:
    """The name of a bucket, by the rules of Amazon S3 (« Bucket naming rules »)."""
    if value and not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", value):
        raise RefusedError(
            "écrivez le nom du compartiment seul, sans adresse : de 3 à 63 lettres "
            "minuscules, chiffres, points et tirets, par exemple « ges-fichiers »."
        )
    return value


def read_s3_endpoint(value: str) -> str:
    """Without encryption only on this machine, for tests."""
    parts = urlsplit(value)
    here = parts.hostname in {"127.0.0.1", "localhost"}
    safe = parts.scheme == "https" or (parts.scheme == "http" and here)
    if value and not (parts.hostname and safe):
        raise RefusedError(
            "écrivez l’adresse « https://… » du serveur S3, par exemple "
            "« https://s3.fr-par.scw.cloud »."
        )
    if parts.path.strip("/") or parts.query:
        raise RefusedError(
            "écrivez l’adresse du serveur seule ; le compartiment se donne dans "
            "MAILLAGE_S3_BUCKET."
        )
    return value.rstrip("/")


def read_prefix(value: str) -> str:
    if value and not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", value.strip("/"), re.ASCII):
        raise RefusedError(
            "écrivez un nom de dossier en lettres sans accents, chiffres et tirets, "
            "par exemple « maillage »."
        )
    if ".." in value:
        raise RefusedError("écrivez un nom de dossier sans « .. ».")
    return value.strip("/")


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


def read_redis(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"redis", "rediss"} or not parts.hostname):
        raise RefusedError(
            "écrivez « redis://:mot-de-passe@serveur:6379/0 » (rediss:// si chiffré), "
            "ou laissez vide."
        )
    return value


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


def read_clamd(value: str) -> str | tuple[str, int] | None:
    """Where clamd listens: a socket's path, or a machine and its port."""
    if not value:
        return None
    if value.startswith("/"):
        return value
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise RefusedError(
            "écrivez l’adresse de clamd, « /run/clamav/clamd.ctl » ou "
            "« 127.0.0.1:3310 », ou laissez vide."
        )
    return host, int(port)
