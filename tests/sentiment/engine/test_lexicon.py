"""The lexicon on sentences of our own, and the rules of negation and context."""

import pytest

from sentiment.engine import Combo, Engine, Lexicon, LexiconError, Term, read

CLEAR = 3  # a group score from here on counts as found


def groups(text):
    return {group for group, score in read([text])[0].groups.items() if score >= CLEAR}


def one_rule(expression, **more):
    lexicon = Lexicon.default()
    return Engine(Lexicon("test", lexicon.terms, [Combo("X1", expression, **more)]))


def fires(engine, text):
    return [combo.code for combo in engine.read([text])[0].combos] == ["X1"]


@pytest.mark.parametrize(
    "text",
    ["我不打算起诉", "我没有要去曝光的意思", "并非诈骗", "我从未想过举报你们"],
)
def test_a_denied_term_counts_nothing(text):
    assert groups(text) == set()


def test_a_negator_in_another_clause_denies_nothing():
    assert groups("你们没有解决，我要起诉") == {"LEGAL"}


def test_a_negator_stops_where_the_threat_begins():
    assert groups("再没有人处理我就曝光") == {"MEDIA"}


def test_denied_suicide_is_lowered_by_one_only():
    assert read(["我不是要自杀，就是绝望"])[0].groups["EXTREME_SELF"] >= 4


def test_what_a_customer_is_said_to_plan_is_lowered_by_two():
    assert read(["客户说要自杀"])[0].groups == {"EXTREME_SELF": 3}


def test_what_befell_strangers_is_lowered_by_three():
    assert read(["新闻里有人自杀"])[0].groups == {"EXTREME_SELF": 2, "MEDIA": 2}


@pytest.mark.parametrize(
    "text",
    [
        "听说有人跳楼了",
        "邻居跳楼了，电梯什么时候能用",
        "听我们这儿的大姐讲有人自杀过",
        "有位大姐在大厅喊着要找记者",
        "前面那个人说要报警",
        "听说那家店爆炸了",
        "网上说你们要跑路，我不信",
        "室友说他们厂有人打架见血了",
        "我爸转发自燃的文章，你们的电池是什么做的",
    ],
)
def test_a_story_about_strangers_is_not_told(text):
    assert groups(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "看到新闻说有人跳楼，我也想跳楼",
        "看新闻说平台跑路了，不想活了",
        "听说不退，跳楼算了",
        "昨天被同事骂了想跳楼",
        "隔壁在装修，吵得想跳楼",
        "你们楼顶有人要跳楼，快来人",
        "听说有人被你们逼得自杀",
        "我当着同事的面跳楼",
        "我儿子要跳楼",
        "邻居要跳楼",
        "我以前割腕过，这次也一样",
        "你们是不是想逼死我",
        "你们别逼死我",
        "非死给你看不可",
        "「我真的不想活了」他这么写",
        "他留的纸条上写着“准备跳楼”",
        "遗书上写着“对不起，只能自杀了”",
        "万一我自杀了呢",
        "怎么才能自杀",
        "要不要我跳楼你们才信",
    ],
)
def test_self_harm_that_may_be_meant_is_always_told(text):
    assert "EXTREME_SELF" in groups(text)


@pytest.mark.parametrize(
    "text", ["我以前割腕过，这次也一样", "你们是不是想逼死我", "非死给你看不可", "怎么才能自杀"]
)
def test_despair_in_the_form_of_a_question_or_a_negation_stays_the_writers_own(text):
    assert "SELF_HARM" in read([text])[0].flags


@pytest.mark.parametrize("text", ["保安没有打人", "我们的人没有动手"])
def test_violence_that_did_not_happen_is_lowered_by_two(text):
    assert groups(text) == set()


@pytest.mark.parametrize("text", ["我不想打人，你们别逼我", "我不是要砸店"])
def test_violence_that_is_only_not_meant_is_told(text):
    assert groups(text) == {"EXTREME_VIO"}


def test_what_is_heard_about_the_writer_is_no_story():
    assert groups("听说我是农村人，马上不理我了") == {"DISCRIMINATION"}


def test_a_list_shares_its_negator():
    assert groups("没有漏电、起火，就是声音大") == set()


def test_a_question_that_accuses_denies_nothing():
    assert groups("这不是诈骗吗") == {"FRAUD"}


@pytest.mark.parametrize(
    "text",
    [
        "如果被盗刷了，银行会赔吗",
        "万一烫伤了意外险能报销吗",
        "这种面料会不会过敏",
        "这个垫子会发霉吗",
        "触电时该先做什么",
        "号码被盗用、被冒用的话如何挂失",
    ],
)
def test_an_event_that_is_supposed_only_is_not_told(text):
    assert groups(text) == set()


def test_a_fear_after_something_happened_is_told():
    assert groups("孩子吃了一直吐，会不会中毒") == {"HEALTH"}


@pytest.mark.parametrize("text", ["歧视残疾人也可以吗", "你们泄露我的信息还能这样吗"])
def test_a_deed_that_is_asked_about_is_told(text):
    assert groups(text)


@pytest.mark.parametrize(
    "text", ["销户需要什么手续", "请问12363是什么电话", "横幅多少钱一条", "法院对面那家店几点开门"]
)
def test_asking_for_a_way_or_a_thing_is_no_threat(text):
    assert groups(text) == set()


def test_a_threat_in_the_form_of_a_question_is_one():
    assert groups("我要起诉你们，流程怎么走我都问好了") == {"LEGAL"}


