"""Names learned from a document's links: a wiki link's target names the first words of its anchor."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.lexicon.things import identify
from kaoyi.mentions.happenings import KINDS
from kaoyi.mentions.names_forms import Form, Forms
from kaoyi.model import Document, Link, Name
from kaoyi.text import fold

_ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("war", re.compile(rf"..(?:{KINDS})$")),
    ("unit", re.compile(r"[0-9〇一二三四五六七八九十百](?:步兵|骑兵|装甲|空降|陆战|机械化|山地)*(?:集团军|兵团|军团|方面军|军|师团|师|旅团|旅|团|营|舰队|纵队)$")),
    ("army", re.compile(r"(?:陆军|海军|空军|志愿军|国防军|人民军|解放军|游击队|民兵)$")),
    ("outlet", re.compile(r"(?:日报|时报|晚报|早报|周刊|月刊|杂志|新闻网|电视台|广播电台|广播公司|邮报)$")),
    ("agency", re.compile(r"(?:通讯社|通信社)$")),
    ("institution", re.compile(r"(?:大学|学院|研究所|研究院|委员会|国防部|外交部|司令部|博物馆|纪念馆|档案馆|法院|法庭|议会|国会|警察局|公安局|医院|政府|管理局|办公室)$")),
    ("organisation", re.compile(r"(?:党|阵线|组织|协会|联盟|公司|集团|基金会|红十字会|武装|解放军)$")),
    ("place", re.compile(r"(?:省|市|县|州|郡|道|府|镇|村|里|岛|半岛|群岛|山|岭|高地|江|河|湖|湾|海峡|港|机场|水库|平原|高原|大桥|国家公园|地区|自治区|关|寺)$")),
    ("person", re.compile(r"^[\u4e00-\u9fff]+[·・][\u4e00-\u9fff·・]+$")),
)  # fmt: skip
_NOTE: Final = re.compile(r"[\s_]*[(（][^()（）]*[)）]$")
_LIST: Final = re.compile(r"列表|年表|年$|月$|日$|史$|^Category|^File|^Template|:|：")


def linked(document: Document, forms: Forms) -> list[Name]:
    """Return the names that the document's wiki links give, in text offsets."""
    found = []
    for link in document.links:
        if link.wiki:
            name = _linked(document, link, forms)
            if name is not None:
                found.append(name)
    return found


def _linked(document: Document, link: Link, forms: Forms) -> Name | None:
    target = _NOTE.sub("", fold(link.target)).strip()
    anchor = document.folded[link.start : link.end]
    if len(target) < 2 or len(anchor) < 2 or _LIST.search(target):
        return None
    known = forms.by_form.get(target)
    if known is not None and known.role == "thing":
        length = len(target) if anchor.startswith(target) else _known_start(anchor, known, forms)
        if length == 0 and not _same_kind(anchor, known):
            return None
        end = link.start + (length or len(anchor))
        return Name(link.start, end, known.id, known.name, known.kind, known.owner, f"link {link.target}")
    if not anchor.startswith(target):
        return None
    for kind, ending in _ENDINGS:
        if ending.search(target):
            return Name(
                link.start, link.start + len(target), identify(kind, target), target, kind, None, f"link {link.target}"
            )
    return None


def _known_start(anchor: str, known: Form, forms: Forms) -> int:
    """How much of an anchor's beginning is another form of the same thing (韩战爆发 -> 朝鲜战争)."""
    for length in range(len(anchor), 1, -1):
        form = forms.by_form.get(anchor[:length])
        if form is not None and form.id == known.id:
            return length
    return 0


def _same_kind(anchor: str, known: Form) -> bool:
    """Whether a wholly other anchor may be trusted to name the target: 联军 -> 联合国军, but not 停火线 -> 朝鲜战争."""
    return (
        known.kind in ("army", "bloc", "state", "person", "agency", "outlet") and len(anchor) <= 8 and anchor.isalnum()
    )
