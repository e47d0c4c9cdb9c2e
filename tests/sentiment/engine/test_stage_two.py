"""What the second stage says of clear sentences, and laws it keeps."""

import pytest

from sentiment.engine import read
from sentiment.engine.judge import CAUSES, FLAGS, MOTIVES
from sentiment.engine.reading import KINDS

CALM = "我三月五日在你们店里买了一台洗衣机，用了两天就不转了，打电话报修，到今天还没有人上门。"


def one(text):
    return read([text])[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请问办理居住证需要准备哪些材料，周末可以办理吗？谢谢。", "INQUIRY"),
        ("建议在学校门口增设红绿灯和斑马线，方便孩子们过马路。", "SUGGESTION"),
        ("举报某小区门口一家饭店无证经营，使用地沟油，请有关部门严查。", "REPORT"),
        ("酒店房间干净整洁，前台服务热情，早餐很丰富，下次还会入住。", "PRAISE"),
        ("买的手机用了三天就黑屏，商家不给退也不给换，太坑人了！", "COMPLAINT"),
    ],
)
def test_the_kind_is_what_the_writer_wants(text, kind):
    assert one(text).kind == kind


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("楼下烧烤店油烟噪音严重扰民，居民凌晨都无法休息，身体健康受到影响。", "HEALTH"),
        ("这条路没有路灯，晚上车速很快，存在严重的安全隐患，已经发生几起交通事故。", "SAFETY"),
        ("商家卖的是假货，虚假宣传欺骗消费者，完全是骗子！", "FRAUD"),
        ("我们小区全体业主强烈要求物业公开账目，几百户居民都不同意涨价。", "GROUP"),
        ("家里有八十岁的老人和上小学的孩子，天天被噪音吵得睡不着。", "VULNERABLE"),
        ("多次打电话反映，打了几次都说在处理，至今没有人解决。", "REPEAT"),
        ("你们再不处理，我就去法院起诉，已经联系了律师。", "LEGAL_THREAT"),
        ("再不退钱我就找记者曝光你们。", "MEDIA_THREAT"),
    ],
)
def test_flags_are_told_with_the_words_that_show_them(text, flag):
    flags = one(text).flags

    assert flag in flags
    assert all(0 <= span.start < span.end <= len(text) for span in flags[flag])


def test_every_flag_has_a_place():
    texts = [CALM, "服务太差了！！", "全体业主被骗了，孩子都没学上，要去上访", "谢谢，很满意"]

    assert all(spans for seen in read(texts) for spans in seen.flags.values())


@pytest.mark.parametrize(
    "threat",
    ["再不处理我就去12315举报你们。", "我会找电视台的记者曝光。", "那就法院见，我要起诉。",
     "我不想活了，就从你们楼上跳下去。"],
)  # fmt: skip
def test_a_threat_more_never_takes_a_threat_away(threat):
    def threats(text):
        return {flag for flag in one(text).flags if flag.endswith("_THREAT") or flag == "SELF_HARM"}

    alone, together = threats(CALM), threats(CALM + threat)

    assert alone <= together
    assert threats(threat) <= together


def test_a_threat_does_not_calm():
    assert one(CALM + "骗子！不退钱我跟你们没完！！").intensity > one(CALM).intensity


@pytest.mark.parametrize("text", [CALM, "请问几点开门", "", "？？？", "太好了" * 50])
def test_what_is_told_stays_within_its_names_and_bounds(text):
    seen = one(text)

    assert seen.kind in KINDS
    assert set(seen.motive) <= set(MOTIVES)
    assert set(seen.cause) <= set(CAUSES)
    assert sum(seen.motive.values()) <= 1.001
    assert sum(seen.cause.values()) <= 1.001
    assert 0 <= seen.intensity <= 1
    assert {flag for flag in seen.flags if flag in FLAGS} <= set(FLAGS)


def test_a_fault_of_goods_is_a_cause_of_quality():
    cause = one("手机屏幕用了一个星期就碎了，电池鼓包，质量太差。").cause

    assert max(cause, key=cause.get) == "M_QUALITY"
