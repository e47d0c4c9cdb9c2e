"""Which threats and dangers are told of a text, and which harmless words are not."""

import pytest

from sentiment.engine import Engine, read
from sentiment.engine.lexicon import Lexicon, Term


def one(text):
    return read([text])[0]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("今天不退钱我就从楼上跳下去，不想活了", "SELF_HARM"),
        ("我带刀来找你们，弄死你", "VIOLENCE"),
        ("我妈八十岁了看不懂", "ELDERLY"), ("孩子用我手机充了钱", "MINOR"),
        ("我坐轮椅进不去", "DISABLED"),
        ("卡里的钱被盗刷", "SAFETY_FUNDS"), ("我已经投诉了五次，第六次打电话了", "REPEAT"),
        ("不行就去信访局", "PETITION"), ("员工收红包才给办", "STAFF_MISCONDUCT"),
    ],
)  # fmt: skip
def test_flags_are_raised(text, flag):
    assert flag in one(text).flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("煤气泄漏，家里都是味道，快来人", "SAFETY"), ("煤气漏了", "SAFETY"),
        ("司机喝了酒开车", "SAFETY"), ("活着真没意思", "SELF_HARM"),
        ("信不信我把店砸了", "VIOLENCE"),
    ],
)  # fmt: skip
def test_a_few_pressing_words_are_enough(text, flag):
    assert flag in one(text).flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("钱要是拿不回来，我今晚就从这栋楼顶下去", "SELF_HARM"),
        ("客户说孩子已经托给姐姐，自己没什么可留恋的了，随后挂断", "SELF_HARM"),
        ("保安把我按在地上踹了好几脚", "VIOLENCE"),
        ("客户称明天带人把营业厅砸了", "VIOLENCE"),
        ("催收把我的照片发到同事群里了", "PRIVACY"),
        ("我已经委托律师准备材料，下周去法院立案", "LEGAL_THREAT"),
        ("今晚就把录音剪成视频发到网上让大家评评理", "MEDIA_THREAT"),
    ],
)
def test_threats_and_harm_are_told_without_a_term_of_the_lexicon(text, flag):
    assert flag in one(text).flags


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("请问叉车证什么时候能取证，需要带什么", "LEGAL_THREAT"),
        ("客户咨询法院拍卖的房子怎么过户水表", "LEGAL_THREAT"),
        ("你们的抖音团购券怎么用不了", "MEDIA_THREAT"),
        ("在小红书看到推荐来的，味道一般", "MEDIA_THREAT"),
        ("打电话没人接，打车又打不到", "VIOLENCE"),
        ("想修改一下实名认证的手机号", "PRIVACY"),
        ("今天排队排得腿都断了，累死我了", "SELF_HARM"),
    ],
)
def test_the_same_words_without_a_threat_raise_nothing(text, flag):
    assert flag not in one(text).flags


@pytest.mark.parametrize(
    "text",
    [
        "我不会去起诉你们，也不想找媒体，只要把押金退给我",
        "我没打算告你们，更不会发到网上，换个新的就行",
        "我们保安没有打人，只是在劝",
    ],
)
def test_what_is_denied_is_no_threat(text):
    assert not {"LEGAL_THREAT", "MEDIA_THREAT", "VIOLENCE"} & one(text).flags.keys()


@pytest.mark.parametrize(
    "text",
    ["我把遗书都写好了，就放在你们柜台上", "客户称不退款就联系电视台", "下午我去劳动仲裁那边立案"],
)
def test_a_text_with_a_threat_or_harm_is_not_spared_as_neutral(text):
    reading = one(text)

    assert reading.polarity_p["negative"] > reading.polarity_p["neutral"]
    assert reading.polarity == "negative"


def test_a_term_that_the_weights_have_not_learnt_with_is_believed():
    own = Lexicon.default()
    added = Lexicon("own", [*own.terms, Term("MEDIA", "邻里茶话会", 3.0)], own.combos)

    [reading] = Engine(added).read(["邻里茶话会今天停水"])

    assert "MEDIA_THREAT" in reading.flags
    assert "MEDIA_THREAT" not in one("邻里茶话会今天停水").flags


@pytest.mark.parametrize(
    "text",
    [
        "麻烦转告你们经理，谢谢",
        "我是律师事务所的，要开发票",
        "媒体广告部想合作",
        "一起去代驾防酒驾",
    ],
)
def test_words_that_only_look_like_threats_raise_nothing(text):
    assert not one(text).flags


@pytest.mark.parametrize(
    "text",
    ["跳楼价甩卖", "想死你们家的菜了", "累死了才收到货", "新闻里有人跳楼", "买了安眠药怎么没发货"],
)
def test_figures_of_speech_are_no_self_harm(text):
    assert "SELF_HARM" not in one(text).flags
