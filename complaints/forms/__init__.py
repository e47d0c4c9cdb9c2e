from complaints.forms.intake import IntakeForm

__all__ = ["IntakeForm"]
