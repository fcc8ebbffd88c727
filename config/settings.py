"""Every setting of the product, read from the environment; nothing of one city is in here."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from config.sign_on import city_sign_on

BASE_DIR = Path(__file__).resolve().parent.parent
SECRETS = os.environ.get("KASANE_SECRETS", "")


def keys(name: str) -> list[str]:
    """The installation's keys of a kind, one a line, the newest first; read anew by every worker that starts."""
    path = Path(SECRETS) / name
    return path.read_text(encoding="ascii").split() if SECRETS and path.exists() else []


# Newest first; the older ones still read what was signed or encrypted before they were rotated.
SECRET_KEY, *SECRET_KEY_FALLBACKS = keys("signing") or ["only-for-checks-that-open-no-connection"]
FIELD_KEYS = keys("fields")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("KASANE_HOSTS", "127.0.0.1,localhost").split(",")
HTTPS = os.environ.get("KASANE_HTTPS") == "1"
# How many proxies of the city's own stand in front; each adds to X-Forwarded-For whom it was asked by.
PROXIES = int(os.environ.get("KASANE_PROXIES", "0"))
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
SCHEMA = os.environ.get("KASANE_SCHEMA", "kasane")
HEAD_FILE = os.environ.get("KASANE_AUDIT_HEAD", "")
AUDIT_KEY_FILE = os.environ.get("KASANE_AUDIT_KEY", "")
# Whoever watches over the installation shows one of these to read its figures (0060).
METRICS_TOKENS = keys("metrics")
LAST_BACKUP = os.environ.get("KASANE_LAST_BACKUP", "")
# A file that stands while this node leaves whoever shares out requests.
LEAVING = os.environ.get("KASANE_LEAVING", "")

INSTALLED_APPS = [
    # First, so that its templates come before those of the libraries.
    "kasane.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "kasane.code_lists",
    "kasane.sign_in",
    "kasane.audit",
    "kasane.directory",
    "kasane.rooms",
    "kasane.search",
    "kasane.drafts",
    "kasane.attachments",
    "kasane.prints",
    "kasane.people",
    "kasane.cases",
    "kasane.assessments",
    "kasane.consents",
    "kasane.referrals",
    "kasane.ledgers",
    "kasane.support_plans",
    "kasane.meetings",
    "kasane.tasks",
]

MIDDLEWARE = [
    # First: it measures all the others, and a probe needs no host name, no session and no redirection.
    "kasane.web.operation.middleware.OperationMiddleware",
    # Outside the redirection to HTTPS, so that this answer too says what may be loaded: nothing of others.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kasane.web.request.ActingMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "kasane.web.templatetags.kasane"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kasane.web.layout.context.frame",
            ],
        },
    }
]


ADDRESSED = frozenset({"dbname", "user", "password", "host", "port"})


def connection(role: str) -> dict[str, object]:
    """Django's settings for one database role, from the address the launcher hands down."""
    parts = conninfo_to_dict(os.environ.get(f"KASANE_CONNECTION_{role.upper()}", "dbname=none"))
    # How the server is proven to be the right one (sslmode …), and which of several is written to.
    rest = {name: value for name, value in parts.items() if name not in ADDRESSED}
    return {
        "ENGINE": "config.database",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": None,
        # A database that was away is back for the next page, and not for the one after.
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        # The server binds what is asked for, and keeps a statement planned that it has answered twice (0057).
        "OPTIONS": {**rest, "server_side_binding": True, "prepare_threshold": 2},
    }


# `default` acts under the walls; `door` alone knows accounts, sessions and who is signed in.
DATABASE_ROLE = os.environ.get("KASANE_DATABASE_ROLE", "app")
DATABASES = {
    "default": connection(DATABASE_ROLE),
    "door": connection("owner" if DATABASE_ROLE == "owner" else "door"),
}
DATABASE_ROUTERS = ["kasane.sign_in.routing.DoorRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_throttle",
    }
}

# Argon2id first; the others only read what an older installation stored.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_USER_MODEL = "sign_in.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kasane.web.sign_in.own_password.OwnWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username",)},
    },
]
# One scanned paper and the form around it; larger requests are refused before they are read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
ACCOUNT_ADAPTER = "kasane.web.sign_in.door.SignInAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
# Our own says it (D-1).
ACCOUNT_PASSWORD_MIN_LENGTH = 0
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Failures a minute: five for one account, twenty from one address; counted in the database, so that a
# restart forgets nothing.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
    "invited": "20/m/ip",
    "city": "240/m/ip",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
# The city's own sign-on; None where its operator names none (0069).
CITY_SIGN_ON = city_sign_on(os.environ, keys("oidc"))
SOCIALACCOUNT_ADAPTER = "kasane.web.sign_in.vouching.StraightAdapter"
MFA_ADAPTER = "kasane.web.sign_in.second.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "重ね"
MFA_TOTP_TOLERANCE = 1
# Accounts have no e-mail address that could be verified first.
MFA_ALLOW_UNVERIFIED_EMAIL = True
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"

# Behind HTTPS a browser takes such a name only for this very host, and never from a neighbour of its domain.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}kasane_session"
SESSION_COOKIE_HTTPONLY = True
# Not "Strict": whoever comes back from the city's own sign-on brings it along.
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}kasane_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "kasane.web.errors.csrf_failure"
MESSAGE_STORAGE = "kasane.web.layout.told.SealedStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# Asked by programs and not by people: one that forgot HTTPS is told so, and not led on each time.
SECURE_REDIRECT_EXEMPT = [r"^calendar/"]
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# One mail a day to each member of staff, which says only how many notices wait; none without a host.
EMAIL_HOST = os.environ.get("KASANE_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("KASANE_MAIL_PORT", "25"))
EMAIL_USE_TLS = os.environ.get("KASANE_MAIL_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KASANE_MAIL_FROM", "")
ADDRESS = os.environ.get("KASANE_ADDRESS", "")

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
# The pictures of the guide, which is the help inside the product too.
STATICFILES_DIRS = [("guide", BASE_DIR / "docs" / "guide" / "images")]
STATIC_ROOT = os.environ.get("KASANE_STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Nobody else's page has a use for our scripts and pictures.
WHITENOISE_ALLOW_ALL_ORIGINS = False
if os.environ.get("KASANE_STATIC_UNCOLLECTED") == "1":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "config.logs.PrivateFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
