"""What single characters are good for, looked up for a whole batch in one step."""

from functools import cache, cached_property

import numpy as np

from .batch import CODE_POINTS, SEPARATOR
from .numerals import CHINESE

SENTENCE, DIGIT, NUMERAL, OPENING, EXCLAIM, QUESTION = (1 << bit for bit in range(6))
AFTER_NUMBER, BEFORE_SUM, AFTER_DATE, YUAN, PEOPLE, ONE = (1 << bit for bit in range(6, 12))
DENIES_PRAISE = 1 << 12
SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
MONEY_WORDS = (
    "金额", "扣款", "扣费", "扣了", "损失", "退款", "花了", "花费", "交了", "付了", "付款",
    "价格", "售价", "定金", "订金", "押金", "共计", "合计", "总计", "充值", "充了", "转了",
    "转账", "转走", "被骗", "骗走", "赔偿", "贷了", "借了", "手续费", "利息", "保费", "学费",
    "余额", "刷走", "盗刷", "赔", "刷了", "存了", "存款", "贷款", "亏了", "亏损", "损失了",
    "收了", "收我", "欠了", "欠我", "本金", "年费", "违约金", "保证金", "罚款", "工资", "扣我",
    "付我", "赚了",
)  # fmt: skip
BETWEEN_WORD_AND_SUM = "金额为是了共约达:款我费有"
MARKS = "¥￥"
_LETTERS = {
    SENTENCE: "。!?;\n" + chr(SEPARATOR),
    DIGIT: "0123456789",
    NUMERAL: CHINESE + "多余来",
    OPENING: '「『《“"',
    EXCLAIM: "!",
    QUESTION: "?",
    AFTER_NUMBER: ",.多余几亿万千百wk元块圆人r" + SPACES,
    BEFORE_SUM: "".join(word[-1] for word in MONEY_WORDS) + BETWEEN_WORD_AND_SUM + MARKS + SPACES,
    AFTER_DATE: "年月日号-/.个天周小星",
    YUAN: "元块",
    PEOPLE: "人户名位个",
    ONE: "个",
    DENIES_PRAISE: "不没未非无难",
}


@cache
def _table() -> np.ndarray:
    table = np.zeros(CODE_POINTS, dtype=np.uint16)
    for sign, letters in _LETTERS.items():
        table[[ord(letter) for letter in set(letters)]] |= sign
    return table


class Signs:
    """The signs of every place of a batch; what is counted over them is counted once."""

    def __init__(self, codes: np.ndarray):
        self.bits = _table().take(codes)

    def at(self, sign: int) -> np.ndarray:
        """True where the sign stands."""
        return (self.bits & sign) != 0

    @cached_property
    def sentences(self) -> np.ndarray:
        """How many ends of sentences stand before each place, and before the end."""
        return cumulated(self.at(SENTENCE))


def cumulated(marks: np.ndarray) -> np.ndarray:
    """How many marks stand before each place; two equal counts have none between them."""
    counted = np.zeros(len(marks) + 1, dtype=np.int32)
    np.cumsum(marks, out=counted[1:])
    return counted
