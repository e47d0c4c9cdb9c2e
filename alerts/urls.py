"""Pages of risk and alerts."""

from django.urls import path

from alerts.views import feed, review, risk

app_name = "alerts"
urlpatterns = [
    path("", feed.feed, name="feed"),
    path("feed/", feed.feed_part, name="feed_part"),
    path("bell/", feed.bell, name="bell"),
    path("notices/", feed.notices, name="notices"),
    path("notices/read/", feed.read_notices, name="read_notices"),
    path("<int:pk>/", review.row, name="row"),
    path("<int:pk>/acknowledge/", review.acknowledge, name="acknowledge"),
    path("<int:pk>/unacknowledge/", review.unacknowledge, name="unacknowledge"),
    path("<int:pk>/close/", review.close, name="close"),
    path("risk/<int:complaint>/", risk.risk, name="risk"),
    path("risk/<int:complaint>/tier/", risk.set_tier, name="set_tier"),
    path("risk/requests/<int:pk>/", risk.decide, name="decide_tier"),
]
