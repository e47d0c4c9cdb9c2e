from django.urls import path

from insights import views

app_name = "insights"
urlpatterns = [
    path("assist/", views.assist, name="assist"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("complaints/", views.complaints, name="complaints"),
]
