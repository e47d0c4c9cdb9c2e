"""热词, below the pages of the language engine."""

from django.urls import path

from insights.views.topics import topics
from insights.views.words import words

app_name = "words"
urlpatterns = [path("", words, name="words"), path("topics/", topics, name="topics")]
