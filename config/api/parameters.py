"""Query parameters: only those we know. A misspelt filter must not give everything."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.request import Request

from accounts.api import ApiError

PAGING = ("cursor", "page_size")


class StrictFilterBackend(DjangoFilterBackend):
    """Filters by the view's `filterset_class` and refuses what is not in it."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        filters = self.get_filterset(request, queryset, view)
        refuse_unknown(request, {*filters.filters, *PAGING})
        if filters.is_valid():
            return filters.qs
        errors = [
            {"field": name, "code": "invalid", "message": str(message)}
            for name, messages in filters.errors.items()
            for message in messages
        ]
        raise wrong_parameters(errors)


def refuse_unknown(request: Request, known: Collection[str]) -> None:
    """Raise ApiError `invalid_parameter` if the request has a parameter that is not `known`."""
    unknown = sorted(set(request.query_params) - set(known))[:20]
    if unknown:
        words = _("There is no such parameter.")
        raise wrong_parameters(
            [{"field": name[:60], "code": "unknown_field", "message": words} for name in unknown]
        )


def wrong_parameter(name: str, message: str) -> ApiError:
    return wrong_parameters([{"field": name, "code": "invalid", "message": message}])


def wrong_parameters(errors: list[dict[str, str]]) -> ApiError:
    words = _("A parameter of the address is wrong.")
    return ApiError("invalid_parameter", words, errors=errors)
