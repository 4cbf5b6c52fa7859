"""Django's settings: safe by default, and nothing here that an agency should want to change."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from netral.portal import env

HERE = Path(__file__).parent
NETRAL = env.read(os.environ)

SECRET_KEY, SECRET_KEY_FALLBACKS = NETRAL.secret, NETRAL.former
DEBUG = False
ALLOWED_HOSTS = NETRAL.hosts
ROOT_URLCONF = "netral.portal.urls"
WSGI_APPLICATION = "netral.portal.wsgi.application"
DATABASES = {"default": NETRAL.database}
AUTH_USER_MODEL = "directory.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "csp",
    "netral.portal.audit",
    "netral.portal.directory",
    "netral.portal.signin",
    "netral.portal.sealed",
    "netral.portal.people",
    "netral.portal.contests",
    "netral.portal.intake",
    "netral.portal.triage",
    "netral.portal.retention",
    "netral.portal.guidance",
    "netral.portal.auditor",
    "netral.portal.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "netral.portal.language.middleware",
    "netral.portal.look.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "netral.portal.readable.middleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Closed unless a view says otherwise: `grep -rn login_not_required`.
    "netral.portal.signin.door.closed",
    "netral.portal.signin.door.middleware",
    "netral.portal.retention.gone.middleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "netral.portal.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
_handlers = "django.core.files.uploadhandler"
FILE_UPLOAD_HANDLERS = [
    "netral.portal.bodies.Bounded",
    f"{_handlers}.MemoryFileUploadHandler",
    f"{_handlers}.TemporaryFileUploadHandler",
]
STATIC_URL = "static/"
STATIC_ROOT = NETRAL.data / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The source of every sentence is Indonesian; English is its translation.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "bahasa"
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_rules = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_rules}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_rules}.CommonPasswordValidator"},
    {"NAME": f"{_rules}.NumericPasswordValidator"},
    {"NAME": f"{_rules}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("login", "name")}},
]
LOGIN_URL = "/masuk"
# A session ends half an hour after the last page; `signin.door` moves that end, at most once a minute.
SESSION_ENGINE = "netral.portal.signin.sessions"
SESSION_COOKIE_AGE = 1800

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
CSRF_FAILURE_VIEW = "netral.portal.faults.csrf"
X_FRAME_OPTIONS = "DENY"
# Nothing leaves this site with a link. `no-referrer` would make browsers send forms with `Origin: null`, which the
# check against forged forms refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
_mark = "__Host-" if NETRAL.https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_mark}sesi", f"{_mark}csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = NETRAL.https
SECURE_HSTS_SECONDS = 31_536_000 if NETRAL.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = NETRAL.https
if NETRAL.https:
    # A proxy stands in front, and tells how it was asked.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Faults and refusals go to standard error without address, agent, referrer or what anybody typed.
LOGGING = {
    "version": 1,
    # Django's own stay, without their handlers: with them off, no fault of a page would reach the log at all.
    "disable_existing_loggers": False,
    "loggers": {
        **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
        "gunicorn.error": {"filters": ["nobody"]},
    },
    "formatters": {"plain": {"()": "netral.portal.logs.Plain"}},
    "filters": {"quiet": {"()": "netral.portal.logs.Discreet"}, "nobody": {"()": "netral.portal.logs.Unaddressed"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["quiet"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
