"""How much what stands around a term takes off its weight: stories, the past, suppositions."""

import re

from .scanner import Found, Role
from .vocabulary import Around, Vocabulary

LEFT_REACH = 20  # characters before a term in which a story, a past, a question begins
RIGHT_REACH = 16  # characters after it that tell how the story ends
CLAUSE_REACH = 8  # from the domain's rule 4.4
ASK_REACH = 10
CLAUSE_END = re.compile(r"[。!?,;、:\n]")
SENTENCE_END = re.compile(r"[。!?;\n]")
OURSELVES = re.compile(r"我(?!们|听|看|同事|同学|朋友|邻居|隔壁|亲戚|表|老乡)")
OWN_TURN = re.compile(r"^我|[,、: ](?:我|俺|本人)|我也|害我|给我|我自己")
DONE = re.compile(r"(?:身亡|死)?[了过]|的(?:时候|事|新闻|视频|消息)")
THEY = re.compile(r"[他她]|主角|演员|明星")
DONE_TO_ME = ("被", "跟", "和", "给", "让", "对", "为")  # 被同事骂得想跳楼: not the colleague
MAY = re.compile(r"[^,。!?;\n]{0,3}[吗么]")
WHEN = re.compile(r"(?:的话|的?时候?)[^,。!?;\n]{0,4}(?:怎么(?!办)|如何|该|能不能|可以)")
ALLOWED = re.compile(r"(?:能|可以)[^,。!?;\n]{0,6}吗")
BEEN = re.compile(r"过(?:[一两几]次|[一两几]回|[一两几]场)?$")
UNSEEN = re.compile(r"了|已经|一直|刚")  # something has happened before what is supposed
NOTHING, SAID, STORY = 0.0, 2.0, 3.0
AT_ONCE = 3
SELF, VIOLENCE = "EXTREME_SELF", "EXTREME_VIO"
EXTREME = frozenset({SELF, VIOLENCE})
EVENTS = frozenset({"SAFETY", "HEALTH", "PRIVACY", "FRAUD"})  # they happen to somebody
MOVES = frozenset({"REGULATORY", "LEGAL", "MEDIA", "GROUP"})  # somebody threatens with them
BY_STRANGERS = MOVES | {SELF}  # told of them even if nobody is quoted
ASKABLE = MOVES | {"COMPETITOR"}
SUBJECTS = {"CHILD_ELDER": 4, "DISCRIMINATION": 3, "PRIVACY": 3}  # up to here things, not deeds
PLACES = frozenset({"LEGAL", "REGULATORY", "MEDIA", "CHILD_ELDER"})


def before(folded: str, start: int, reach: int, end_mark: re.Pattern[str]) -> str:
    """What stands before a place, back to the last mark, at most `reach` characters."""
    window = folded[max(0, start - reach) : start]
    ends = [mark.end() for mark in end_mark.finditer(window)]
    return window[ends[-1] :] if ends else window


def after(folded: str, end: int, reach: int, end_mark: re.Pattern[str]) -> str:
    """What stands after a place, up to the next mark, at most `reach` characters."""
    window = folded[end : end + reach]
    mark = end_mark.search(window)
    return window[: mark.start()] if mark else window


def taken_off(folded: str, one: Found, words: Vocabulary) -> float:
    """What stories, the past, suppositions and questions take off the weight of a term."""
    left = before(folded, one.start, LEFT_REACH, SENTENCE_END)
    right = after(folded, one.end, RIGHT_REACH, SENTENCE_END)
    off = _told(left, right, one.role, words) + _past(folded, left, right, one, words.around)
    if one.role.code in EXTREME:
        return off
    return off or max(_supposed(folded, left, right, one, words.around), _asked(folded, one, words))


