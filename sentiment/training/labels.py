"""Labels found by rule where a collection has none or uses other names."""

import re
from collections.abc import Sequence

from .corpora import Corpora, normal, unique

ASKS = re.compile(
    r"咨询|请问|何时|什么时候|建议|能否|是否可以|可否|想了解|请教|想问|询问|希望能(?:够)?(?:开通|增设|增加)"
)
COMPLAINS = re.compile(
    r"投诉|举报|扰民|违规|违法|违建|拖欠|欺骗|骗|乱收费|强制|霸|严重|质疑|不作为|黑心|噪音|污染|恶劣|不合理|敷衍|推诿"
    r"|捆绑|无良|烂尾|太差|没人管|无人管|不解决|维权|虚假|占道|臭|危害|隐患|停水|停电|凌晨|拖延|欠薪|迟迟"
)
SMP_POLARITY = {
    "happy": "positive",
    "angry": "negative",
    "sad": "negative",
    "fear": "negative",
    "neutral": "neutral",
}
Labelled = list[tuple[str, str]]


def government_polarity(texts: Sequence[str]) -> Labelled:
    """Plain enquiries are neutral, plain complaints negative; both or neither is left out."""
    labelled = []
    for text in texts:
        asks, complains = bool(ASKS.search(text[:60])), len(COMPLAINS.findall(text))
        if asks and not complains:
            labelled.append((text, "neutral"))
        elif complains >= 2 and not asks:
            labelled.append((text, "negative"))
    return labelled


def _stars(corpora: Corpora, name: str) -> Labelled:
    rows = corpora.rows(name)
    return [(r["text"], "positive" if r["label"] == "1" else "negative") for r in rows]


def _moods(corpora: Corpora, name: str) -> Labelled:
    rows = [row for row in corpora.rows(name) if row["label"] in SMP_POLARITY]
    return [(row["text"], SMP_POLARITY[row["label"]]) for row in rows]


def polarity_texts(corpora: Corpora) -> dict[str, Labelled]:
    """Texts with polarity by collection; texts of the small gold set are left out everywhere."""
    gold = {normal(text) for text in corpora.texts("complaint_gold", "dev")}
    sets = {
        name: _stars(corpora, name)
        for name in ("shopping_10", "hotel", "waimai_10k", "chnsenticorp")
    }
    sets["bank"] = [(row["text"], row["label"]) for row in corpora.rows("bank_bdci2021")]
    sets["smp_usual"] = _moods(corpora, "smp2020_usual")
    sets["smp_virus"] = _moods(corpora, "smp2020_virus")
    sets["government"] = government_polarity(corpora.government())
    return {
        name: [(text, label) for text, label in rows if normal(text) not in gold]
        for name, rows in sets.items()
    }


def complaint_pool(corpora: Corpora) -> list[str]:
    """Real complaints without the labels we need: the pool for weak labels."""
    gold = {normal(text) for text in corpora.texts("complaint_gold", "dev")}
    texts = corpora.government() + corpora.texts("car_12365")
    for name in ("shopping_10", "hotel", "waimai_10k"):
        texts += [row["text"] for row in corpora.rows(name) if row["label"] == "0"]
    texts += [row["text"] for row in corpora.rows("bank_bdci2021") if row["label"] == "negative"]
    return [text for text in unique(texts) if normal(text) not in gold]
