"""Settings, from the environment and safe by default; docs/running.md lists them."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from planning.kept import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if value:
        # A misspelt switch must not fall to the unsafe side unseen.
        raise ImproperlyConfigured(f"{name} is {value!r}; use 1 or 0")
    return default


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number")
    return int(value) if value else default


def names(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def secret_key(path: Path = VAR_DIR / "secret_key") -> str:
    """The key of the environment, else one of this installation's own, made on first use."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    try:
        return kept_secret(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Set SECRET_KEY: none can be kept in {path} ({error})"
        ) from None


def sqlite_url() -> str:
    VAR_DIR.mkdir(exist_ok=True)
    return f"sqlite:///{VAR_DIR / 'groundplan.sqlite3'}"


def database(url: str) -> dict[str, Any]:
    config: dict[str, Any] = {**dj_database_url.parse(url, conn_health_checks=True)}
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return config | {"ENGINE": "planning.sqlite", "OPTIONS": SQLITE_OPTIONS}
    if config["ENGINE"] == "django.db.backends.postgresql":
        return config | {"OPTIONS": POSTGRESQL_OPTIONS | config.get("OPTIONS", {})}
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite: or postgresql:")


DEBUG = flag("DEBUG", default=False)
DEMO = DEBUG and flag("DEMO", default=True)
SECRET_KEY = secret_key()
# Read by planning/instance_key.py: most commands need no key.
SIGNING_KEY = os.environ.get("SIGNING_KEY", "").strip()
# Where long imports note how far they are, for every process of this machine.
RUNNING_DIR = VAR_DIR / "running"
SIGNING_KEY_FILE = VAR_DIR / "keys" / "signing_key.pem"
ALLOWED_HOSTS = names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "planning",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "planning.web.middleware.SignInFirst",
    "planning.web.middleware.Problems",
]

ROOT_URLCONF = "planning.urls"
ASGI_APPLICATION = "planning.asgi.application"
WSGI_APPLICATION = "planning.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "groundplan": "planning.web.templatetags.groundplan",
                "elements": "planning.web.templatetags.elements",
                "findings": "planning.web.templatetags.findings",
                "traceability": "planning.web.templatetags.traceability",
                "reviewing": "planning.web.templatetags.reviewing",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Several writers at once: a write waits for its turn at BEGIN instead of failing at
# COMMIT, and readers never wait. planning/sqlite makes the waiting fair.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;"
        "PRAGMA journal_size_limit=67108864"
    ),
}
POSTGRESQL_OPTIONS = {"pool": {"min_size": 1, "max_size": 20, "timeout": 10}}

# ATOMIC_REQUESTS stays off: with BEGIN IMMEDIATE each GET would take the write lock.
DATABASES = {"default": database(os.environ.get("DATABASE_URL") or sqlite_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "planning.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CSRF_FAILURE_VIEW = "planning.web.views.problems.csrf_failure"
# How somebody who signs is asked again who they are; a single sign-on brings a hook of its own.
REAUTHENTICATION = "planning.web.reauthentication.by_password"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

LANGUAGE_CODE = "en"
USE_I18N = False
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Large enough for a plan pasted into a form, and for a box to tick beside each of its elements.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60_000
LARGEST_UPLOAD = 10 * 1024 * 1024
LARGEST_REQUEST = 12 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's CSS carries its icons as data
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"

# Off only to try the production settings without TLS.
HTTPS_ONLY = flag("HTTPS_ONLY", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = number("HSTS_SECONDS", default=31536000) if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY

# Letters go to the console until a server is named.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "").strip()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_USE_SSL = flag("EMAIL_USE_SSL", default=False)
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", default=not EMAIL_USE_SSL)
if EMAIL_USE_SSL and EMAIL_USE_TLS:
    raise ImproperlyConfigured("Set EMAIL_USE_SSL or EMAIL_USE_TLS, not both")
EMAIL_PORT = number("EMAIL_PORT", default=465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
# Whoever comments waits for the server, though not for long.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "groundplan@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would print each line twice and mail the rest.
        "django": {"handlers": [], "level": "INFO"},
        "planning": {"level": "INFO"},
    },
}
