"""Pages of the language engine, mounted at /language/."""

from django.urls import URLPattern, URLResolver

app_name = "sentiment"
urlpatterns: list[URLPattern | URLResolver] = []
