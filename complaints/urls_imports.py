"""Pages of the import desk."""

from django.urls import path

from complaints.views import imports

urlpatterns = [
    path("", imports.imports, name="imports"),
    path("<int:pk>/", imports.show, name="import"),
    path("<int:pk>/preview/", imports.preview, name="import_preview"),
    path("<int:pk>/start/", imports.start, name="import_start"),
    path("<int:pk>/again/", imports.again, name="import_again"),
    path("<int:pk>/discard/", imports.discard, name="import_discard"),
    path("<int:pk>/errors.csv", imports.errors_csv, name="import_errors_csv"),
    path("<int:pk>/errors.xlsx", imports.errors_xlsx, name="import_errors_xlsx"),
]
