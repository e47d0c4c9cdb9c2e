"""Many new rows at once: PostgreSQL's COPY costs a fraction of what the ORM's INSERT does."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import BinaryField, Field, JSONField, Model

NULL = r"\N"
FEW = 50  # below this a table for staging costs more than it saves
STAGE = 'CREATE TEMP TABLE IF NOT EXISTS "{staging}" (LIKE "{table}") ON COMMIT DROP'
UNSTAGE = """
INSERT INTO "{table}" SELECT * FROM "{staging}" ON CONFLICT DO NOTHING;
TRUNCATE "{staging}"
"""
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_in(objects: Sequence[Model], *, order_by: str = "") -> None:
    """Store new objects and fill in their primary keys, as `bulk_create` would.

    Every column is written as it stands in the object. Two writers of the same unique texts wait
    for each other instead of deadlocking if both write in the same order: name it in `order_by`.
    Raises Django's database errors, IntegrityError among them.
    """
    if not objects:
        return
    model = type(objects[0])
    number(model, objects)
    if order_by:
        objects = sorted(objects, key=lambda thing: getattr(thing, order_by) or "")
    names = [field.attname for field in model._meta.concrete_fields]
    copy_rows(model, names, map(attrgetter(*names), objects))


def copy_missing(objects: Sequence[Model]) -> None:
    """Store those objects whose unique values nobody has; waits for who is just storing them."""
    if not objects:
        return
    model = type(objects[0])
    if len(objects) < FEW:
        model._default_manager.bulk_create(objects, ignore_conflicts=True)
        return
    number(model, objects)
    names = [field.attname for field in model._meta.concrete_fields]
    tables = {"table": model._meta.db_table, "staging": f"new_{model._meta.db_table}"}
    with connection.cursor() as cursor:
        cursor.execute(STAGE.format(**tables))
        copy_rows(model, names, map(attrgetter(*names), objects), table=tables["staging"])
        cursor.execute(UNSTAGE.format(**tables))


def number(model: type[Model], objects: Sequence[Model]) -> None:
    """Give new objects their primary keys."""
    for thing, pk in zip(objects, take_ids(model, len(objects)), strict=True):
        thing.pk = pk
        thing._state.adding = False


def take_ids(model: type[Model], count: int) -> list[int]:
    """`count` fresh primary keys from the sequence of a model."""
    statement = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    key = model._meta.pk.column if model._meta.pk else "id"
    with connection.cursor() as cursor:
        cursor.execute(statement, [model._meta.db_table, key, count])
        return [number for (number,) in cursor.fetchall()]


def copy_rows(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, table: str = ""
) -> None:
    """Write rows whose values stand in the order of `names` (attribute names of the model).

    Columns that are not named get what the database gives them: nothing.
    """
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    encoders = [encoder(field) for field in fields]
    text = "".join(line(row, encoders) for row in rows)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    statement = f'COPY "{table or model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(statement, StringIO(text))


def line(row: Sequence[Any], encoders: Sequence[Callable[[Any], str]]) -> str:
    cells = [encode(value) for encode, value in zip(encoders, row, strict=True)]
    return "\t".join(cells) + "\n"


def encoder(field: Field) -> Callable[[Any], str]:
    """How the values of a field are written; a binary field may seal them first."""
    if isinstance(field, JSONField):
        return as_json
    if isinstance(field, BinaryField):
        return lambda value: as_bytes(field.get_db_prep_value(value, connection))
    return as_text


def as_bytes(value: Any) -> str:
    return NULL if value is None else r"\\x" + value.adapted.hex()


def as_text(value: Any) -> str:
    """One value in the text format of COPY."""
    encode = ENCODERS.get(type(value))
    return encode(value) if encode else escaped(str(value))


def as_json(value: Any) -> str:
    return NULL if value is None else escaped(json.dumps(value, ensure_ascii=False))


def escaped(text: str) -> str:
    return text if text.isalnum() else text.translate(ESCAPES)


def as_array(values: Iterable[str]) -> str:
    """A one-dimensional array of texts."""
    quoted = [value.replace("\\", r"\\").replace('"', r"\"") for value in values]
    return escaped("{" + ",".join(f'"{value}"' for value in quoted) + "}")


ENCODERS: dict[type, Callable[[Any], str]] = {
    type(None): lambda value: NULL,
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
    Decimal: str,
    float: repr,
    int: str,
    list: as_array,
    str: escaped,
}
