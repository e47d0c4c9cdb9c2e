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
    _("praise with one fault, and facts told without reproach"),
    _("anger and disappointment are mixed up; grief and grievance have few rows"),
    _("the ends of the scale are rare and drawn to the middle"),
    _("codes of finance and privacy rest on texts of our own; few rows measure them"),
    _("tales without a wish (OTHER) and reports of wrongdoers are taken for complaints"),
    _("wishes that follow from the matter without being said are missed"),
    _("the wish for respect is rare and mostly called a wish for justice"),
    _("price and broken promise have few rows"),
    _("threats of media and law, privacy, violence and self-harm have too few rows to judge"),
    _("one in three of the first 1,560 texts, by SHA-1, is never learnt from; later ones all are"),
    _("real texts read and labelled by a language model"),
    _("texts of our own, written and labelled by a language model"),
    _("most rows are neutral: praise and blame are often called neutral"),
    _(
        "one text in five kept back, by a checksum of its letters and digits; "
        "the shipped weights then learn from all rows"
    ),
)


def told(sentence: str) -> str:
    """A sentence of the card in the reader's language; an unknown one as it is."""
    return gettext(sentence) if sentence else ""
