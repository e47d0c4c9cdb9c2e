"""The title of a matter until somebody writes a better one."""

import re

from complaints.domain.masking import mask_text

LENGTH = 32  # characters; what one line of the list shows
LEAST = 6  # a shorter first clause says too little
STOPS = "。！？!?；;\n"
# Courtesies and reporting words that stand before the matter itself.
OPENINGS = re.compile(
    r"^(?:[\s，,：:。！!]|尊敬的[^：:，,。]{1,8}[：:]|您好|你好|在吗[？?]?|请问一下|转办件[：:]|"
    r"(?:来电)?(?:客户|市民|消费者|投诉人|用户|坐席)(?:来电|致电)*(?:诉求|咨询|反映|表示|称|说)+|"
    r"反馈[：:]|投诉[：:]|我要投诉|现就以下问题向[^。]{1,10}反映|"
    r"本人系[^，。]{1,10}客户|(?:客户)?(?:第[一二三四五六]次|再次)(?:来电|打电话))"
)


def summary(text: str) -> str:
    """The first clause that says something, numbers masked; cut at 32 characters."""
    rest = text.strip()
    while (found := OPENINGS.match(rest)) and found.end() < len(rest):
        rest = rest[found.end() :]
    line = mask_text(rest)
    ends = [at for at in (line.find(stop, LEAST) for stop in STOPS) if at > 0]
    line = line[: min(ends)] if ends else line
    return line if len(line) <= LENGTH else line[: LENGTH - 1] + "…"
