"""Pages of complaints. One complaint is addressed by its reference number."""

from django.urls import include, path, register_converter

from complaints.converters import ReferenceConverter
from complaints.views import detail, drafts, intake, work

register_converter(ReferenceConverter, "reference")

app_name = "complaints"
urlpatterns = [
    path("new/", intake.intake, name="intake"),
    path("new/recognise/", intake.recognise, name="recognise"),
    path("work/", work.work, name="work"),
    path("drafts/<uuid:pk>/", drafts.draft, name="draft"),
    path("drafts/<uuid:pk>/discard/", drafts.discard, name="discard"),
    path("imports/", include("complaints.urls_imports")),
    path("<reference:reference>/", detail.detail, name="detail"),
    path("<reference:reference>/move/", detail.move, name="move"),
    path("<reference:reference>/assign/", detail.assign, name="assign"),
    path("<reference:reference>/classify/", detail.classify, name="classify"),
    path("<reference:reference>/contacts/", detail.add_contact, name="add_contact"),
]
