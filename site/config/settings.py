"""Settings of Django and Wagtail. What a person may change is in environment.py."""

import mimetypes
import secrets
import sys
from pathlib import Path

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF

from config import environment, stores
from config.sign_in import *  # noqa: F403 - settings

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]
ENV = environment.read()
DATA_DIR: Path = ENV["MAILLAGE_DATA"]
if not Path(ENV["MAILLAGE_DATA"]).is_absolute():
    DATA_DIR = BASE_DIR / ENV["MAILLAGE_DATA"]
DEMO = ENV["MAILLAGE_PROFILE"] == "demo"
TESTING = "pytest" in sys.modules


def secret_key() -> str:
    """The secret of the environment, or one made once in the data folder."""
    if ENV["MAILLAGE_SECRET_KEY"]:
        return str(ENV["MAILLAGE_SECRET_KEY"])
    file = DATA_DIR / "secret-key"
    try:
        with file.open("x") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return file.read_text().strip()


DEBUG = False
SECRET_KEY = secret_key()
ALLOWED_HOSTS = ENV["MAILLAGE_HOSTS"]
SITE_NAME = ENV["MAILLAGE_NAME"]
SITE_ADDRESS = ENV["MAILLAGE_ADDRESS"]
ORGANISATION = ENV["MAILLAGE_ORGANISATION"]
DEPARTMENTS = ENV["MAILLAGE_DEPARTMENTS"]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

INSTALLED_APPS = [
    "members",
    "pages",
    "library",
    "search",
    "background",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "config.admin.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "modelsearch",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # its French: the admin says how long ago with it
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "home",  # last: its post_migrate finds the permissions of all the others
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.ClosedByDefaultMiddleware",
    "members.signing_in.required.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "members.signing_in.sessions.LastSeenMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.gates.CharterMiddleware",
    "config.unsent.UnsentMiddleware",
    "config.middleware.NotAllowedMiddleware",
    "config.middleware.ShortQuestionsMiddleware",
    "config.middleware.RefusedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pages.redirects.RedirectsMiddleware",
]

ROOT_URLCONF = "config.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # ours before Wagtail's
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
            "builtins": ["members.templatetags.icons", "members.templatetags.french"],
        },
    },
]

# SQLite: WAL lets readers go on while one writes; IMMEDIATE takes the write lock at
# the start of a transaction, so that two writers wait instead of failing half way.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "maillage.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;"
            "PRAGMA cache_size=-2000;"
            "PRAGMA journal_size_limit=27103364;"
        ),
    },
}
DATABASES = {"default": ENV["DATABASE_URL"] or SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of tries, and codes that have served: shared by all processes, kept over a
# restart. Nothing may be thrown out to make room, or a guesser would make it.
COUNTS_IN_DATABASE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "members_cache",
    "OPTIONS": {"MAX_ENTRIES": 1_000_000},
}
COUNTS_IN_REDIS = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": ENV["MAILLAGE_REDIS"],
    "KEY_PREFIX": "maillage",
    "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 3},
}
CACHES = {
    "default": COUNTS_IN_REDIS if ENV["MAILLAGE_REDIS"] else COUNTS_IN_DATABASE,
    # The images of a page are asked for at once (pages.blocks.seen): nothing to gain.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
PROXIES: int = (
    int(ENV["MAILLAGE_HTTPS"] and not DEMO)  # what gives HTTPS is one
    if ENV["MAILLAGE_PROXIES"] is None
    else ENV["MAILLAGE_PROXIES"]
)

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:dashboard"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

SOCIALACCOUNT_ADAPTER = "members.signing_in.identity.adapter.Identities"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "members.signing_in.identity.providers.Provider",
        "APPS": [
            provider.app(ENV)
            for provider in environment.PROVIDERS
            if ENV[f"{provider.prefix}_ISSUER"]
        ],
    }
}
USERSESSIONS_TRACK_ACTIVITY = False  # members.signing_in.sessions does, more seldom

if TESTING:  # a slow hash is for people who guess, not for tests
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "members.passwords.OwnWordsValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "members.passwords.GuessedFirstValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.styles.SiteStyles",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"  # nothing is served there: files go through the one door
MEDIA_ROOT = DATA_DIR / "media"
FILES: str = ENV["MAILLAGE_FILES"]
STORAGES = {
    **stores.named(ENV),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING  # tests need no collected files
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
mimetypes.add_type("text/javascript", ".mjs")
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}

FILE_UPLOAD_TEMP_DIR = DATA_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_DIR = DATA_DIR / "uploads"  # files that arrive in pieces; all web nodes see it
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # a folder at once, without scripts
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # the text of a whole code of law
FILE_UPLOAD_HANDLERS = [
    "library.uploads.LimitedUpload",  # first: no address takes more than MAX_FILE
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MAX_FILE: int = ENV["MAILLAGE_MAX_FILE"]
READ_SECONDS: int = ENV["MAILLAGE_READ_SECONDS"]
READ_MEMORY: int = ENV["MAILLAGE_READ_MEMORY"]
OCR: bool = ENV["MAILLAGE_OCR"]
TAGGIT_CASE_INSENSITIVE = True
PREVIEWS: bool = ENV["MAILLAGE_PREVIEWS"]
CLAMD: str | tuple[str, int] | None = ENV["MAILLAGE_CLAMD"]
LINKS_MAY_BE_PRIVATE = False  # links are checked on the Internet only
INDEX_DIR = DATA_DIR / "index"
JOURNAL_DAYS: int = ENV["MAILLAGE_JOURNAL_DAYS"]

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "ocr", "mail"],
    }
}

MAIL = ENV["MAILLAGE_MAIL_SERVER"]
DEFAULT_FROM_EMAIL = ENV["MAILLAGE_MAIL_FROM"]
if MAIL:
    EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["tls"], MAIL["ssl"]
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# CSP Level 3: only our own origin, no inline script or style.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
    },
}
# Wagtail's admin: no inline script either (config.choosers, js/admin/starter.js); the
# styles that its editor of texts writes bear a nonce (js/admin/styles.js).
ADMIN_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "frame-ancestors": [SELF],  # the panel that previews a page
    "style-src": [SELF, NONCE],
}
# The list of browsers that preload HSTS is for whole domains; ours is one host of it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
CSRF_FAILURE_VIEW = "config.errors.stale_form"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if ENV["MAILLAGE_HTTPS"] and not DEMO and not TESTING:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("fr", "Français")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses are dictated on the telephone
WAGTAIL_FINISH_WORKFLOW_ACTION = "pages.publishing.finishing.publish"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILDOCS_DOCUMENT_MODEL = "library.Document"
WAGTAILIMAGES_IMAGE_MODEL = "library.Picture"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "library.admin_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "library.admin_forms.PictureForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # a redirect would go around the one door
WAGTAILDOCS_MAX_UPLOAD_SIZE = MAX_FILE
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # all frames together
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database"},
}
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"gone": {"()": "background.quiet.GoneFilter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "tasks": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["gone"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "maillage": {"level": "INFO"},
        "django_tasks": {"handlers": ["tasks"], "propagate": False},
        "django.request": {"level": "ERROR"},
        # It drops the body of an answer to HEAD, as it should, and says so each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
