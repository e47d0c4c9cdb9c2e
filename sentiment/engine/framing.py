"""How much what stands around a term takes off its weight: stories, the past, suppositions."""

import re

from .scanner import Found
from .vocabulary import Around, Vocabulary

LEFT_REACH = 20  # characters before a term in which a story, a past, a question begins
RIGHT_REACH = 16  # characters after it that tell how the story ends
CLAUSE_REACH = 8  # from the domain's rule 4.4
ASK_REACH = 10
CLAUSE_END = re.compile(r"[。!?,;、:\n]")
SENTENCE_END = re.compile(r"[。!?;\n]")
OURSELVES = re.compile(r"我(?!们|听|看|同事|同学|朋友|邻居|隔壁|亲戚|表|老乡)")
OWN_TURN = re.compile(r"[,、: ](?:我|俺|本人)|我也|害我|给我|我自己")
DONE = re.compile(r"(?:身亡|死)?[了过]|的(?:时候|事|新闻|视频|消息)")
UNSEEN = re.compile(r"了|已经|一直|刚")  # something has happened before what is supposed
NOTHING, SAID, STORY = 0.0, 2.0, 3.0
SELF, VIOLENCE = "EXTREME_SELF", "EXTREME_VIO"
EXTREME = frozenset({SELF, VIOLENCE})
EVENTS = frozenset({"SAFETY", "HEALTH", "PRIVACY", "FRAUD"})  # they happen to somebody
MOVES = frozenset({"REGULATORY", "LEGAL", "MEDIA", "GROUP"})  # somebody threatens with them
ASKABLE = MOVES | {"COMPETITOR"}
SUBJECTS = frozenset({"CHILD_ELDER", "DISCRIMINATION", "PRIVACY"})  # with light words for things
PLACES = frozenset({"LEGAL", "REGULATORY", "MEDIA", "CHILD_ELDER"})
LIGHT = 3


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
    off = _told(left, right, one.role.code, words) + _past(folded, left, right, one, words.around)
    if one.role.code in EXTREME:
        return off
    return off or max(_supposed(folded, left, right, one, words.around), _asked(folded, one, words))


def _told(left: str, right: str, code: str, words: Vocabulary) -> float:
    """Two off what a customer may have said, three off what befell strangers."""
    around = words.around
    voices = [*around.reporters.finditer(left), *around.news.finditer(left)]
    tail = left[max(voice.end() for voice in voices) :] if voices else ""
    ours = bool(around.implicated.search(left + CLAUSE_END.split(right, maxsplit=1)[0][:6]))
    if code in EXTREME:
        return _told_extreme(left, right, bool(voices), ours, code, words)
    if voices and not words.kin.search(left) and not OWN_TURN.search(tail):
        return STORY if around.news.search(left) and not ours else SAID
    stranger = code in MOVES and around.strangers.search(left)
    if stranger and not ours and "我" not in left[stranger.end() :]:
        return STORY
    return NOTHING


def _told_extreme(
    left: str, right: str, voices: bool, ours: bool, code: str, words: Vocabulary
) -> float:
    """Nothing off when the writer or the family may be meant; three only off what is over."""
    around = words.around
    if words.kin.search(left) or OURSELVES.search(left):
        return NOTHING
    stranger = bool(around.strangers.search(left))
    known = code == SELF and bool(around.neighbours.search(left))
    if voices:
        other = stranger or DONE.match(right) or around.news.search(left)
        return STORY if other and around.news.search(left) and not ours else SAID
    if ours or code != SELF or not (stranger or known):
        return NOTHING
    return STORY if DONE.match(right) or around.recent.search(left) else SAID


def _past(folded: str, left: str, right: str, one: Found, around: Around) -> float:
    """Two off what happened long ago, three off what is finished."""
    past = around.past.search(left)
    if one.role.code == SELF and OURSELVES.search(left):
        return NOTHING
    if past and (folded.startswith(around.past_after, one.end) or left.endswith("过")):
        other = one.role.code in EXTREME and around.strangers.search(left)
        return STORY if other and "我" not in left[other.end() :] + right[:4] else SAID
    if one.role.code in EXTREME or not (past or around.recent.search(left)):
        return NOTHING
    end = around.finished.search(right)
    return STORY if end and "说" not in right[: end.start()] else NOTHING


def _supposed(folded: str, left: str, right: str, one: Found, around: Around) -> float:
    """One off what is only asked about; three off a case for the insurance, or yet to come."""
    clause = before(folded, one.start, CLAUSE_REACH, CLAUSE_END)
    if one.role.code in EVENTS and around.supposing.search(clause) and around.cover.search(right):
        return STORY
    whether = around.whether.search(clause)
    if whether and not UNSEEN.search(left) and not clause.startswith("是", whether.end()):
        return STORY
    return 1.0 if around.hypothetical.search(clause) else NOTHING


def _asked(folded: str, one: Found, words: Vocabulary) -> float:
    """Three off an act or a thing that is only asked for: 销户需要什么材料, 横幅多少钱."""
    around, role = words.around, one.role
    if folded.startswith(around.goods_after, one.end):
        return STORY
    if role.code in PLACES and folded.startswith(around.places_after, one.end):
        return STORY
    if not (role.code in ASKABLE or (role.code in SUBJECTS and role.weight <= LIGHT)):
        return NOTHING
    question = after(folded, one.end, ASK_REACH, CLAUSE_END)
    if not around.asks.search(question) or around.complaining.search(question):
        return NOTHING
    left = before(folded, one.start, LEFT_REACH, SENTENCE_END)
    return NOTHING if around.pressing.search(left + question) else STORY
