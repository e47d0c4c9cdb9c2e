"""Pages of the language engine, mounted at /language/."""

from django.urls import URLPattern, URLResolver, path

from sentiment.views import compare, corrections, overview

app_name = "sentiment"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("compare/", compare.compare_text, name="compare"),
    path("readings/<int:contact>/<str:field>/", corrections.correct, name="correct"),
    path("readings/<int:contact>/<str:field>/undo/", corrections.undo, name="undo"),
]
