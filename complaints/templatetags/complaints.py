"""Reference data as words."""

from django import template

from complaints.models import Category, Complaint, DemandKind

register = template.Library()


@register.simple_tag
def demand_names(codes: list[str]) -> list[str]:
    """The names of these demand kinds, in their order."""
    if not codes:
        return []
    names = {kind.code: kind.name for kind in DemandKind.objects.filter(pk__in=codes)}
    return [names.get(code, code) for code in codes]


@register.simple_tag
def category_options(complaint: Complaint) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Level-2 categories under their level-1 names; chosen is what a person confirmed, else the
    suggestion that stands on the risk."""
    risk = getattr(complaint, "risk", None)
    chosen = complaint.category_id or (risk.category_id if risk else None)
    rows = list(Category.objects.filter(active=True))
    return [
        (top.name, [(r.code, r.name, r.code == chosen) for r in rows if r.parent_id == top.code])
        for top in rows
        if top.parent_id is None
    ]
