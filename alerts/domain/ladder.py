"""Who is told when, as long as nobody acknowledges an alert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from alerts.domain.tiers import Tier

ROLES = ("supervisor", "officer", "administrator")  # also the order in which others step in


class LadderError(ValueError):
    """The stored steps do not make a ladder."""


@dataclass(frozen=True, slots=True)
class Step:
    """After so many minutes this role is told. The n-th supervisor is the n-th up the tree."""

    minutes: float
    role: str


def check_ladder(data: Any) -> tuple[Step, ...]:
    """The steps of a stored ladder, a list of {"minutes", "role"}. Raises LadderError."""
    if not isinstance(data, list) or not data:
        raise LadderError("A ladder needs at least one step.")
    try:
        steps = tuple(Step(float(each["minutes"]), each["role"]) for each in data)
    except (TypeError, KeyError, ValueError) as error:
        raise LadderError("Every step needs minutes and a role.") from error
    if any(step.role not in ROLES for step in steps):
        raise LadderError(f"A role is one of {', '.join(ROLES)}.")
    minutes = [step.minutes for step in steps]
    if minutes[0] != 0 or minutes != sorted(set(minutes)):
        raise LadderError("The first step is at 0 minutes, every further one later.")
    return steps


def ack_minutes(rule_minutes: int, severity: int, by_tier: Mapping[Tier, int]) -> int:
    """The rule's own limit, or the shorter one of a severity that is worse than the rule's."""
    return min(rule_minutes, by_tier[Tier(severity)])


def step_at(
    steps: Sequence[Step], number: int, *, raised_at: datetime, share: float
) -> datetime | None:
    """When step `number` is due; None beyond the last.

    `share` shortens the ladder of an alert that has less time than its rule gives.
    """
    if number >= len(steps):
        return None
    return raised_at + timedelta(minutes=steps[number].minutes * share)


def level(steps: Sequence[Step], number: int) -> int:
    """How far up the tree step `number` looks: 0 for the first step of its role."""
    return sum(1 for step in steps[:number] if step.role == steps[number].role)


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who can be told: a supervisor of a department, an officer or an administrator."""

    pk: int
    role: str
    path: str = ""  # of the department, ids from the root: /1/4/9/


def recipients(role: str, level: int, path: str, leaders: Sequence[Leader]) -> tuple[int, ...]:
    """Who hears of an alert about the department at `path`.

    Supervisors are looked for from that department upwards; `level` 0 is the nearest department
    that has any. Where nobody of a role is found the next role steps in: officers, then
    administrators. Without a department supervisors are passed over.
    """
    for stepping_in in ROLES[ROLES.index(role) :]:
        if stepping_in == "supervisor":
            found = _supervisors(level, path, leaders)
        else:
            found = tuple(each.pk for each in leaders if each.role == stepping_in)
        if found:
            return found
    return ()


def _supervisors(level: int, path: str, leaders: Sequence[Leader]) -> tuple[int, ...]:
    ids = [part for part in path.split("/") if part]
    paths = [f"/{'/'.join(ids[:depth])}/" for depth in range(len(ids), 0, -1)]
    levels = [
        tuple(each.pk for each in leaders if each.role == "supervisor" and each.path == place)
        for place in paths
    ]
    filled = [found for found in levels if found]
    return filled[level] if level < len(filled) else ()
