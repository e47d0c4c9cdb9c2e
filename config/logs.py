"""What is logged: one line per event, and nothing of what callers said or who they are.

A traceback is written without the values of its variables, and without the DETAIL lines in which
PostgreSQL repeats the row it refused. Addresses are written without their questions (`?q=…`): the
search for a person holds a phone number.
"""

import logging
import re
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

DETAIL = re.compile(
    r"^(DETAIL|CONTEXT):.*(?:\n(?!\s*(?:File |The above|During |Traceback)).+)*", re.M
)
QUIET = ("celery.app.trace", "celery.worker.strategy")  # two lines a task, several tasks a second
FIRST: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def without_rows(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Take the refused row out of a traceback."""
    if "exception" in event:
        event["exception"] = DETAIL.sub(r"\1: (withheld)", event["exception"])
    return event


def logging_of(*, production: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: JSON lines in production, the same as readable lines on one machine."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *FIRST,
            structlog.stdlib.PositionalArgumentsFormatter(),
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": ProcessorFormatter, **_line(production)}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": logging.WARNING} for name in QUIET}
        | {"django": {"handlers": [], "propagate": True}},  # else it writes a second line
    }


def _line(production: bool) -> dict[str, Any]:
    plain = structlog.dev.plain_traceback
    readable = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    return {
        "foreign_pre_chain": FIRST,
        "processors": [
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_rows,
            as_json if production else readable,
        ],
    }
