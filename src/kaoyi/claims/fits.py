"""How a word of the table may stand to the figure it explains, voice by voice: a table of shapes with examples.

``between`` is matched against the words that part word and figure, with names, times and bracketed words taken out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kaoyi.model import Frozen

# Words that lead up to a figure and say nothing of their own.
_LIGHT_WORDS: Final = (
    "有 为 是 即 达 至 到 约 共 计 逾 超 近 仅 只 才 就 已 也 都 则 又 还 将 被 据 另 再 更 满 的 了 过 之 数 者 人数 人员 总数 总计 合计 共计 累计 累积 总共 "
    "一共 数字 数目 大约 约有 至少 最少 超过 多达 高达 达到 达至 已达 已有 增至 升至 增加 增加到 增加至 急增至 急增到 激增至 激增到 急升至 飙升至 暴增至 骤增至 猛增至 大增至 续增至 微增至 再增至 续升至 上修至 下修至 上升 上升至 上升到 升到 攀升至 跌至 减至 不少于 不下 不下于 少说 接近 "
    "将近 几乎 大概 估计 预计 可能 或许 据称 据报 据说 目前 至今 迄今 现时 现有 先后 前后 总共有 其中 包括 合共 为数 分为 不计 其余 全部 突破 恐 恐怕 改为 修正为 更新为 "
    "已经 曾经 一度 高峰期 高峰时 最高 最高峰 一共有 均 皆 亦 现 现已 现为 现时有 大概有 大约有 至少有 估计有 估计为 估计约 被估计 约为 约达 共达 分别为 分别有 新增 今日 昨日 今天 昨天 当日 当天 当中 中 实际 最终 最后 总数字 总人数 规模 数量 初步 疑似 仍有 尚有 另有 还有 共有 计有 只有 仅有 只是 仅余 仅存 仅剩 只剩 尚余 尚存 尚有 应 应该 应当 料 或达 可达 应在 共在 当在 介乎 介于 约在 号称 不过 “ ” 「 」 \\* ' \" : ： - / "
    "总共约 每年约有 每年 平均 也有 竟 竟达 竟有 起码 保守估计 粗略估计 官方统计 确认 证实 初步统计 统计 分别 里面 里头 里 人 士兵 官兵 战士 平民 方面 总额 将士"
)
LIGHT: Final = "(?>" + "|".join(sorted(_LIGHT_WORDS.split(), key=lambda w: (-len(w), w))) + "|\\s)"
_DISEASE: Final = "(?:[^，。；：]{0,10}?(?:肺炎|病毒|流感|疫|症|病|沙士|SARS|登革热|霍乱|鼠疫|炎)(?:病例|个案|患者)?)"
_PEOPLE: Final = "[^，。；：、的了被在]{0,8}?[者员民兵人生客工童手众军官师俘侨囚徒领丁勇卒将校弁长]"


class Fit(Frozen, frozen=True):
    """One shape. side: where the word stands; weight: added to the words between (the lightest reading wins).

    What it asks besides: passive (被 governs the word), soldiers (soldiers or an army are named, or the things are
    weapons), least (the smallest figure), things (things are counted), taken (将 or 把 stands before the figure), closing
    (the word closes its clause), bound (the figure itself says 以上 or 左右)
    """

    name: str
    voices: str
    side: str
    between: str
    weight: float = 0.0
    passive: bool = False
    soldiers: bool = False
    least: int = 0
    things: bool = False
    taken: bool = False
    closing: bool = False
    bound: bool = False
    finds: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


FITS: Final = (
    Fit(
        "word before figure",
        "intransitive noun case sick",
        "before",
        f"(?:{_PEOPLE}|{_DISEASE})?{LIGHT}*+",
        finds=("此役阵亡{320人}。", "死亡人数已升至{1500人}。", "暴雨中死亡村民{12人}。"),
        leaves=("他在战友死亡后又见到{3人}。",),
    ),
    Fit(
        "word, 在 and a bound",
        "intransitive noun",
        "before",
        f"{LIGHT}*+在",
        0.5,
        bound=True,
        finds=("此役伤亡在{3000人以上}。",),
        leaves=("母亲死亡在{3名}子女到场之前。",),
    ),
    Fit(
        "number grown from",
        "noun case",
        "before",
        f"{LIGHT}*+[从由自](?:的|{LIGHT})*+",
        0.5,
        finds=("死亡人数从{7人}增至41人。", "感染人数由昨日的{90人}升到120人。"),
        leaves=("死亡人数从未高于{30人}的上限。",),
    ),
    Fit(
        "relative clause before figure",
        "intransitive joined returned",
        "before",
        f"[^，。；：]{{0,10}}?(?:的|者)(?:{_PEOPLE})?{LIGHT}*+",
        1.0,
        finds=("参加游行的市民共有{3000人}。",),
    ),
    Fit(
        "verb and object before figure",
        "transitive hurt returned",
        "before",
        r"[^，。；：后前]{0,16}",
        finds=("守军击毙来犯之敌{300人}。", "我方击毁各式战车{12辆}。"),
        leaves=("枪杀案发生后三天，{5人}到场。",),
    ),
    Fit(
        "loss of things before figure",
        "intransitive",
        "before",
        r"[^，。；：后前]{0,16}",
        0.5,
        things=True,
        finds=("空军共损失战斗机{35架}。",),
    ),
    Fit(
        "object before verb",
        "transitive hurt returned",
        "after",
        r"[^，。；：]{0,20}",
        0.5,
        taken=True,
        finds=("他们将{50名}外侨扣为人质。",),
        leaves=("他将于{5名}警员到场后拘捕店主。",),
    ),
    Fit(
        "having before figure",
        "having",
        "before",
        r"[^，。；：后前]{0,12}",
        6.0,
        soldiers=True,
        least=5,
        finds=("守军有重炮{36门}。",),
        leaves=("他有{5名}子女。",),
    ),
    Fit("fired", "fired", "before", r"[^，。；：]{0,16}", finds=("敌舰向岸上发射炮弹{1200发}。",)),
    Fit(
        "force verb before figure",
        "force",
        "before",
        r"[^，。；：后前]{0,16}",
        1.0,
        finds=("司令部派出援兵{300人}。",),
    ),
    Fit(
        "force noun before figure", "troops", "before", f"(?:{_PEOPLE})?{LIGHT}*+", 3.0, finds=("守军兵力约{4500人}。",)
    ),
    Fit("soldiers before figure", "soldiers", "before", f"{LIGHT}*+", 3.5, least=5, finds=("营中士兵约{300人}。",)),
    Fit("crowd before figure", "crowd", "before", f"{LIGHT}*+", 3.0, finds=("现场观众超过{2200人}。",)),
    Fit("bare verb", "bare", "before", "[了者的约逾至少达超过共有]{0,3}", finds=("空袭中死{59人}，伤{70人}。",)),
    Fit(
        "predicate after figure",
        "intransitive",
        "after",
        r"[^，。；：]{0,26}",
        0.5,
        finds=("{300名}守军在夜战中阵亡。", "{三名}矿工当场死亡。"),
        leaves=("{3名}目击者称见到有人受伤。",),
    ),
    Fit(
        "passive after figure",
        "transitive hurt fired",
        "after",
        r"[^，。；：]{0,26}",
        0.5,
        passive=True,
        finds=("{15名}战俘被法庭处决。",),
        leaves=("{3名}枪手打死了店主。",),
    ),
    Fit(
        "things undone",
        "transitive hurt",
        "after",
        r"[^，。；：]{0,8}",
        0.5,
        things=True,
        closing=True,
        finds=("另有{4辆}坦克毁损。", "{3辆}货车炸毁或无法开动。"),
        leaves=("{3架}飞机炸毁了桥梁。",),
    ),
    Fit("handed back", "returned prisoners", "after", r"[^，。；：]{0,20}", 2.0, finds=("战俘{440人}返回本国。",)),
    Fit(
        "those who came",
        "joined",
        "after",
        r"[^，。；：]{0,22}",
        2.0,
        least=20,
        finds=("约{2000名}市民参加烛光集会。",),
        leaves=("{3名}男子参与打斗。",),
    ),
    Fit(
        "crowd after figure", "crowd", "after", r"[^，。；：的了]{0,6}", 8.0, least=30, finds=("现场有{500名}示威者。",)
    ),
    Fit("noun after figure", "noun case", "after", r"[^，。；：了]{0,8}", 4.0, finds=("医院收治了{12名}伤者。",)),
    Fit("bodies", "body", "after", r"[^，。；：]{0,14}", 2.0, finds=("村口发现{12具}平民遗体。",)),
    Fit("bodies before", "body", "before", f"{LIGHT}*+", 2.0, finds=("沟里有尸体{12具}。",)),
    Fit(
        "force noun after figure",
        "troops",
        "after",
        r"[^，。；：了]{0,8}",
        7.0,
        least=5,
        finds=("{400名}驻军留在城内。",),
    ),
    Fit(
        "force verb after figure",
        "force",
        "after",
        r"[^，。；：]{0,14}",
        5.0,
        soldiers=True,
        least=5,
        finds=("{三万名}士兵参战。",),
    ),
    Fit("headline noun and verb", "bare", "after", _PEOPLE, 0.5, closing=True, finds=("警校冲突逾{80}学生伤",)),
    Fit("bare verb after figure", "bare", "after", "", -1.0, finds=("车祸致{3}死{5}伤。",)),
)


class Shape(Frozen, frozen=True):
    """A fit with its pattern compiled."""

    fit: Fit
    between: re.Pattern[str]


@cache
def shapes(voice: str, side: str) -> tuple[Shape, ...]:
    """Return the shapes a voice allows on one side of a figure."""
    return tuple(
        Shape(fit, re.compile(fit.between)) for fit in FITS if fit.side == side and voice in fit.voices.split()
    )


@cache
def light_words() -> re.Pattern[str]:
    """Return the pattern of one word that leads up to a figure."""
    return re.compile(LIGHT)
