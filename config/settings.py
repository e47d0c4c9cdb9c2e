"""Settings, all from the environment. `.env.example` names every variable.

On one machine `manage.py local` writes `.local/env` (mode 600) with generated secrets and the
addresses of the embedded servers; a variable that is already set always wins over the files.
"""

from logging import DEBUG as DEBUG_LEVEL
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.api.openapi import OPENAPI
from config.local.environment import read
from config.logs import logging_of
from config.safety import dangers

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"

env = environ.Env()
env.read_env(BASE_DIR / ".env")
PRODUCTION = env.bool("PRODUCTION", default=False)
if not PRODUCTION:  # what was made for one machine never reaches production
    env.read_env(LOCAL_DIR / "env")


def required(name: str) -> str:
    """The value of a secret that production must bring itself; there is no default on purpose."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment, or let `make run` create it."
        )
    return value


# Safety --------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required("DJANGO_SECRET_KEY")
FIELD_ENCRYPTION_KEYS = required("FIELD_ENCRYPTION_KEYS").split(",")  # newest first
FIELD_HASH_KEY = required("FIELD_HASH_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)  # behind a proxy that ends TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_AGE = env.int("SESSION_SECONDS", default=12 * 3600)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DEMO = env.bool("DEMO", default=False)  # shows the demo log-ins on the log-in page
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
DANGERS = dangers(globals(), read(LOCAL_DIR / "env"))
if PRODUCTION and DANGERS:
    raise ImproperlyConfigured("Not safe for production:\n- " + "\n- ".join(DANGERS))

# Apps ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "axes",
    "django_htmx",
    "django_structlog",
    # Both wrap the template loaders and break each other unless the loaders are set by hand below.
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "config",
    "ui",
    "outbox",
    "accounts",
    "complaints",
    "sentiment",
    "profiling",
    "alerts",
    "insights",
]
MIDDLEWARE = [
    "config.middleware.answer_probes",
    "config.middleware.measure",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.refuse_nul",
    "pghistory.middleware.HistoryMiddleware",  # the history knows who changed it
    "config.middleware.LogRequests",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
CACHED = LOADERS if DEBUG else [("django.template.loaders.cached.Loader", LOADERS)]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", CACHED)],
            "builtins": [
                "django.templatetags.i18n",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context.shell",
            ],
        },
    }
]
COTTON_DIR = "cotton"

# Data ----------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 600,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": DATABASES["default"].get("OPTIONS", {}) | {"connect_timeout": 2},
    "TEST": {"NAME": env.str("TEST_DATABASE", default="test_sujing")},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},  # a dead one costs little
    }
}
# Seconds that counting the figures of one page may take before they are kept for a while.
FIGURES_FREE_SECONDS = 0.15
# A draft of the lexicon that raises something in more than this share of the latest contacts is
# released only with a reason. Of the 665 terms delivered the most common one stands in 3.2 % of the
# latest demo contacts: what is found more often than any of them is hardly a sign of risk.
LEXICON_WIDE_SHARE = env.float("LEXICON_WIDE_SHARE", default=0.05)
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(LOCAL_DIR / "media"))  # import files, error files
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 2**20

# People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False

PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# Words ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files of the pages --------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(LOCAL_DIR / "static"))
NODE = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", NODE / "bootstrap" / "dist"),
    ("vendor/htmx", NODE / "htmx.org" / "dist"),
    ("vendor/echarts", NODE / "echarts" / "dist"),
    ("vendor/inter", NODE / "@fontsource-variable" / "inter" / "files"),
]
VENDOR_FILES = [  # what the pages use of them; nothing else is collected
    "vendor/bootstrap/css/bootstrap.min.css*",
    "vendor/htmx/htmx.min.js",
    "vendor/echarts/echarts.min.js",
    "vendor/inter/inter-latin-wght-normal.woff2",
]
STATICFILES_FINDERS = [
    "config.finders.UsedFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Workers -------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 100  # seconds; stays under the outbox lease of 120
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
NOTIFY = {"options": {"queue": "notify"}}  # not behind a long drain
CELERY_BEAT_SCHEDULE = {
    "outbox-sweep": {"task": "outbox.tasks.sweep", "schedule": 3.0},
    "outbox-purge": {"task": "outbox.tasks.purge", "schedule": 3600.0},
    "api-answers": {"task": "accounts.tasks.forget_old_answers", "schedule": 3600.0},
    "alerts-ladder": {"task": "alerts.tasks.climb_ladders", "schedule": 3.0} | NOTIFY,
    "alerts-notices": {"task": "alerts.tasks.send_notices", "schedule": 3.0} | NOTIFY,
    "alerts-rules": {"task": "alerts.tasks.watch_surges", "schedule": 60.0},
    "clocks": {"task": "complaints.tasks.advance_clocks", "schedule": 3.0},
    "promises": {"task": "complaints.tasks.notice_breaches", "schedule": 3.0},
    "portraits-stale": {"task": "profiling.tasks.refresh_stale", "schedule": 60.0},
    "imports-resume": {"task": "complaints.tasks.resume_imports", "schedule": 10.0},
    "language-resume": {"task": "sentiment.tasks.resume", "schedule": 10.0},
    "imports-purge": {"task": "complaints.tasks.purge_imports", "schedule": 3600.0},
}

# Letters, API, logs --------------------------------------------------------------------------
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="sujing@localhost")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["config.api.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.KeyThrottle"],
    "EXCEPTION_HANDLER": "config.problems.problem_json",
}
SPECTACULAR_SETTINGS = OPENAPI
LOGGING = logging_of(production=PRODUCTION, level=env.str("LOG_LEVEL", default="INFO"))
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # workers log as the web does
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = DEBUG_LEVEL  # one line per request, when it is done
