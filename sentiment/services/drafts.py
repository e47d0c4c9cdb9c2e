"""The draft of the lexicon: edited row by row, then released as a whole, or thrown away."""

from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction

from accounts.models import User
from sentiment.domain.effect import NOBODY, Agreement, WideError
from sentiment.domain.gate import GateError
from sentiment.domain.lexicon import PARTS, Change, differences, keys_of
from sentiment.models import LexCombo, LexTerm, LexVersion, NewWord
from sentiment.services.gate import draft_changes, dry_run, judge_draft
from sentiment.services.lexicon import content_of, draft_content, lexicon_in_force

Row = TypeVar("Row", LexTerm, LexCombo)
EMPTY: dict[str, list[dict[str, Any]]] = {"terms": [], "combos": []}


class NothingToReleaseError(ValueError):
    """The draft is what is in force already."""


@transaction.atomic
def save_term(term: LexTerm, *, by: User) -> LexTerm:
    """Keep an edited or new term in the draft; nothing is read with it before a release."""
    term.changed_by = by
    term.save()
    return term


@transaction.atomic
def save_combo(combo: LexCombo, *, by: User) -> LexCombo:
    """Keep an edited or new combination in the draft."""
    combo.changed_by = by
    combo.save()
    return combo


@transaction.atomic
def set_active(row: Row, *, active: bool, by: User) -> Row:
    """Retire a row, or take it back in. A retired row stays, so that it can come back."""
    row.active, row.changed_by = active, by
    row.save(update_fields=["active", "changed_by", "changed_at"])
    return row


@transaction.atomic
def release(*, by: User, note: str = "", agreed: Agreement = NOBODY) -> LexVersion:
    """Make the draft the version in force.

    Args: agreed, why a draft that raises something in many contacts is meant all the same.
    Raises NothingToReleaseError without a change, GateError with the result when the sentences
    are not told well enough, WideError with the effect when it raises too many contacts and
    nobody agreed; all leave everything as it was.
    """
    newest = LexVersion.objects.select_for_update().in_force()
    changes = draft_changes()
    if newest and not changes:
        raise NothingToReleaseError
    gate = judge_draft()
    if not gate.passed:
        raise GateError(gate)
    effect = dry_run(by).effect
    wide = effect.wide(settings.LEXICON_WIDE_SHARE)
    if wide and not agreed.covers(effect):
        raise WideError(effect)
    made = LexVersion.objects.create(
        number=newest.number + 1 if newest else 1,
        note=note,
        content=draft_content(),
        released_by=by,
        gate=gate.as_dict(),
        effect=effect.as_dict() | {"reason": agreed.reason if wide else ""},
    )
    _forget_unreleased()
    return made


@transaction.atomic
def restore(number: int, *, by: User) -> LexVersion:
    """Read with an earlier version again, at once: the next number with its content.

    The draft becomes the same, so that the next release starts from what is in force.
    Raises LexVersion.DoesNotExist when the content was not kept.
    """
    newest = LexVersion.objects.select_for_update().in_force()
    old = LexVersion.objects.exclude(content=None).get(number=number)
    made = LexVersion.objects.create(
        number=(newest or old).number + 1,
        content=old.content,
        released_by=by,
        gate=old.gate,
        effect=old.effect,
        restores=old,
    )
    _draft_from(old.content or EMPTY, by=by)
    _forget_unreleased()
    return made


@transaction.atomic
def discard_draft(*, by: User) -> int:
    """Make the draft what is in force; returns how many rows went back."""
    changes = draft_changes()
    number = lexicon_in_force()
    if number:
        _draft_from(content_of(number), by=by)
        _forget_unreleased()
    return len(changes)


def _forget_unreleased() -> None:
    """Retired rows that no version ever had go for good; a word found by a search is open again."""
    released: dict[str, set[tuple[str, ...]]] = {part: set() for part in PARTS}
    contents = LexVersion.objects.exclude(content=None).values_list("content", flat=True)
    for content in contents.iterator(1):
        for part, keys in released.items():
            keys.update(keys_of(content or EMPTY, part))
    _delete_others(LexTerm, released["terms"], ("group", "term"))
    _delete_others(LexCombo, released["combos"], ("code",))
    known = LexTerm.objects.values_list("term", flat=True)
    lost = NewWord.objects.filter(state=NewWord.ADDED).exclude(word__in=known)
    lost.update(state=NewWord.OPEN, decided_by=None, decided_at=None)


def _delete_others(
    model: type[LexTerm | LexCombo], kept: set[tuple[str, ...]], fields: tuple[str, ...]
) -> None:
    retired = model.objects.filter(active=False).values_list("pk", *fields)
    model.objects.filter(pk__in=[pk for pk, *key in retired if tuple(key) not in kept]).delete()


def _draft_from(content: dict[str, Any], *, by: User) -> None:
    """Only rows that differ are written; what the content has not is retired."""
    for change in differences(draft_content(), content):
        if change.part == "terms":
            _put_term(change, by)
        else:
            _put_combo(change, by)


def _put_term(change: Change, by: User) -> None:
    row = dict(change.row)
    key = {"group": row.pop("group"), "term": row.pop("term")}
    values = {"active": False} if change.after is None else row | {"active": True}
    LexTerm.objects.update_or_create(**key, defaults=values | {"changed_by": by})


def _put_combo(change: Change, by: User) -> None:
    row = dict(change.row)
    code, name = row.pop("code"), row.pop("name", "")
    values = {"active": False} if change.after is None else {"active": True, "rule": row}
    LexCombo.objects.update_or_create(code=code, defaults=values | {"name": name, "changed_by": by})
