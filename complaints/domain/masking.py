"""What of a person is shown: the family name, three and four digits, the city.

Rule: PIPL data minimisation; the forms follow the product's UI guide, section 12
(张**, 138****5678, addresses to the city).
"""

import re

FAMILY_NAMES = (  # those of two characters
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政"
    "濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空令狐"
)
COMPOUND = frozenset(re.findall("..", FAMILY_NAMES))
CITY = re.compile(r"^(.{2,8}?(?:省|自治区))?(.{2,8}?(?:市|自治州|地区|盟))?")
DIGITS = re.compile(r"(?<!\d)(\d{3})(\d{4,12})(\d{3}[\dXx])(?!\d)")


def mask_name(name: str) -> str:
    """Keep the family name: 张三 → 张**, 欧阳娜娜 → 欧阳**, John Smith → J**."""
    name = name.strip()
    if not name:
        return ""
    return (name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[0]) + "**"


def mask_phone(phone: str) -> str:
    """Keep the first three and the last four digits; short numbers keep only the last two."""
    digits = re.sub(r"\D", "", phone)
    if len(digits) < 8:
        return "*" * max(len(digits) - 2, 0) + digits[-2:]
    return f"{digits[:3]}****{digits[-4:]}"


def mask_id(number: str) -> str:
    """Keep the first and the last two characters of an identity number."""
    return f"{number[:1]}{'*' * 6}{number[-2:]}" if len(number) > 4 else "*" * len(number)


def mask_address(address: str) -> str:
    """Keep province and city; what can't be told apart is hidden wholly."""
    if not address:
        return ""
    found = CITY.match(address.strip())
    return f"{found.group(0)}***" if found and found.group(0) else "***"


def mask_text(text: str) -> str:
    """Hide the middle of phone, card and identity numbers inside a free text.

    Every hidden digit leaves a star, so that offsets into the text stay true.
    """
    return DIGITS.sub(lambda found: found[1] + "*" * len(found[2]) + found[3], text)


FAMILY = "".join(  # frequent ones; none that is a word of its own before a title (向经理投诉)
    (
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡",
        "余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯",
        "龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟",
    )
)
ROLES = (
    "客服|坐席|柜员|业务员|经理|店长|主管|主任|行长|组长|科长|工作人员|营业员|收银员|快递员|专员|"
    "导购|销售员|接线员|话务员|服务员|保安|护士|医生|老师|师傅|司机|员工"
)
TITLES = "经理|店长|主管|主任|行长|组长|科长|护士|医生|老师|师傅|先生|女士|小姐"
NO_NAME = (  # begin with a family name and are none
    "马上|于是|何[时必况种]|高[度高于级]|方[面才式便案]|安[排慰全装]|金[额融牌]|白白|白天|张[口嘴]|"
    "许[诺可久]|程[序度]|付款|余额|顾客|陆续|曾[经说多]|周[一二三四五六日末围边]|谢谢|任[何由务]|"
    "毛病|万[一元]|严[重厉格肃]|武断|郑重|夏天|钱[款财]|黄[牛金]|江湖|孙子|石沉|田间|阳光|温[馨和]"
)
ENDS = (  # no given name holds them: words that follow a name, or begin the next role
    "说讲称告回态给把在的是不没跟让叫也就都对和与及要会能我你他她您还又再竟接打挂拒推骂答处来去办服"
    "客坐柜经店"
)
GIVEN = rf"[^\W\da-zA-Z_{ENDS}]"
NUMBER = re.compile(
    r"((?:工号|员工号|员工编号|客服编号|警号)[是为:：\s]{0,3})([A-Za-z]{0,3}\d{2,12})"
)
AFTER_ROLE = re.compile(
    rf"((?:{ROLES})[:：]?(?:名叫|叫做|叫|是|姓)?)(?!{NO_NAME})(?:([{FAMILY}])({GIVEN}{{1,2}})|([小老阿])([{FAMILY}]))"
)
BEFORE_TITLE = re.compile(
    rf"(?<![关由对等属担上下本每几两])(?!{NO_NAME})([{FAMILY}])({GIVEN}{{0,2}}?)(?={TITLES})"
)
CALLED = re.compile(rf"(姓)([{FAMILY}])(?=的|\W|$)")


def mask_staff(text: str) -> str:
    """Hide who of the staff is told of: 客服张丽 → 客服张*, 王经理 → *经理, 工号8021 → 工号****.

    Every hidden character leaves a star; a text that was masked stays as it is.
    """
    while (masked := _without_names(text)) != text:
        text = masked
    return text


def _without_names(text: str) -> str:
    text = NUMBER.sub(lambda found: found[1] + "*" * len(found[2]), text)
    text = AFTER_ROLE.sub(_after_role, text)
    text = BEFORE_TITLE.sub(lambda found: found[1] + _stars(found[2]) if found[2] else "*", text)
    return CALLED.sub(r"\1*", text)


def _after_role(found: re.Match[str]) -> str:
    if found[2]:
        return found[1] + found[2] + _stars(found[3])
    return f"{found[1]}{found[4]}*"


def _stars(hidden: str) -> str:
    return "*" * len(hidden)
