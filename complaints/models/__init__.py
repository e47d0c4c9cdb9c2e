from complaints.models.clock import BusinessDay, Clock, ClockProfile
from complaints.models.complainant import Complainant
from complaints.models.complaint import Complaint
from complaints.models.contact import Contact
from complaints.models.draft import Draft
from complaints.models.imports import ImportJob, ImportProblem
from complaints.models.promise import Promise
from complaints.models.reference import BusinessLine, Category, Channel, DemandKind

__all__ = [
    "BusinessDay",
    "BusinessLine",
    "Category",
    "Channel",
    "Clock",
    "ClockProfile",
    "Complainant",
    "Complaint",
    "Contact",
    "DemandKind",
    "Draft",
    "ImportJob",
    "ImportProblem",
    "Promise",
]
