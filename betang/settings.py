"""Settings of the Django project, all taken from the environment with defaults that are safe.

BETANG_MODE     demo | development | production (default)
BETANG_VAR      folder for the database, the secret key and collected files (default: var/)
BETANG_KEYS     file with the keys of encryption (default: keys.json in that folder), see docs/operations/keys.md
DATABASE_URL    default: SQLite in that folder
SECRET_KEY      default: var/secret_key, made at first start
BETANG_HOSTS    names the site answers to, separated by commas
BETANG_ADDRESS  where the site is reached (default: http://localhost:8000); links in mails begin with it
BETANG_CONTACT  whom to ask about data, access and help, in a few words; shown on the pages of the footer
BETANG_SMTP, BETANG_MAIL_FROM: the mail server, and the sender of mails (see betang.kernel.mail.server)
BETANG_SIGNATURE: which signature issued papers carry, see docs/operations/documents.md
BETANG_BEHIND_PROXY, BETANG_METRICS_TOKEN, BETANG_DISK_MINIMUM_MB: see docs/operations
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from betang.kernel import environment
from betang.kernel.mail.server import mail_server

PACKAGE = Path(__file__).resolve().parent
BETANG_MODE = environment.mode()
BETANG_VAR = environment.var_folder()
BETANG_KEYS = environment.keys_file(BETANG_VAR)
BETANG_SIGNATURE = environment.signature()  # see docs/operations/documents.md
BETANG_WITNESS = os.environ.get("BETANG_WITNESS") or BETANG_VAR / "audit.head"  # see docs/operations/audit.md
BETANG_CLAMD = os.environ.get("BETANG_CLAMD", "")  # socket of the virus scanner, see docs/operations/services.md
BETANG_GATEWAY = os.environ.get("BETANG_GATEWAY", "betang.services.gateway.FileGateway")
BETANG_HOLD_SECONDS = environment.whole("BETANG_HOLD_SECONDS")  # before a step is taken; None: layanan/tahan_langkah
BETANG_OFFICE = os.environ.get("BETANG_OFFICE", "disdukcapil")  # code of the unit whose services these are
BETANG_METRICS_TOKEN = os.environ.get("BETANG_METRICS_TOKEN", "")
BETANG_DISK_MINIMUM_MB = int(os.environ.get("BETANG_DISK_MINIMUM_MB", "200"))

PRODUCTION = BETANG_MODE == "production"
DEBUG = BETANG_MODE == "development" and environment.flag("BETANG_DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or environment.secret_key(BETANG_VAR)

# The site answers to the names a browser on this machine uses; passkeys need `localhost`, not an address.
ALLOWED_HOSTS = environment.words("BETANG_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("BETANG_ORIGINS", "")

ROOT_URLCONF = "betang.urls"
WSGI_APPLICATION = "betang.wsgi.application"
APPEND_SLASH = True
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.forms",  # lets templates of widgets be found beside ours
    "csp",
    "django_htmx",
    "django_tasks_db",
    "template_partials",
    "betang.kernel.access",
    "betang.kernel.accounts",
    "betang.kernel.crypto",
    "betang.kernel.documents",
    "betang.kernel.audit",
    "betang.kernel.calendar",
    "betang.kernel.jobs",
    "betang.kernel.limits",
    "betang.kernel.mail",
    "betang.kernel.notices",
    "betang.ui",
    "betang.people",
    "betang.ledger",
    "betang.performance",
    "betang.services",
    "betang.portal",
    "betang.portal.workbook",
]

# Order: what must stand on every answer comes first, so that static files and error pages get it too.
MIDDLEWARE = [
    "betang.kernel.http.incident.IncidentMiddleware",
    "betang.kernel.http.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "betang.kernel.http.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "betang.kernel.http.preferences.PreferencesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "betang.ui.error_pages.ErrorPagesMiddleware",
    "betang.kernel.access.middleware.AccessMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # template_partials replaces this by its own cached loader
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "betang.ui.context.page",
                "betang.portal.navigation.navigation",
            ],
        },
    }
]
# What an action says to the one who did it, on the next page; in a signed cookie, so that it costs no query.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
FORM_RENDERER = "betang.ui.forms.BetangRenderer"

# --- Database -------------------------------------------------------------------------------------------------------
# IMMEDIATE: with SQLite's default, two requests that read and then write fail with "database is locked".
SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864;"
    ),
}


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for one database address; SQLite gets the options above."""
    found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    if found["ENGINE"].endswith("sqlite3"):
        # Test runners keep only Django's own engine in memory unless told so.
        test = {"NAME": ":memory:"}
        found |= {"ENGINE": "betang.kernel.sqlite", "OPTIONS": SQLITE_OPTIONS, "TEST": test}
        found |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
    return found


DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{BETANG_VAR / 'betang.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Accounts -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
BETANG_VIEWER_LOADER = "betang.people.viewer.load"  # (user, today) -> Viewer
LOGIN_URL = "/masuk/"
AUTHENTICATION_BACKENDS = ["betang.kernel.accounts.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/beranda/"
# Twelve hours, or until the browser closes; seven days for who asks to be remembered (`accounts.entrance`).
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# allauth leads through the sign-in. Its limits count in a cache of one process: ours (`accounts.locks`) do instead.
ACCOUNT_ADAPTER = "betang.kernel.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # addresses come from `limits.visitor`
MFA_ADAPTER = "betang.kernel.accounts.adapter.MfaAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
SOCIALACCOUNT_ADAPTER = "betang.kernel.accounts.adapter.SsoAdapter"
# The city's own sign-in service (OpenID Connect); docs/operations/accounts.md.
BETANG_OIDC_URL = os.environ.get("BETANG_OIDC_URL", "").rstrip("/")
BETANG_OIDC_CLAIM = os.environ.get("BETANG_OIDC_CLAIM", "preferred_username")
SOCIALACCOUNT_PROVIDERS = environment.sign_in_service() if BETANG_OIDC_URL else {}

# --- Jobs: see docs/operations/jobs.md --------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
BETANG_JOB_LEASE_SECONDS = float(os.environ.get("BETANG_JOB_LEASE_SECONDS", "30"))
BETANG_JOB_POLL_SECONDS = float(os.environ.get("BETANG_JOB_POLL_SECONDS", "1"))
BETANG_JOB_BREATH_SECONDS = float(os.environ.get("BETANG_JOB_BREATH_SECONDS", "0.02"))
BETANG_JOB_KEEP_DAYS = int(os.environ.get("BETANG_JOB_KEEP_DAYS", "90"))
BETANG_JOB_ATTEMPTS = 3

# --- Language, time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Bahasa Inggris"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "bahasa"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Pontianak"  # WIB, UTC+7, no daylight saving time

# --- Mail: a job hands the outbox to this server; in demo mode the mails stay there -----------------------------------
BETANG_ADDRESS = os.environ.get("BETANG_ADDRESS", "http://localhost:8000").rstrip("/")
BETANG_CONTACT = os.environ.get("BETANG_CONTACT", "").strip()
DEFAULT_FROM_EMAIL = os.environ.get("BETANG_MAIL_FROM", "Betang <betang@localhost>")
MAIL = mail_server(os.environ.get("BETANG_SMTP", ""))
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL["EMAIL_HOST"], MAIL["EMAIL_PORT"], MAIL["EMAIL_TIMEOUT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["EMAIL_USE_TLS"], MAIL["EMAIL_USE_SSL"]

# --- Static files ---------------------------------------------------------------------------------------------------
# The web server serves what `collectstatic` wrote (hashed, compressed); everything else the package's own files.
STATIC_URL = "static/"
STATIC_ROOT = BETANG_VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATIC_COLLECTED = environment.flag("STATIC_COLLECTED") and (STATIC_ROOT / "staticfiles.json").is_file()
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BETANG_VAR / "files"},
    },
    "staticfiles": {"BACKEND": "betang.kernel.http.static.CollectedStorage"},
}
WHITENOISE_USE_FINDERS = not STATIC_COLLECTED
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Security -------------------------------------------------------------------------------------------------------
# No unsafe part: values of charts live in SVG attributes, never in style attributes. `data:` serves the woven motif,
# an SVG mask inside the style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        # A form that leads to the city's sign-in service is redirected there.
        "form-action": [SELF, *environment.words("BETANG_OIDC_ORIGINS", environment.origin(BETANG_OIDC_URL))],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["betang.kernel.http.uploads.InMemory"]  # Django's own would spool them to plain files
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "betang.ui.error_pages.csrf_failure"
# A proxy in front says whether the visitor came by https. Trusted only when the operator says there is one, since
# anybody can send the header.
BETANG_BEHIND_PROXY = environment.flag("BETANG_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BETANG_BEHIND_PROXY else None

# --- Logging: one line per event on standard error, with the incident code that the error page shows ------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"incident": {"()": "betang.kernel.http.incident.IncidentFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(incident)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["incident"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "pikepdf": {"level": "WARNING"},  # says hello at each start
    },
}