def _told(left: str, right: str, role: Role, words: Vocabulary) -> float:
    """Two off what a customer may have said, three off what befell strangers."""
    around = words.around
    voices = [*around.reporters.finditer(left), *around.news.finditer(left)]
    if not voices and role.code not in BY_STRANGERS:
        return NOTHING
    tail = left[max(voice.end() for voice in voices) :] if voices else ""
    ours = bool(around.implicated.search(left + CLAUSE_END.split(right, maxsplit=1)[0][:6]))
    doubted = around.disbelieved.search(right)
    over = around.news.search(left) or (around.strangers.search(tail) and DONE.match(right))
    story = STORY if doubted or (over and not ours) else SAID
    if role.code in EXTREME:
        if words.kin.search(left) or OURSELVES.search(left):
            return NOTHING
        act = role.code != SELF or role.word in around.acts
        if voices:
            return min(_voiced(tail, around), story if act else SAID)
        return _seen(left, right, around) if act and not ours and role.code == SELF else NOTHING
    if voices and not words.kin.search(left) and not OWN_TURN.search(tail):
        return story
    clause = before(left, len(left), LEFT_REACH, CLAUSE_END)
    stranger = role.code in MOVES and around.strangers.search(clause)
    return STORY if stranger and not ours and "我" not in clause[stranger.end() :] else NOTHING


def _voiced(tail: str, around: Around) -> float:
    """What may be taken off self-harm and violence for the words since somebody was quoted.

    Without a word for who did it only what follows at once is the story: writers leave out 我.
    """
    if around.strangers.search(tail) or around.neighbours.search(tail) or THEY.search(tail):
        return STORY
    if CLAUSE_END.search(tail):
        return NOTHING
    return STORY if len(tail) <= AT_ONCE else SAID


def _seen(left: str, right: str, around: Around) -> float:
    """What is taken off an act of somebody who is named in its clause: 邻居跳楼了."""
    clause = before(left, len(left), LEFT_REACH, CLAUSE_END)
    other = around.strangers.search(clause) or around.neighbours.search(clause)
    if not other or clause[: other.start()].endswith(DONE_TO_ME):
        return NOTHING
    past = around.recent.search(left) and around.strangers.search(clause)
    return STORY if past or DONE.match(right) else SAID


def _past(folded: str, left: str, right: str, one: Found, around: Around) -> float:
    """Two off what happened long ago, three off what is finished."""
    past = around.past.search(left)
    if one.role.code == SELF and OURSELVES.search(left):
        return NOTHING
    if past and (folded.startswith(around.past_after, one.end) or BEEN.search(left)):
        other = one.role.code in EXTREME and around.strangers.search(left)
        if other and "我" not in left[other.end() :] + right[:4]:
            return STORY
        return STORY if one.role.code not in EXTREME and around.long_ago.search(left) else SAID
    if one.role.code in EXTREME or not (past or around.recent.search(left)):
        return NOTHING
    end = around.finished.search(right)
    return STORY if end and "说" not in right[: end.start()] else NOTHING


def _supposed(folded: str, left: str, right: str, one: Found, around: Around) -> float:
    """One off what is only asked about; three off a case for the insurance, or yet to come."""
    clause = before(folded, one.start, CLAUSE_REACH, CLAUSE_END)
    if one.role.code in EVENTS and around.supposing.search(clause) and around.cover.search(right):
        return STORY
    if not UNSEEN.search(left) and _open(folded, one, clause, around):
        return STORY
    return 1.0 if around.hypothetical.search(clause) else NOTHING


def _open(folded: str, one: Found, clause: str, around: Around) -> bool:
    """True when it is asked whether something may happen: 会不会过敏, 会过敏吗, 着火时怎么用."""
    whether = around.whether.search(clause)
    if whether:
        return not clause.startswith("是", whether.end())
    if one.role.code not in EVENTS:
        return False
    may = clause.endswith("会") and MAY.match(folded, one.end)
    return bool(may or WHEN.match(folded, one.end))


def _asked(folded: str, one: Found, words: Vocabulary) -> float:
    """Three off an act or a thing that is only asked for: 销户需要什么材料, 横幅多少钱."""
    around, role = words.around, one.role
    if folded.startswith(around.goods_after, one.end):
        return STORY
    if role.code in PLACES and folded.startswith(around.places_after, one.end):
        return STORY
    if role.code not in ASKABLE and role.weight > SUBJECTS.get(role.code, 0):
        return NOTHING
    question = after(folded, one.end, ASK_REACH, CLAUSE_END)
    asked = around.asks.search(question) or ALLOWED.search(question)
    if not asked or around.complaining.search(question):
        return NOTHING
    left = before(folded, one.start, LEFT_REACH, SENTENCE_END)
    pressed = around.pressing.search(left) or question.startswith("你")
    return NOTHING if pressed else STORY
