"""Names of the seeds' combinations: data in English, shown in the reader's language."""

from django.utils.translation import gettext_noop as _

COMBOS = (
    _("media plus time limit is a concrete threat"),
    _("an announced call to the regulator"),
    _("several routes announced"),
    _("people first"),
    _("credible threat"),
    _("danger to people"),
    _("health damage with treatment"),
    _("leak of many"),
    _("gathering with time or place"),
    _("third-party contact, hint of COL02"),
    _("cheated elderly or minor"),
    _("reach"),
    _("conduct"),
    _("demand far above loss; officers only"),
    _("our failure"),
    _("mis-selling, hint of MKT01"),
    _("an angry leaver who cannot leave"),
    _("run on a bank"),
    _("prepared plaintiff"),
    _("a public person and the media"),
)
