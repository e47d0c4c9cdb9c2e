from alerts.models.alert import Alert, Notice
from alerts.models.override import TierRequest
from alerts.models.risk import Risk
from alerts.models.rule import AlertRule

__all__ = ["Alert", "AlertRule", "Notice", "Risk", "TierRequest"]
