"""What the codes of evidence are called, for people."""

from django.utils.translation import gettext_lazy as _

from sentiment.models.reading import EMOTIONS

KINDS = {"risk": _("Escalation"), "emotion": _("Emotion"), "fact": _("Fact")}
GROUPS = {
    "SAFETY": _("safety"),
    "HEALTH": _("health"),
    "PRIVACY": _("privacy"),
    "FRAUD": _("deception"),
    "REGULATORY": _("regulator"),
    "MEDIA": _("media exposure"),
    "LEGAL": _("legal action"),
    "GROUP": _("group action"),
    "EXTREME_SELF": _("self-harm"),
    "EXTREME_VIO": _("violence"),
    "DISCRIMINATION": _("discrimination"),
    "CHILD_ELDER": _("minor or elderly"),
    "COMPETITOR": _("competitor"),
}
FLAGS = {  # by the names that categories and rules know
    "SAFETY": _("safety"),
    "HEALTH": _("health"),
    "SAFETY_FUNDS": _("funds at risk"),
    "PRIVACY": _("privacy"),
    "FRAUD": _("deception"),
    "REGULATORY": _("regulator"),
    "MEDIA": _("media exposure"),
    "LEGAL": _("legal action"),
    "PETITION": _("petition"),
    "GROUP": _("group action"),
    "SELF_HARM": _("self-harm"),
    "VIOLENCE": _("violence"),
    "DISCRIMINATION": _("discrimination"),
    "MINOR": _("minor"),
    "ELDERLY": _("elderly"),
    "DISABLED": _("disabled"),
    "VULNERABLE": _("vulnerable person"),
    "VIP_PUBLIC": _("public figure"),
    "COMPETITOR": _("competitor"),
    "STAFF_MISCONDUCT": _("staff conduct"),
    "REPEAT": _("repeated"),
}
CONTEXT = {  # words around a risk term that combinations ask for
    "DEADLINE": _("deadline"),
    "SUE": _("going to court"),
    "THREAT": _("threatening turn"),
    "FOLLOWERS": _("many followers"),
    "STAFF": _("staff"),
    "PLACE": _("our premises"),
    "TIMEPOINT": _("point in time"),
    "MANY": _("many people"),
    "DATASET": _("customer data"),
    "COLLECTION": _("debt collection"),
    "INJURY": _("injury"),
    "MEDICAL": _("medical treatment"),
    "INSULT": _("insult"),
    "REPEATED": _("again and again"),
    "RUNAROUND": _("being passed around"),
    "GUARANTEED": _("guaranteed return"),
    "WEALTH": _("investment product"),
    "CLOSING": _("closing the account"),
    "FREEZE": _("freeze or limit"),
    "BANKRUN": _("everybody withdraws"),
    "RUMOUR": _("rumour"),
    "VIP": _("public figure"),
    "EVIDENCE": _("kept evidence"),
    "TEMPLATE": _("letter template"),
    "AGENT": _("paid agent"),
    "MINOR": _("minor"),
    "ELDERLY": _("elderly"),
    "DISABLED": _("disabled"),
    "PETITION": _("petition"),
    "FUNDS": _("funds at risk"),
    "MISCONDUCT": _("abuse of office"),
    "HARDSHIP": _("hardship"),
}
FACTS = {
    "AMOUNT": _("sum"),
    "DATE": _("date"),
    "COUNT": _("number of people"),
    "PROMISE": _("promise"),
    "REPEAT": _("repeated"),
    "STAFF": _("staff"),
}
NAMES = {"risk": FLAGS | GROUPS, "emotion": dict(EMOTIONS), "fact": FACTS}


def evidence_name(kind: str, code: str) -> str:
    """媒体曝光, 愤怒, 金额 …, flags too; the kind alone for a code that has no name."""
    return str(NAMES[kind].get(code.removesuffix("_THREAT"), KINDS[kind]))
