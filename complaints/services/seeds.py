"""Apps above register their own seeds here (`<app>/seeds.py`), so that one command loads all."""

from collections.abc import Callable

seeders: dict[str, Callable[[], int]] = {}


def seeder(name: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Register a function that loads seeds and returns how many there are."""

    def register(load: Callable[[], int]) -> Callable[[], int]:
        seeders[name] = load
        return load

    return register
