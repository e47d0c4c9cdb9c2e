"""When a person's word about a tier counts, and whose word is enough."""

from alerts.domain.tiers import Tier


class OverrideError(ValueError):
    """This tier can't be set this way; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def tier_in_force(machine: Tier, said: Tier | None, below: int | None) -> Tier:
    """What counts now: the rules' tier, or a person's.

    Raising holds as long as the rules say less. Lowering holds while the rules stay below the
    tier `below`: worse news than the person knew end it.
    """
    if said is None or machine == said:
        return machine
    if said > machine:
        return said
    return said if below is not None and machine < below else machine


def needs_second_person(now: Tier, wanted: Tier) -> bool:
    """Lowering 高风险 or 危机 (domain model 3.2)."""
    return wanted < now and now >= Tier.HIGH


def check_override(now: Tier, wanted: Tier, reason: str) -> None:
    """Raise OverrideError where nothing would change, or a lowering has no reason."""
    if wanted == now:
        raise OverrideError("same_tier")
    if wanted < now and not reason.strip():
        raise OverrideError("reason_missing")
