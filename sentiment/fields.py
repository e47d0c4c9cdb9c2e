"""A set of tokens, stored as a text search vector without positions."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField

from sentiment.engine.words import query_tokens

MOST_TOKENS = 20_000  # keeps the vector under PostgreSQL's limit of 1 MB


class TokenField(SearchVectorField):
    """Write an iterable of tokens; ask with `matches`. It is never read back."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "array_to_tsvector(%s::text[])"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return sorted(value or ())[:MOST_TOKENS]

    def deconstruct(self) -> Any:
        """In the database it is a plain search vector; migrations need not know our class."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.search.SearchVectorField", args, kwargs


def text_query(words: str) -> str:
    """A tsquery in raw syntax: all tokens must occur; a lone Chinese character finds its pairs."""
    parts = []
    for token in sorted(query_tokens(words)):
        quoted = "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
        parts.append(quoted + (":*" if len(token) == 1 else ""))
    return " & ".join(parts)
