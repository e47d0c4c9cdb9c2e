"""Labels found by rule where a collection has none or uses other names."""

import re
from collections.abc import Sequence

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


def government_polarity(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Plain enquiries are neutral, plain complaints negative; both or neither is left out."""
    labelled = []
    for text in texts:
        asks, complains = bool(ASKS.search(text[:60])), len(COMPLAINS.findall(text))
        if asks and not complains:
            labelled.append((text, "neutral"))
        elif complains >= 2 and not asks:
            labelled.append((text, "negative"))
    return labelled
