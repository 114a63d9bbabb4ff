"""Django's settings. What a house may choose comes from the environment (`environment.py`)."""

import os
from pathlib import Path
from typing import Final

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from clew.site.databases import databases
from clew.site.environment import environment_in

PROJECT = Path(__file__).resolve().parents[3]
CLEW = environment_in(os.environ, project=PROJECT)

DEBUG = False
# Until the house is opened nothing may be signed that outlives this. Opening puts the key in its
# place that is derived from the house's secret (ground.vault.opening): a restart ends no session.
SECRET_KEY = get_random_secret_key()
# Every other host name is redirected by OneHost before anything reads it.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "clew.site.urls"
WSGI_APPLICATION = "clew.site.wsgi.application"
POLICY_TABLE = "clew.site.partners.policy" if CLEW.for_partners else "clew.site.policy"
PERSONS = "clew.site.persons"

DATABASES = databases(CLEW)
DATABASE_ROUTERS = ["clew.ground.vault.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # changes take their own lock first; see ground.audit.writing

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "clew.ground.vault",
    "clew.ground.audit",
    "clew.ground.timetable",
    "clew.ground.accounts",
    "clew.ground.notices",
    "clew.ground.pairs",
    "clew.ground.ui",
    "clew.survivor.people",
    "clew.survivor.consent",
    "clew.survivor.contact",
    "clew.survivor.claims",
    "clew.survivor.release",
    "clew.survivor.rights",
    "clew.recognise.training",
    "clew.recognise.screening",
    "clew.recognise.offline",
    "clew.recognise.classification",
    "clew.recognise.referrals",
    "clew.recognise.mechanisms",
    "clew.support.casework",
    "clew.connect.sharing",
    "clew.connect.matching",
    "clew.connect.network",
    "clew.connect.leads",
    "clew.inform.statistics",
    "clew.inform.submissions",
    "clew.inform.states",
    "clew.inform.impact",
    "clew.inform.framing",
    "clew.portal",
    "clew.site.demonstration",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    # First, so that refusals and redirects carry the headers too.
    "clew.ground.ui.middleware.QuietHeaders",
    "csp.middleware.CSPMiddleware",
    "clew.ground.ui.middleware.OneHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before anything reads a session: without its keys a house shows one page to everybody.
    "clew.ground.accounts.locked.LockedHouse",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "clew.ground.accounts.wall.Wall",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "clew.ground.ui.context.page",
                # Only the demonstration writes on the page who can sign in, and how.
                *(["clew.site.demonstration.context.cast"] if CLEW.demonstration else []),
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.Member"
AUTHENTICATION_BACKENDS = ["clew.ground.accounts.backend.Backend"]
PASSWORD_HASHERS = ["clew.ground.accounts.hashing.PassphraseHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "clew.ground.accounts.passphrases.NotEasilyGuessed"},
    {"NAME": "clew.ground.accounts.breached.NotBreached"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:arrive"
ACCOUNT_ADAPTER = "clew.ground.accounts.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "ui:start"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
# Tries are counted by ground.accounts.tries, in one statement; these read, then write.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "clew.ground.accounts.signing_in.SecondFactorAdapter"
# Spare codes are not allauth's: it keeps a seed from which all of them can be made again.
MFA_SUPPORTED_TYPES = ["webauthn", "totp"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger or a PIN: a found key alone opens nothing
MFA_TOTP_TOLERANCE = 1  # a half-minute before and after: clocks of phones are not exact
MFA_FORMS = {
    "authenticate": "clew.ground.accounts.factors.CodeForm",
    "reauthenticate": "clew.ground.accounts.factors.CodeAgainForm",
    "authenticate_webauthn": "clew.ground.accounts.passkeys.AfterPassphraseForm",
    "login_webauthn": "clew.ground.accounts.passkeys.SignInForm",
    "reauthenticate_webauthn": "clew.ground.accounts.passkeys.AgainForm",
}
MFA_TOTP_ISSUER = "Clew"

SESSION_ENGINE = "clew.ground.accounts.sessions"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_IDLE_SECONDS = 20 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Cookies of a real house under its own name travel over TLS only.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not CLEW.demonstration and CLEW.host != "localhost"
# With this beginning a browser takes them from this very host over TLS, and from nowhere else.
_HOST: Final = "__Host-" if SESSION_COOKIE_SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST}sessionid", f"{_HOST}csrftoken"
BROWSER_COOKIE_NAME = f"{_HOST}browser"  # see ground.accounts.known

LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]
LANGUAGE_CODE = "en-gb"  # "en" prints 02/01/2026 for 1 February
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "clew.site.formats"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site may find out that Clew runs here
WHITENOISE_MAX_AGE = 0  # a changed style must not meet an old page

# Bounds: a page of answers is some kilobytes.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
# One, at an address whose rule says so, and never on the disk.
FILE_UPLOAD_HANDLERS = ["clew.ground.ui.uploads.OneFileInMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE

CSRF_COOKIE_HTTPONLY = True
# Behind the proxy that holds the certificate a form's origin is https, and the request is not.
CSRF_TRUSTED_ORIGINS = [] if CLEW.demonstration else [f"https://{CLEW.host}"]
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "clew.ground.ui.views.form_too_old"
# Those ask for two middlewares of Django's, whose headers QuietHeaders puts on every answer.
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # see ground.ui.middleware

# Only what this origin ships runs here; scripts may build HTML only through ui/trust.js.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["default"],
    },
}

# Codes and sentences only: no request bodies, no query strings, no locals.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "clew.site.logs.OneLine"}},
    "handlers": {"stderr": {"class": "clew.site.logs.Lines", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Unknown addresses and old forms are ordinary; their logs would hold addresses.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "clew": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