@pytest.mark.parametrize(
    "text",
    ["之前被盗刷过，钱追回来了", "上次骨折早就好了", "我小时候煤气中毒过", "去年打过一次仲裁"],
)
def test_what_is_finished_is_not_told(text):
    assert groups(text) == set()


def test_what_others_promise_is_not_finished():
    assert groups("上次漏电你们说处理好了，根本没修") == {"SAFETY"}


@pytest.mark.parametrize(
    "text", ["门上贴着“禁止打人”", "“骗子酒馆”桌游缺一张牌", "防触电手套有几种", "烫伤膏怎么卖"]
)
def test_notices_names_and_goods_are_not_told(text):
    assert groups(text) == set()


@pytest.mark.parametrize(
    "text",
    ["煤气罐爆炸了", "插头爆炸了", "花了三万抢救", "我跟你们拼命", "困难得想死"],
)
def test_figures_of_speech_hide_no_danger(text):
    assert groups(text)


def test_titles_and_quotations_are_not_read():
    assert groups("公告「诈骗电话请报警」贴在门口") == set()


def test_what_a_person_says_of_himself_in_quotation_marks_is_read():
    assert "SELF_HARM" in read(["他说“我真的不想活了，你们逼我”"])[0].flags


def test_short_quotation_marks_are_emphasis():
    assert groups("这不就是“诈骗”吗") == {"FRAUD"}


@pytest.mark.parametrize("text", ["手机号13123456789", "订单9123153", "单号212345678"])
def test_a_hotline_inside_a_longer_number_is_none(text):
    assert groups(text) == set()


def test_full_width_and_traditional_spellings_are_the_same():
    assert groups("我要打１２３１５舉報") == {"REGULATORY"}


def test_only_the_longest_of_nested_terms_counts():
    reading = read(["我要发微博"])[0]

    assert reading.groups == {"MEDIA": 4}


def test_further_terms_add_half_a_point_up_to_seven():
    text = "起诉 法院 打官司 律师函 仲裁 报警 立案 刑事 经侦 集体诉讼 公益诉讼"

    assert read([text])[0].groups["LEGAL"] == 7


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("今天下班前不解决我就找记者曝光", "C01"),
        ("再不解决我就打12378", "C02"),
        ("我会打12315，也会去法院起诉", "C03"),
        ("我真的不想活了", "C04"),
        ("我明天带刀去你们营业厅", "C05"),
        ("漏电把孩子电到了", "C06"),
        ("吃了你们的东西食物中毒进了急诊", "C07"),
        ("你们信息泄露，整份客户名单都在网上卖", "C08"),
        ("周六我们上百人去总部拉横幅", "C09"),
        ("催收爆通讯录，骚扰我家人", "C10"),
        ("骗老人的养老钱", "C11"),
        ("我有50万粉丝，马上发抖音", "C12"),
        ("工号1024的客服骂我", "C13"),
        ("根据《消费者权益保护法》第五十五条，我花了20元，要求赔偿5000元", "C14"),
        ("打了五次电话还是没人管", "C15"),
        ("说是保本理财，结果是保险", "C16"),
        ("气死我了，垃圾银行！！要销户又说卡被冻结，太过分了！", "C17"),
        ("群里都说要倒闭了，大家全部取出", "C18"),
        ("我要起诉，已经录了音", "C19"),
        ("我是人大代表，我会让媒体曝光", "C20"),
    ],
)
def test_every_combination_rule_fires_on_its_case(text, code):
    assert code in [combo.code for combo in read([text])[0].combos]


@pytest.mark.parametrize(
    "text", ["怎么投诉到12378", "这件衣服跳楼价", "请问保本理财有哪些吗，想了解下曝光补偿"]
)
def test_a_question_or_an_offer_fires_no_rule_of_threat(text):
    codes = {combo.code for combo in read([text])[0].combos}

    assert not codes & {"C01", "C02", "C03", "C04", "C05", "C12"}


def test_a_window_keeps_far_apart_words_apart():
    engine = one_rule("MEDIA & DEADLINE", window=10)

    assert fires(engine, "今天内我就曝光")
    assert not fires(engine, "今天内请回复。" + "我已经等了很久很久，" * 4 + "曝光")


def test_rules_know_or_and_counts():
    engine = one_rule("2 of (MEDIA, LEGAL, REGULATORY>=4) & (STAFF | PLACE)")

    assert fires(engine, "营业厅见，我会起诉并曝光")
    assert not fires(engine, "营业厅见，我会起诉")


@pytest.mark.parametrize("expression", ["", "MEDIA &", "media", "MEDIA >= ", "(MEDIA", "MEDIA ? X"])
def test_a_rule_that_cannot_be_read_is_refused(expression):
    with pytest.raises(LexiconError):
        Combo("X1", expression)


def test_terms_may_come_from_anywhere_and_may_be_patterns():
    engine = Engine(Lexicon("mine", [Term("BRAND", r"蓝鲸[0-9]号", 4, "regex")]))

    reading = engine.read(["蓝鲸３号坏了"])[0]

    assert (reading.groups, reading.lexicon_version) == ({"BRAND": 4}, "mine")


@pytest.mark.parametrize(
    ("weight", "kind", "term"), [(6, "word", "火"), (3, "glob", "火"), (3, "regex", "(")]
)
def test_a_term_that_cannot_be_used_is_refused(weight, kind, term):
    with pytest.raises(LexiconError):
        Term("SAFETY", term, weight, kind)


def test_who_threatens_with_a_journalist_is_none():
    threat, journalist = read(["再不退款我就找记者曝光你们", "我是记者，我会让媒体曝光"])

    assert "VIP_PUBLIC" not in threat.flags
    assert "VIP_PUBLIC" in journalist.flags
