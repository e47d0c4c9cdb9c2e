"""A model field that is sealed in the database and plain in Python."""

from typing import Any

from django.db import models

from accounts.crypto import decrypt, encrypt


class SealedTextField(models.BinaryField):
    """Text encrypted at rest. It can't be searched or sorted: keep a keyed hash beside it."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = encrypt(value) if value else None
        return super().get_db_prep_value(sealed, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return decrypt(value) if value else ""

    def to_python(self, value: Any) -> str:
        return value or ""

    def get_default(self) -> str:
        return ""

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("sealed fields are not serialised")
