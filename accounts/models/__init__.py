from accounts.models.key import ApiKey, IdempotentRequest
from accounts.models.user import Department, Role, User

__all__ = ["ApiKey", "Department", "IdempotentRequest", "Role", "User"]
