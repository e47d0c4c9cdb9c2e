"""What the card says to beware of, in the reader's language where we know the sentence.

Training writes these sentences in English; one that is not here is shown as it stands.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

KNOWN = (
    _("irony and praise with one serious fault; neutral letters that tell of a grievance"),
    _("surprise and fear are mixed up with anger and sadness"),
    _("posts of one epidemic: sad and surprise are rare"),
    _("rare emotions (fear, surprise) are seldom found"),
    _("the labels are noisy: nobody does much better than six in ten"),
    _("anxiety is rare and often missed"),
    _("most rows lack stop words; trade and tourism is mixed up with building"),
    _("short reviews name no product: tablets, phones and computers are mixed up"),
    _("one subject per text, though people speak of several"),
    _(
        "one text in five kept back, by a checksum of its letters and digits; "
        "the shipped weights then learn from all rows"
    ),
)


def told(sentence: str) -> str:
    """A sentence of the card in the reader's language; an unknown one as it is."""
    return gettext(sentence) if sentence else ""
