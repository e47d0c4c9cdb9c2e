"""A reference number in an address."""


class ReferenceConverter:
    """TS20261122-000123."""

    regex = r"TS\d{8}-\d{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
