"""The map of the site. Every app brings its own part; probes are answered by a middleware."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from config.views import home
from insights.views import live

APPS = ("accounts", "complaints", "sentiment", "profiling", "alerts", "insights", "outbox", "ui")

urlpatterns = [
    path("", home, name="home"),
    path("live/", live, name="live"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    *(path(f"{app}/", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")),
    *(path("api/v1/", include(m)) for m in ("config.api_urls",) if find_spec(m)),
]
handler500 = "config.errors.failed"
