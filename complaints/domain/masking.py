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
