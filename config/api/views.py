"""Results of complaints, put together from all apps."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.api import KeyRequest
from alerts.models import Alert
from complaints.models import Clock, Complaint, Contact
from config.api.filters import ComplaintFilter
from config.api.pagination import NewestFirst
from config.api.parameters import StrictFilterBackend, refuse_unknown
from config.api.schema import detail_schema, list_schema
from config.api.serializers import ComplaintDetailSerializer, ComplaintSerializer

MOST = 100  # contacts and alerts of one complaint that are given


class ComplaintViewSet(ReadOnlyModelViewSet):
    """What has become of complaints: reading, risk, alerts and time limits."""

    required_scope = "complaints:read"
    lookup_field = "reference"
    filter_backends = [StrictFilterBackend]
    filterset_class = ComplaintFilter
    pagination_class = NewestFirst
    serializer_class = ComplaintSerializer
    queryset = Complaint.objects.none()

    @list_schema
    def list(self, request: Request) -> Response:
        return super().list(request)

    @detail_schema
    def retrieve(self, request: Request, reference: str) -> Response:
        return super().retrieve(request, reference)

    request: KeyRequest

    def get_queryset(self) -> QuerySet[Complaint]:
        seen = Complaint.objects.visible_to(self.request.user)
        rows = seen.select_related("complainant", "department", "risk")
        return rows if self.action == "list" else rows.prefetch_related(*whole())

    def get_object(self) -> Complaint:
        refuse_unknown(self.request, known=())
        return get_object_or_404(self.get_queryset(), reference=self.kwargs["reference"])

    def get_serializer_class(self) -> type[ComplaintSerializer]:
        return ComplaintSerializer if self.action == "list" else ComplaintDetailSerializer


def whole() -> list[Prefetch]:
    """Everything the detail shows, in one query each."""
    contacts = Contact.objects.select_related("reading").order_by("-occurred_at", "-id")[:MOST]
    alerts = Alert.objects.select_related("rule").order_by("-raised_at", "-id")[:MOST]
    return [
        Prefetch("contacts", contacts, to_attr="newest_contacts"),
        Prefetch("alerts", alerts, to_attr="newest_alerts"),
        Prefetch("clocks", Clock.objects.select_related("profile").order_by("due_at")),
    ]


@extend_schema(exclude=True)
class NothingHere(APIView):
    """Any other address under the API."""

    authentication_classes = ()
    permission_classes = ()

    def initial(self, request: Request, *args: str, **kwargs: str) -> None:
        raise NotFound(_("There is no such address; addresses end with a slash."))
