"""The REST API, version 1."""

from django.urls import path, re_path

from complaints.api.views import BulkView, ContactView
from config.api.docs import docs
from config.api.document import schema
from config.api.readings import ReadingView
from config.api.views import ComplaintViewSet, NothingHere

urlpatterns = [
    path("contacts/", ContactView.as_view(), name="api-contacts"),
    path("contacts/bulk/", BulkView.as_view(), name="api-bulk"),
    path("complaints/", ComplaintViewSet.as_view({"get": "list"}), name="api-complaints"),
    re_path(
        r"^complaints/(?P<reference>[\w-]{1,40})/$",
        ComplaintViewSet.as_view({"get": "retrieve"}),
        name="api-complaint",
    ),
    path("readings/", ReadingView.as_view(), name="api-readings"),
    path("schema/", schema, name="api-schema"),
    path("docs/", docs, name="api-docs"),
    re_path(r"", NothingHere.as_view()),
]
