"""Lines that are not the text: what they look like, and why they are left out.

Each rule matches a whole short block. Its examples run as tests: ``finds`` must be left out, ``leaves`` kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kaoyi.model import Frozen


class Rule(Frozen, frozen=True):
    """A kind of line to leave out: why, its pattern, and examples.

    opens: the characters such a line may begin with, perhaps after a bracket; "" when it may begin with any
    """

    reason: str
    pattern: str
    finds: tuple[str, ...]
    leaves: tuple[str, ...] = ()
    opens: str = ""


RULES: Final = (
    Rule(
        "copyright",
        r"(?:©|\(c\)|（c）|copyright\b|all rights reserved|版权所有|版權所有|版权声明|版權聲明|本文版权|未经.{0,12}(?:授权|许可|同意)|未經.{0,12}(?:授權|許可|同意)).*",
        ("© 2021 某某报 版权所有", "版權所有 不得轉載", "未经授权，不得转载"),
        ("他说版权所有人已经起诉。",),
        opens="©ca版本未",
    ),
    Rule(
        "subscription",
        r"(?:.{0,20}(?:立即|马上|馬上|点击|點擊|按此|欢迎|歡迎|免费|免費|请|請)(?:订阅|訂閱|关注|關注|追蹤|下载|下載|加入|收看|赞助|贊助|支持|按讚).{0,60}"
        r"|.{0,30}(?:扫描|掃描|长按|長按|扫一扫).{0,12}(?:二维码|二維碼|QR).{0,30})",
        ("欢迎关注我们的公众号", "立即订阅，每月只要一元", "长按二维码关注"),
        ("政府呼吁市民关注天气变化。",),
    ),
    Rule(
        "subscription",
        r"(?:subscribe|sign up|sign in|log in|newsletter)\b.{0,80}",
        ("Subscribe to our newsletter",),
        opens="sln",
    ),
    Rule(
        "advert",
        r"(?:广告|廣告|advertisement|advert|sponsored|赞助内容|贊助內容|推廣)(?:[ :：].{0,20})?",
        ("广告", "ADVERTISEMENT", "廣告："),
        ("广告商撤出了三千万元。",),
        opens="广廣as赞贊推",
    ),
    Rule(
        "share bar",
        r"(?:分享(?:到|至|给|給)?|share(?: this)?(?: on)?|tweet|facebook|twitter|whatsapp|telegram|weibo|微博|微信|line|email|print|打印|列印|收藏|复制链接|複製連結|点赞|點讚|讚好|轉發|转发|評論|评论|留言)"
        r"(?:[ :：/|·、,，]*(?:分享(?:到|至)?|share|tweet|facebook|twitter|whatsapp|telegram|weibo|微博|微信|line|email|print|打印|列印|收藏|朋友圈|QQ空间|复制链接|複製連結)?)*",
        ("分享到：微博 微信 QQ空间", "Share this", "Facebook"),
        ("微信公司说有三人受伤。",),
        opens="分stfw微lep打列收复複点點赞讚轉转評评留",
    ),
    Rule(
        "navigation",
        r"(?:(?:back to |return to )?top|home|menu|next|previous|上一[篇页頁]|下一[篇页頁]|返回.{0,8}|回到?首[页頁]|首[页頁]|目[录錄]|更多|加载更多|載入更多|跳转到.{0,10}|跳至.{0,10}|继续阅读.{0,20}|繼續閱讀.{0,20}|"
        r"阅读(?:全文|原文|更多).{0,10}|閱讀(?:全文|原文|更多).{0,10}|read (?:more|full).{0,60}|continue reading\b.{0,60}|click here.{0,60}|(?:点击|點擊|按)(?:此处|這裡|这里|此).{0,30}|来源网址.{0,60}|原文(?:链接|連結|网址|網址|地址).{0,120})[ »›>→.…]*",
        ("Continue reading on Medium »", "返回首页", "下一篇", "阅读原文"),
        ("他们返回家园后发现三人失踪，另有数人受伤，当局仍在统计。", "首页新闻说有三人死亡。"),
        opens="brthmnp上下返回首目更加載跳继繼阅閱c点點按来原",
    ),
    Rule(
        "navigation",
        r"《?〈?.{0,8}查看(?:用户资料|全部|更多).{0,6}[ »›>→.…]*",
        ("作者查看用户资料", "〈查看更多〉"),
        ("他们查看全部现场后说有三人受伤。",),
    ),
    Rule(
        "image file name",
        r"(?:File:|文件:|檔案:|Image:)?[\w .()（）%+,~@-]{1,120}\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)",
        ("IMG_2041-large.jpg", "北京 街头.png"),
        ("见 a.jpg 一图，三人受伤。",),
    ),
    Rule(
        "editor",
        r"[（(【\[]?(?:责任编辑|責任編輯|责编|責編|編輯|编辑|校对|校對|排版|网编|審核|审核)(?:[:：/／]| {1,2}\S).{0,40}[)）】\]]?",
        ("责任编辑：王五", "（责编：李四、王五）"),
        ("编辑部有三人受伤。",),
        opens="责責编編校排网審审",
    ),
    Rule(
        "author box",
        r"(?:博客|部落格|專欄|专栏|作者|主[筆笔]|特[約约]撰稿人?|撰文者|關於作者|关于作者|作者[簡简]介|about the author)(?:\s*[|｜/]\s*.{1,30})?",
        ("博客 | 王五", "關於作者"),
        ("作者说有三人受伤。", "博客称三人受伤"),
        opens="博部專专作主特撰關关a",
    ),
    Rule(
        "link address",
        r"https?://[^\s\u2e80-\uffff]+",
        ("https://example.org/a/b?c=d",),
        ("网址 https://example.org 说有三人受伤",),
        opens="h",
    ),
)

_OPENING: Final = re.compile(f"[（(【\\[]?[{''.join(rule.opens for rule in RULES)}]", re.I)
# What a line has that asks for something (请关注, 扫描, 长按), and how long it may be by the rule for it.
_ASKING: Final = re.compile(
    "[即上击擊此迎费費请請描按扫](?:(?<=[描按扫])|(?:订阅|訂閱|关注|關注|追蹤|下载|下載|加入|收看|赞助|贊助|支持|按讚))"
)
_LONGEST_ASKING: Final = 20 + 4 + 60

_RELATED: Final = re.compile(
    r"[【\[<〈《▲▶►＞>·• ]*(?:相关|相關|延伸|推荐|推薦|更多|其他|热门|熱門|精选|精選|你可能|您可能|猜你|同场加映|同場加映|最新)"
    r"(?:阅读|閱讀|文章|报道|報道|報導|新闻|新聞|内容|內容|链接|連結|专题|專題|推荐|推薦|主题|主題|喜欢.{0,6}|想看.{0,6}|感兴趣.{0,6}|也.{0,8})"
    r"[】\]>〉》 ]*[:：]?|(?:相关|相關|延伸)(?:[评評][论論]|推介)[:：]|related[:：]?\Z|(?:related|recommended|more|popular|latest|trending)(?: (?:articles?|stories|posts?|news|reading|topics))[:：]?",
    re.I,
)
_RELATED_OPENS: Final = "【[<〈《▲▶►＞>·• 相延推更其热熱精你您猜同最rRmMpPlLtT"


@cache
def _compiled() -> re.Pattern[str]:
    return re.compile("|".join(f"({rule.pattern})" for rule in RULES), re.I)


@cache
def _reasons() -> tuple[str, ...]:
    pattern = _compiled()
    starts = [pattern.fullmatch(rule.finds[0]) for rule in RULES]
    by_group = {match.lastindex: rule.reason for match, rule in zip(starts, RULES, strict=True) if match}
    return tuple(by_group.get(index, "") for index in range(pattern.groups + 1))


def reason_to_leave_out(line: str) -> str | None:
    """Why a short line is not text, or None when it is.

    >>> reason_to_leave_out("ADVERTISEMENT")
    'advert'
    """
    if not _may_be_left_out(line):
        return None
    match = _compiled().fullmatch(line)
    return _reasons()[match.lastindex or 0] if match else None


def _may_be_left_out(line: str) -> bool:
    """Whether a rule may match: the whole pattern is long, and few lines begin like a rule's or hold what the others need."""
    return (
        _OPENING.match(line) is not None
        or "." in line[-5:]  # the name of a file
        or "查看" in line[:12]
        or (len(line) <= _LONGEST_ASKING and _ASKING.search(line) is not None)
    )


def related_opening(line: str) -> int:
    """How many characters of the line head a list of other articles, 0 when it does not begin with such a head.

    >>> related_opening("延伸閱讀："), related_opening("相关阅读者说")
    (5, 0)
    """
    match = _RELATED.match(line) if line[:1] in _RELATED_OPENS else None
    return match.end() if match and (match.end() == len(line) or match[0][-1] in "：:】]》〉") else 0


def is_subscription_address(address: str) -> bool:
    """Whether a link asks for money or an address.

    >>> is_subscription_address("https://example.org/about#subscribe")
    True
    """
    lower = address.lower()
    return any(word in lower for word in _SUBSCRIPTION)


_SUBSCRIPTION: Final = (
    "subscribe",
    "subscription",
    "donate",
    "donation",
    "membership",
    "paywall",
    "newsletter",
    "patreon.com",
    "buymeacoffee",
)
