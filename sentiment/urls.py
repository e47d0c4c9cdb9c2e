"""Pages of the language engine, mounted at /language/."""

from django.urls import URLPattern, URLResolver, path

from sentiment.views import corrections

app_name = "sentiment"
urlpatterns: list[URLPattern | URLResolver] = [
    path("readings/<int:contact>/<str:field>/", corrections.correct, name="correct"),
    path("readings/<int:contact>/<str:field>/undo/", corrections.undo, name="undo"),
]
