"""The import desk: bring a file, map its columns, see the rows, let them run, mend what is left."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import UserRequest, role_required
from accounts.models import Role
from complaints.domain.import_columns import repeated
from complaints.forms.imports import ColumnsForm, UploadForm
from complaints.imports import errorfile, jobs
from complaints.imports.doorbell import ring_for
from complaints.imports.errors import FileError
from complaints.imports.files import forget_file
from complaints.imports.limits import MAX_UPLOAD, MB
from complaints.imports.previews import preview_rows, refused_row
from complaints.imports.sources import table_of
from complaints.imports.words import file_message, stored_message, upload_hint
from complaints.models import ImportJob
from ui.partials import render_part

LIST, JOB = "complaints/imports.html", "complaints/imports_job.html"
PER_PAGE, REFUSED_SHOWN = 25, 20
FORM_ROOM = MB  # what the form itself may add to the file
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
desk = role_required(Role.SUPERVISOR, Role.OFFICER, Role.ADMINISTRATOR)


@csrf_exempt  # the size is looked at before anything is read; `_bring` checks the token
@desk
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def imports(request: UserRequest) -> HttpResponse:
    """All imports one may see; posted, a file becomes a new one."""
    if request.method != "POST":
        return _show_list(request, UploadForm())
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_UPLOAD + FORM_ROOM:
        form = UploadForm({})
        form.errors["file"] = form.error_class([_too_large()])
        return _show_list(request, form, status=413)
    return _bring(request)


def _too_large() -> str:
    return file_message(FileError("too_large", limit=MAX_UPLOAD // MB))


@csrf_protect
def _bring(request: UserRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_list(request, form, status=422)
    upload, encoding = form.cleaned_data["file"], form.cleaned_data["encoding"]
    try:
        job = jobs.bring(upload.chunks(), name=upload.name, author=request.user, encoding=encoding)
    except FileError as error:
        form.add_error("file", file_message(error))
        return _show_list(request, form, status=422)
    return redirect("complaints:import", job.pk)


def _show_list(request: UserRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    rows = ImportJob.objects.visible_to(request.user).select_related("author").order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "hint": upload_hint()}
    return render_part(request, LIST, "rows", context, status=status)


@desk
@require_GET
@never_cache
def show(request: UserRequest, pk: int) -> HttpResponse:
    """One import: its columns while it waits, its progress while it runs, its result after."""
    job = _job(request, pk)
    if job.status == ImportJob.UPLOADED:
        return _show_columns(request, job, ColumnsForm(job=job))
    return render_part(request, JOB, "state", _state(request, job))


@desk
@require_POST
@never_cache
@sensitive_post_parameters()
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """The first rows by the columns just chosen; nothing is stored."""
    job = _job(request, pk)
    form = ColumnsForm(request.POST, job=job)
    form.is_valid()
    return _show_columns(request, job, form)


@desk
@require_POST
def start(request: UserRequest, pk: int) -> HttpResponse:
    """Keep the columns and let the import run."""
    job = _job(request, pk)
    if job.status == ImportJob.UPLOADED:
        form = ColumnsForm(request.POST, job=job)
        if not form.is_valid() or not _configured(job, form):
            return _show_columns(request, _job(request, pk), form, status=422)
    ring_for(jobs.start(job).pk)
    return redirect("complaints:import", job.pk)


def _configured(job: ImportJob, form: ColumnsForm) -> bool:
    try:
        jobs.configure(job, columns=form.columns(), **form.options())
    except jobs.MappingError as error:
        form.refuse(error.code, error.value)
        return False
    return True


@desk
@require_POST
def again(request: UserRequest, pk: int) -> HttpResponse:
    """Try the refused rows once more as they are."""
    job = jobs.rerun_failed(_job(request, pk))
    if job.status == ImportJob.RUNNING:
        ring_for(job.pk)
    return redirect("complaints:import", job.pk)


@desk
@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    """Forget a file that was not started."""
    job = get_object_or_404(
        ImportJob.objects.visible_to(request.user), pk=pk, status=ImportJob.UPLOADED
    )
    forget_file(job)
    job.delete()
    return redirect("complaints:imports")


@desk
@require_GET
@never_cache
def errors_csv(request: UserRequest, pk: int) -> StreamingHttpResponse:
    """The refused rows as CSV."""
    job = _job(request, pk)
    return _download(errorfile.csv_pieces(job), f"import-{job.pk}-errors.csv", "text/csv")


@desk
@require_GET
@never_cache
def errors_xlsx(request: UserRequest, pk: int) -> StreamingHttpResponse:
    """The refused rows as a workbook."""
    job = _job(request, pk)
    return _download(errorfile.xlsx_pieces(job), f"import-{job.pk}-errors.xlsx", XLSX)


def _download(pieces: Iterator[Any], name: str, kind: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _job(request: UserRequest, pk: int) -> ImportJob:
    return get_object_or_404(
        ImportJob.objects.visible_to(request.user).select_related("author"), pk=pk
    )


def _show_columns(
    request: UserRequest, job: ImportJob, form: ColumnsForm, *, status: int = 200
) -> HttpResponse:
    """The columns with guesses or what was chosen, and the rows as they would be received."""
    context: dict[str, Any] = {"job": job, "form": form}
    try:
        columns = form.columns() if form.is_bound else job.mapping
        options = form.options() if form.is_bound else {}
        context["columns"] = list(form.with_examples(table_of(job).sample))
        context["repeated"] = _repeated(job.options["header"])
        context["rows"] = preview_rows(job, columns=columns, options=options, now=timezone.now())
    except FileError as error:
        context["file_error"] = file_message(error)
    context["mistakes"] = [error for errors in form.errors.values() for error in errors]
    context["good"] = sum(not row.reasons for row in context.get("rows", []))
    return render_part(request, JOB, "preview", context, status=status)


def _repeated(header: list[str]) -> list[tuple[str, str]]:
    return [
        (name, ", ".join(str(index + 1) for index in places))
        for name, places in repeated(header).items()
    ]


def _state(request: UserRequest, job: ImportJob) -> dict[str, Any]:
    problems = job.problems.order_by("row").select_related("job")
    return {
        "job": job,
        "error": stored_message(job.error),
        "refused": [refused_row(problem) for problem in problems[:REFUSED_SHOWN]],
        "kept": problems.exclude(cells=None).exists(),
        "rerunning": "rerun_after" in job.options,
    }
