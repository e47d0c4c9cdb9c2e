"""What the engine says about plain cases."""

import pytest

from sentiment.engine import read
from sentiment.engine.cues import category_codes


def one(text):
    return read([text])[0]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("客服态度恶劣，扣了我的钱还不退，太差了", "negative"),
        ("申请退款一个月了，一直没人处理，实在太过分", "negative"),
        ("再不退款我就打12315", "negative"),
        ("app老是闪退，登录不了", "negative"),
        ("请问办理过户需要带哪些材料？", "neutral"),
        ("咨询一下今年的补贴政策什么时候公布", "neutral"),
        ("非常满意，师傅很专业，谢谢你们", "positive"),
        ("质量很好，物流也快，推荐购买", "positive"),
    ],
)
def test_polarity_knows_three_sides(text, polarity):
    assert one(text).polarity == polarity


@pytest.mark.parametrize(
    ("text", "emotion"),
    [
        ("太过分了，无耻！居然骂我，必须严惩！", "ANGER"),
        ("用了你们家十年，没想到变成这样，真的很失望，寒心", "DISAPPOINT"),
        ("跑了六趟都没人管，我也没办法了，只能认了，很无奈", "HELPLESS"),
        ("我很着急，担心逾期影响征信，急得睡不着", "ANXIETY"),
        ("真的吗？我很怀疑，里面有猫腻吧，依据是什么？", "DOUBT"),
        ("父亲去世了，我很难过，一直在流泪，伤心", "SAD"),
        ("明明不是我的错，却冤枉我，太委屈了", "GRIEVANCE"),
        ("请问如何修改预留手机号，想了解一下流程", "CALM"),
        ("问题已经解决了，很满意，非常感谢", "SATISFIED"),
    ],
)
def test_plain_words_of_feeling_decide_the_emotion(text, emotion):
    assert one(text).emotion == emotion


def test_rage_is_more_intense_than_an_enquiry():
    rage = one("气死我了！！垃圾公司，骗子！不要脸！我要杀了你们！！！")
    enquiry = one("请问营业时间是几点")

    assert rage.intensity > enquiry.intensity + 0.25


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("软件一打开就闪退", "SYS01"), ("信用卡被盗刷，不是我本人操作", "TRX01"),
        ("自动续费没有提醒就扣了一年会员", "FEE06"), ("催收一天打几十个电话还辱骂我", "COL01"),
        ("征信上有一条逾期记录，不是我的", "COL04"), ("同一笔订单重复扣费，扣了两次", "FEE03"),
        ("打了一天电话都转不到人工客服", "SVC05"), ("外卖晚了两个小时才送达", "FUL01"),
        ("收到的是假货，不是正品", "PRD03"), ("你们泄露我的个人信息", "PRV01"),
    ],
)  # fmt: skip
def test_the_category_is_among_the_first_three(text, code):
    assert code in [found for found, _ in one(text).categories]


def test_there_are_sixty_categories():
    assert len(set(category_codes())) == 60


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("要求退款", "FACT_REFUND"), ("请你们公开道歉", "EMO_APOLOGY"),
        ("必须赔偿我的损失", "FACT_COMPENSATE"),
        ("我要退保", "FACT_CANCEL"), ("请停止骚扰我", "FACT_STOP"), ("希望尽快处理", "PROC_SPEED"),
        ("请给我书面答复", "PROC_WRITTEN"), ("叫你们经理来跟我说", "PROC_CONTACT"),
        ("给我一个说法", "EMO_FAIRNESS"), ("要求换货", "FACT_REPLACE"), ("申请复核", "PROC_REVIEW"),
    ],
)  # fmt: skip
def test_demands_are_told(text, demand):
    assert demand in one(text).demands


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("扣了我1,299.50元", "1299.5"), ("损失三万五千元", "35000"), ("被骗2.5万元", "25000"),
        ("一共300块，后来又收了两千块", "2000"), ("转账5000给他", "5000"), ("花了20万", "200000"),
        ("￥88", "88"), ("没有说钱", None), ("一块地和三块瓷砖", None),
        ("被骗了两万六", "26000"), ("给我造成损失三十万", "300000"), ("还欠我八千没给", "8000"),
        ("扣了我一千二百天的工龄", None), ("他说了几百遍", None), ("投诉了三百多次", None),
    ],
)  # fmt: skip
def test_the_largest_sum_is_named(text, amount):
    assert one(text).amount == amount


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("我们三十多户业主都停水", 30), ("上百人受害，一共120人", 120),
        ("我一个人", None), ("找了20个人助力", None),
        ("小区几百个业主都没有拿到", 300), ("40个家长一起来的", 40), ("等了20个工作日", None),
    ],
)  # fmt: skip
def test_people_affected_are_counted(text, people):
    assert one(text).people == people


