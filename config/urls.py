"""The map of the site. Every app brings its own part; probes are answered by a middleware."""

from django.contrib import admin
from django.urls import include, path

from config.views import home
from insights.views import live

APPS = ("accounts", "complaints", "profiling", "alerts", "insights", "outbox", "ui")

urlpatterns = [
    path("", home, name="home"),
    path("live/", live, name="live"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api_urls")),
    path("language/words/", include("insights.urls_words")),
    path("language/", include("sentiment.urls")),
    *(path(f"{app}/", include(f"{app}.urls")) for app in APPS),
]
handler500 = "config.errors.failed"
