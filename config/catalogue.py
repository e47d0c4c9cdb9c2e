"""The catalogue of texts: collected with Babel, without system tools.

Python and templates give the texts, `locale/zh_Hans/LC_MESSAGES/django.po` holds the translations,
the compiled `.mo` beside it is committed, so that running the product needs no compiler.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

FOLDER = Path(settings.BASE_DIR) / "locale" / "zh_Hans" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
APPS = ("config", "accounts", "outbox", "ui", "complaints", "sentiment", "profiling", "alerts")
FOLDERS = (*APPS, "insights", "templates")
SKIPPED = {"migrations", "__pycache__", "engine"}
STILL = datetime(2025, 1, 1, tzinfo=UTC)  # a date of its own in every run would only make noise
SINGULAR = ("_", "gettext", "gettext_lazy", "gettext_noop")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(SINGULAR),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One text of the source."""

    text: str | tuple[str, ...]
    place: str
    comments: list[str]
    context: str | None


def texts() -> Iterator[Found]:
    for folder in FOLDERS:
        for file in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if file.suffix in {".py", ".html"} and not SKIPPED & set(file.parts):
                yield from texts_of(file)


def texts_of(file: Path) -> Iterator[Found]:
    source = file.read_text(encoding="utf-8")
    place = str(file.relative_to(settings.BASE_DIR))
    if file.suffix == ".html":
        # Indentation means nothing in a template and everything in Python.
        lines = templatize(source, origin=place).splitlines()
        source = "\n".join(line.strip() for line in lines)
    found = extract("python", BytesIO(source.encode()), KEYWORDS, ("Translators",))
    for _, text, comments, context in found:
        if text and text != ("", ""):
            yield Found(text, place, comments, context)


def collect() -> Catalog:
    """The stored catalogue with exactly the texts the source has now."""
    template = Catalog(charset="utf-8")
    for found in texts():
        template.add(
            found.text,
            locations=[(found.place, 0)],
            auto_comments=found.comments,
            context=found.context,
        )
    catalogue = stored()
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        if message.pluralizable != isinstance(message.string, tuple):
            message.string = ("",) if message.pluralizable else ""  # it changed its number
    return catalogue


def stored() -> Catalog:
    if not PO.exists():
        return new()
    with PO.open("rb") as file:
        return steady(read_po(file, locale="zh_Hans"))


def new() -> Catalog:
    return steady(
        Catalog(locale="zh_Hans", project="sujing", version="1", charset="utf-8", fuzzy=False)
    )


def steady(catalogue: Catalog) -> Catalog:
    catalogue.header_comment = "# The texts of Sujing in Simplified Chinese."
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "Sujing"
    catalogue.creation_date = catalogue.revision_date = STILL
    catalogue.fuzzy = False
    return catalogue


def save(catalogue: Catalog) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalogue))
    MO.write_bytes(mo_bytes(catalogue))


def po_bytes(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, steady(catalogue), width=100, sort_output=True, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, steady(catalogue))
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id and not is_complete(message)]


def is_complete(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said) and not message.fuzzy


def wrong(catalogue: Catalog) -> list[str]:
    """Translations whose placeholders are not those of the text."""
    return [
        f"{message.id!r}: {'; '.join(str(error) for error in errors)}"
        for message, errors in catalogue.check()
    ]


def merge(catalogue: Catalog, file: Path) -> list[str]:
    """Take lines of text, TAB, translation[, TAB, context]; returns texts the source has not."""
    unknown = []
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 2 or not row[0]:
                continue
            text, said = (cell.replace("\\n", "\n") for cell in row[:2])
            message = catalogue.get(text, row[2] if len(row) > 2 and row[2] else None)
            if message is None:
                unknown.append(text)
                continue
            message.string = (said,) if isinstance(message.id, tuple) else said
            message.flags.discard("fuzzy")
    return unknown
