from insights.views.assist import assist
from insights.views.complaints import complaints
from insights.views.dashboard import dashboard
from insights.views.live import live

__all__ = ["assist", "complaints", "dashboard", "live"]
