"""Django's settings. What a house may choose comes from the environment (`environment.py`)."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from clew.site.environment import environment_in

PROJECT = Path(__file__).resolve().parents[3]
CLEW = environment_in(os.environ, project=PROJECT)

DEBUG = False
# Signs only the tokens of this run: nothing is kept between two runs, so neither is the key.
SECRET_KEY = get_random_secret_key()
# Every other host name is redirected by OneHost before anything reads it.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "clew.site.urls"
WSGI_APPLICATION = "clew.site.wsgi.application"
DATABASES: dict[str, object] = {}  # no person is stored yet

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "clew.ground.ui",
    "clew.recognise.screening",
    "clew.recognise.classification",
    "clew.inform.states",
]
MIDDLEWARE = [
    # First, so that refusals and redirects carry the headers too.
    "clew.ground.ui.middleware.QuietHeaders",
    "csp.middleware.CSPMiddleware",
    "clew.ground.ui.middleware.OneHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
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
                "clew.ground.ui.context.page",
            ],
        },
    },
]

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
DATA_UPLOAD_MAX_NUMBER_FILES = 0

CSRF_COOKIE_HTTPONLY = True
# Behind the proxy that holds the certificate a form's origin is https, and the request is not.
CSRF_TRUSTED_ORIGINS = [] if CLEW.demonstration else [f"https://{CLEW.host}"]
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "clew.ground.ui.views.form_too_old"
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
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Unknown addresses and old forms are ordinary; their logs would hold addresses.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "clew": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
