"""Finding a company's proper name in Chinese text, without a dictionary of companies.

Certain by form: anything before 有限公司, 股份公司, 集团. Likely by place: two to four characters between
the start of a clause and 公司 or 厂 that are neither an everyday word nor a trade (模具厂, 咨询公司).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_CERTAIN: Final = re.compile(
    r"([\u4e00-\u9fffA-Za-z]{2,12})(有限责任公司|股份有限公司|有限公司|股份公司|集团公司|集团)"
)
_BOUNDARY: Final = "的了在到给向由被和与从叫去说里"
"""Words of one character that end before a name begins."""

_LIKELY: Final = re.compile(
    rf"(?:^|[，。；：、！？“”（）《》\s{_BOUNDARY}])"
    rf"((?:(?![{_BOUNDARY}])[\u4e00-\u9fff]){{2,4}}?)(公司|厂)(?!房|区|长|商|家|里|门)"
)
_LATIN: Final = re.compile(r"([A-Z][A-Za-z]{2,20})\s?(公司|厂)")

_EVERYDAY: Final = re.compile(
    "示例|某|我们|咱们|你们|他们|大家|自己|本|贵|该|我|你|他|对手|对方|客户|同行|竞争|合作|委托|关联|上市|外资"
    "|供应|总|子|母|分|新|老|原|全|整个|家$|离开|代表|影响|损害|属于|泄露|泄密|保护|通知|告诉|提醒|提供|需要|建议"
    "|要求|允许|因为|如果|所以|已经|现在|今天|明天|昨天|进入|加入|入职|回到|来到|留在|每个|这|那|哪|一|两|几|各"
    "|怀疑|认为|觉得|听说|希望|承认|否认|起诉|控告|举报|投诉|赔偿|支付|归还|交还|退还|发给|交给|卖给|寄给|使用|掌握|知道|发现|配合|协助|服务"
    "|小|大型|中型|代工|外包|外协|加工|出|进|工$|建|办|开|管|帮|让|请|问|找|对|为|替|跟|同|以|把|将|是|有|没|不|就|都|也|还|再|又"
)
_TRADES: Final = re.compile(
    "(模具|咨询|软件|设计|物流|检测|测试|外贸|贸易|猎头|安保|保安|广告|公关|保险|快递|包装|零件|零部件|配件|材料|机械"
    "|化工|食品|香精|家具|电子|科技|技术|投资|设备|制造|生产|印刷|纸箱|五金|注塑|铸造|电镀|陶瓷|建材|服装|制药|药"
    ")+$"
)


def named_companies(text: str) -> Iterator[str]:
    """Every company name in the text, as it stands there."""
    for match in _CERTAIN.finditer(text):
        if not re.search("示例|某|^(本|贵|该|我们|整个|上市)$", match[1]):
            yield match[0]
    for match in (*_LIKELY.finditer(text), *_LATIN.finditer(text)):
        name = _TRADES.sub("", match[1])
        if len(name) > 1 and not _EVERYDAY.search(name):
            yield match[1] + match[2]
