"""Names of what adds to a risk score, for people."""

from django.utils.translation import gettext_lazy as _

from sentiment.names import FLAGS as FLAGS  # the same words wherever they are shown

PART_NAMES = {
    "content": _("Content"),
    "impact": _("Impact"),
    "emotion": _("Emotion"),
    "spread": _("Spread"),
    "context": _("Context"),
}
COMBOS = {
    "C01": _("exposure with a time limit"),
    "C02": _("will call the regulator"),
    "C03": _("several routes announced"),
    "C04": _("self-harm"),
    "C05": _("threat of violence"),
    "C06": _("danger to people"),
    "C07": _("health damage"),
    "C08": _("leak of many people's data"),
    "C09": _("gathering announced"),
    "C10": _("collection disturbs third parties"),
    "C11": _("elderly or minor deceived"),
    "C12": _("public voice with followers"),
    "C13": _("staff insulted somebody"),
    "C15": _("repeated and passed around"),
    "C16": _("guaranteed returns sold"),
    "C17": _("angry and can't leave"),
    "C18": _("run on a bank"),
    "C19": _("legal action with evidence"),
    "C20": _("public person and media"),
}
LINES = {
    "CATEGORY": _("category"),
    "PUBLIC_VOICE": _("public voice"),
    "VULNERABLE": _("vulnerable person"),
    "PEOPLE_5": _("5 people or more"),
    "PEOPLE_20": _("20 people or more"),
    "AMOUNT": _("large amount"),
    "INTENSITY": _("intensity"),
    "RISING": _("rising"),
    "WAIT": _("long wait"),
    "TRANSFERS": _("transfers"),
    "PROMISE": _("promise broken"),
    "REPEAT": _("repeated contact"),
    "GROWTH": _("fast growth"),
    "NEGATIVE_SHARE": _("negative share"),
    "MAINSTREAM": _("mainstream media"),
    "SHARED": _("several platforms"),
    "HASHTAG": _("hashtag"),
    "PRESS": _("press"),
    "SIMILAR_EVENT": _("similar event"),
    "CORE_PRODUCT": _("core product"),
    "CAMPAIGN": _("campaign"),
    "INJURY": _("injury"),
    "SELF_HARM": _("self-harm"),
    "GROUP_5": _("group of 5"),
    "GROUP_20": _("group of 20"),
    "LEAK_OF_MANY": _("leak of many people's data"),
    "REGULATOR": _("regulator transfer"),
    "REGULATOR_AGAIN": _("second regulator transfer"),
    "MEDIA_INQUIRY": _("media inquiry"),
    "OUTBREAK": _("outbreak"),
    "HOT_SEARCH": _("hot search"),
    "CATASTROPHE": _("death or disaster"),
}


GROUPS = {
    "REGULATOR": _("regulator transfer"),
    "GOV": _("government hotline"),
    "MEDIA": _("media inquiry"),
    "SOCIAL": _("social media"),
    "PLATFORM": _("complaint platform"),
}


def line_name(code: str) -> str:
    """The name of one line of the score or of one floor; an unknown code stands for itself."""
    kind, dot, name = code.partition(".")
    tables = {"extra_flag": FLAGS, "flag": FLAGS, "combo": COMBOS}
    return str(tables[kind].get(name, name) if dot and kind in tables else LINES.get(code, code))
