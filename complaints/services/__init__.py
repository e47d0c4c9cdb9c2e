from complaints.services.handling import (
    ConflictError,
    accept,
    assign,
    change_status,
    classify,
    keep_promise,
    promise,
)
from complaints.services.intake import Receipt, Sender, receive_contact, receive_contacts
from complaints.services.people import recognise

__all__ = [
    "ConflictError",
    "Receipt",
    "Sender",
    "accept",
    "assign",
    "change_status",
    "classify",
    "keep_promise",
    "promise",
    "receive_contact",
    "receive_contacts",
    "recognise",
]
