"""The departments and people of the demo."""

from django.conf import settings
from django.db import transaction

from accounts.demo import DEMO_LOGINS
from accounts.models import Department, User
from accounts.services import create_department, create_user

TREE = {
    "示例银行": ["客户服务中心", "消费者权益保护部"],
    "客户服务中心": ["处理一组", "处理二组", "监管专席", "社媒响应组"],
}


@transaction.atomic
def load_people() -> dict[str, User]:
    """Make what is missing of the demo's departments and log-ins; returns the users by name.

    Raises RuntimeError where DEMO is off: well-known passwords must not exist there.
    """
    if not settings.DEMO:
        raise RuntimeError("demo log-ins are only made where DEMO is on")
    departments = _departments()
    for name, password, role, display, staff_no, department in DEMO_LOGINS:
        if not User.objects.filter(username=name).exists():
            create_user(
                name,
                password,
                role=role,
                department=departments[department],
                display_name=display,
                staff_no=staff_no,
            )
    return {user.username: user for user in User.objects.select_related("department")}


def _departments() -> dict[str, Department]:
    found = {department.name: department for department in Department.objects.all()}
    for parent, children in TREE.items():
        if parent not in found:
            found[parent] = create_department(parent)
        for child in children:
            if child not in found:
                found[child] = create_department(child, parent=found[parent])
    return found
