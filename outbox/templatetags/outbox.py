"""Names on the state page: `{% load outbox %}`."""

from django import template

from outbox.words import fact_name, listener_name, queue_name

register = template.Library()
register.filter("fact_name", fact_name)
register.filter("listener_name", listener_name)
register.filter("queue_name", queue_name)
