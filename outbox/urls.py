from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.status, name="status"),
    path("retry/", views.retry, name="retry"),
]
