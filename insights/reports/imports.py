"""What became of an import: contacts read, complaints judged, tiers, alerts."""

from dataclasses import dataclass

from django.db.models import Count

from alerts.models import Alert, Risk
from complaints.models import Complaint, Contact, ImportJob
from sentiment.models import Reading


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Counts over the contacts that one import brought; tiers are 1 (normal) to 4 (crisis)."""

    contacts: int
    readings: int
    complaints: int
    risks: int
    tiers: dict[int, int]
    alerts: int


def import_report(job: ImportJob) -> ImportReport:
    """Count what followed from the contacts of this job."""
    contacts = Contact.objects.filter(
        source=job.options["source"], author=job.author, created_at__gte=job.started_at
    )
    if job.finished_at:
        contacts = contacts.filter(created_at__lte=job.finished_at)
    complaints = Complaint.objects.filter(pk__in=contacts.values("complaint"))
    risks = Risk.objects.filter(complaint__in=complaints.values("pk"))
    tiers = risks.values_list("tier").annotate(count=Count("pk"))
    return ImportReport(
        contacts=contacts.count(),
        readings=Reading.objects.filter(contact__in=contacts.values("pk")).count(),
        complaints=complaints.count(),
        risks=risks.count(),
        tiers=dict.fromkeys((1, 2, 3, 4), 0) | dict(tiers),
        alerts=Alert.objects.filter(complaint__in=complaints.values("pk")).count(),
    )
