from django.urls import path

from profiling import views

app_name = "profiling"
urlpatterns = [
    path("", views.portraits, name="portraits"),
    path("<int:pk>/", views.portrait, name="portrait"),
    path("<int:pk>/mini/", views.mini, name="mini"),
    path("<int:pk>/panel/", views.panel, name="panel"),
]