def test_missing_information_is_hinted():
    assert set(one("你们太差了，垃圾").missing) >= {"WHEN", "PRODUCT", "DEMAND", "CONTACTED_BEFORE"}


def test_a_full_complaint_lacks_little():
    text = "3月5日在你店买的手机，订单号A1024，价格2999元，黑屏，联系客服三次没人管，要求退款"

    assert one(text).missing == ()


def test_nothing_is_asked_of_praise():
    assert one("服务很好，非常满意，谢谢").missing == ()


def test_motives_are_told_by_their_cues():
    motive = one("不是钱的问题，你们不尊重人，态度恶劣，敷衍我，没人理").motive

    assert max(motive, key=motive.get) == "MOT_RESPECT"


def test_an_agents_words_in_a_transcript_are_not_the_customers():
    text = "坐席：请您放心，不会起火爆炸的，也请不要报警。\n客户：我就想问什么时候能到货。"

    reading = one(text)

    assert (reading.groups, reading.flags) == ({}, {})


def test_a_flood_of_terms_stays_bounded():
    reading = one("曝光12315起诉！" * 5000)

    assert len(reading.combos) <= 20


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("每个月被划走一笔管理费，从来没有人告诉过我", "FEE02"),
        ("晚还一天就全额计息，罚息太高", "FEE05"),
        ("跟我说是存款，回家一看变成了保险", "MKT01"),
        ("一天好几个推销贷款的电话，拉黑又换号码", "MKT04"),
        ("达标了奖励一直没发，说名额满了", "MKT05"),
        ("汇款三天了对方没收到钱，一直未入账", "TRX02"),
        ("卡突然被冻结，说是风控，只能进不能出", "TRX03"),
        ("凌晨被刷走两万，卡在我身上，不是本人操作", "TRX01"),
        ("催收打给我父母和同事，把我欠款的事告诉他们", "COL02"),
        ("失业了想协商分期还款，银行只要一次结清", "COL03"),
        ("贷款早就结清，信用报告还显示逾期", "COL04"),
        ("想撤回授权、删除我的资料，没有入口", "PRV03"),
        ("柜台取号等了两个小时，窗口只开一个", "SVC02"),
        ("老母亲行动不便，还要求本人到场", "SVC06"),
    ],
)
def test_matters_of_money_and_privacy_are_named_first(text, code):
    assert one(text).categories[0][0] == code


@pytest.mark.parametrize(
    "text", ["我要投诉你们", "就是那件事，电话里讲", "之前跟你们说过了，麻烦尽快处理"]
)
def test_a_text_that_names_no_matter_stays_unsure(text):
    reading = one(text)

    assert reading.unsure
    assert reading.categories[0][1] < 0.3


def test_threats_and_insults_use_the_upper_end_of_the_scale():
    texts = (
        "请问网点几点开门，谢谢",
        "等了三个小时没有办成，希望给个说法",
        "你们就是强盗骗子！再不退钱我就找记者曝光！！我要起诉你们！！！",
        "你们这帮畜生！不退钱我就死在你们门口！！我要砸了你们网点！！！",
    )
    calm, annoyed, furious, beside = (one(text).intensity for text in texts)

    assert calm < annoyed < furious < beside
    assert calm < 0.33
    assert furious > 0.6
    assert beside > 0.75


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000", "\0", "\ud83d", "\u200b\ufeff"])
def test_nothing_said_reads_calm_neutral_and_unsure(text):
    reading = one(text)

    assert (reading.polarity, reading.emotion, reading.kind) == ("neutral", "CALM", "OTHER")
    assert (reading.intensity, reading.emotion_second) == (0, None)
    assert reading.categories[0][0] == "OTH99"
    assert set(reading.unsure_about) == {"polarity", "emotion", "category"}
