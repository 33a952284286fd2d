"""The speaker's name before a verb of saying: a known name or a well-formed noun phrase, or nothing.

Never whatever stands before a cue: a phrase must end with a name the document's mentions hold, a source
noun (source_words.csv), a book title, or be a person's name by its shape, and what stands between it and
the verb must be light: adverbs, times, a phrase opened by a preposition.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from msgspec import Struct

from kaoyi.mentions.voices_words import SourceWords
from kaoyi.model import Document, Mentions, Name, Time

SPEAKING = frozenset(
    ("state", "bloc", "army", "unit", "organisation", "group", "person", "outlet", "agency", "institution", "work")
)
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝朴"
)
_FOREIGN = frozenset(
    "阿埃艾爱安奥巴白拜班邦鲍贝本比彼别宾波伯博布查茨达戴丹道德登狄迪蒂丁东杜顿多恩尔法范菲费芬弗佛夫福盖甘冈高戈哥格葛根贡古圭哈海汉汗豪赫黑亨洪侯胡华霍基吉季加贾简杰金津卡开凯坎康考柯科克肯孔库奎拉莱赖兰朗劳勒雷里理利莉丽历立连廉列林琳龄留刘柳卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明摩莫墨默姆木穆娜纳南内尼涅宁纽努诺欧帕潘庞培佩彭皮平泼普奇齐契恰钱乔切琴丘琼让热仁日荣茹瑞若撒萨塞赛桑瑟森沙莎山绍舍申史什士舒斯丝思斯松苏索塔泰坦汤唐陶特腾提图托瓦万汪王旺威韦维卫魏温文翁沃乌伍武西希锡夏香肖歇谢辛欣星休雅亚扬尧耶叶伊易尹英尤于约赞泽詹扎曾张哲珍朱兹祖佐奈·．.-"
)
PRONOUNS = {
    **dict.fromkeys(("他", "她", "其", "他本人", "她本人", "此人", "该名男子", "该名女子", "前者", "后者"), "person"),
    **dict.fromkeys(
        ("他们", "她们", "对方", "双方", "大家", "众人", "人们", "各方", "我们", "我", "本人", "记者们"), "nobody"
    ),
    **dict.fromkeys(
        ("该报", "该台", "该社", "该网", "该刊", "该媒体", "该报道", "该网站", "该杂志", "该周刊", "文中", "文内"),
        "medium",
    ),
    **dict.fromkeys(
        (
            "该部",
            "该局",
            "该署",
            "该处",
            "该会",
            "该党",
            "该组织",
            "该机构",
            "该中心",
            "该公司",
            "该部门",
            "该院",
            "该校",
            "该委员会",
            "该团体",
        ),
        "body",
    ),
}
_EDGE = re.compile(
    r"[，。；：！？、,;:!?\n（）()「」“”『』\"\[\]|]|而且|但是|不过|然而|因此|所以|于是|由于|虽然|尽管|同时|此外|另外|其中|以及|可是|甚至|"
    r"[在于向对被把是了着过而但且或若因由与和及令使让给从则就都也亦又还曾已的称指说将有如当]"
)
_CLOSERS = {"）": "（", ")": "("}
_PAPER = re.compile(r"(?:报|报导|刊|周刊|月刊|杂志|网|新闻|社|台|评论|邮报|时报|财新|三联)$")
_ISSUED = re.compile(
    r"(?:所|于|在)?(?:发布|公布|发表|出版|提供|编写|编著|编|发出|作出|做出|撰写|刊登|刊载|出具|递交|提交|贴出|公开|保存|收藏|披露|开列|列出|的)"
)


class Source(Struct, frozen=True, gc=False):
    """Who is named as speaking: the words at text[start:end].

    name: canonical name; None when the words point to somebody the text does not let us resolve
    kind: person body medium document; refers: "" or what a pronoun points to (person medium body nobody)
    said: the date mention between the name and the verb, if any; rule: how it was recognised
    """

    start: int
    end: int
    name: str | None
    kind: str
    rule: str
    refers: str = ""
    said: Time | None = None


class Scene(Struct, frozen=True):
    """What the readers of voices look at, with its indexes."""

    document: Document
    folded: str
    names: tuple[Name, ...]
    name_starts: list[int]
    name_ends: dict[int, Name]
    times: tuple[Time, ...]
    time_starts: list[int]
    time_ends: dict[int, Time]
    words: SourceWords

    def name_around(self, offset: int) -> Name | None:
        """Return the name that offset stands inside of, not at its edge."""
        index = bisect_left(self.name_starts, offset) - 1
        return self.names[index] if index >= 0 and self.names[index].end > offset else None

    def time_at(self, offset: int) -> Time | None:
        """Return the time expression that starts at an offset."""
        index = bisect_left(self.time_starts, offset)
        return self.times[index] if index < len(self.times) and self.time_starts[index] == offset else None


def scene(document: Document, mentions: Mentions, words: SourceWords) -> Scene:
    """Index a document's mentions for reading its voices."""
    names = mentions.names
    dated = tuple(time for time in mentions.times if time.kind in ("date", "interval", "time"))
    return Scene(
        document,
        document.folded,
        names,
        [name.start for name in names],
        {name.end: name for name in names},
        dated,
        [time.start for time in dated],
        {time.end: time for time in dated},
        words,
    )


def source_before(scene: Scene, left: int, right: int, strong: bool) -> Source | None:
    """Return the speaker named in text[left:right], right being where the verb of saying begins.

    strong: a verb of two characters or more lets a phrase opened by a preposition stand between.
    """
    end, said = right, None
    while end > left:
        found = source_at(scene, left, end)
        if found is not None:
            return found if said is None else _dated(found, said)
        shorter = _step_left(scene, left, end)
        if shorter == end:
            break
        said = scene.time_ends.get(end, said) if end in scene.time_ends else said
        end = shorter
    if end <= left:
        return None
    shaped = _person_by_shape(scene, left, end)
    if shaped is not None:
        return shaped if said is None else _dated(shaped, said)
    return _before_phrase(scene, left, end, said) if strong else None


def is_light(scene: Scene, left: int, right: int) -> bool:
    """Return whether text[left:right] holds nothing but adverbs, times, brackets and spaces."""
    end = right
    while end > left:
        shorter = _step_left(scene, left, end)
        if shorter == end:
            return False
        end = shorter
    return True


def _dated(source: Source, said: Time) -> Source:
    return Source(source.start, source.end, source.name, source.kind, source.rule, source.refers, said)


def _step_left(scene: Scene, left: int, end: int) -> int:
    """Return where the light word, time, bracket or space that ends at ``end`` begins; ``end`` if there is none."""
    text = scene.folded
    time = scene.time_ends.get(end)
    if time is not None and time.start >= left:
        return time.start
    last = text[end - 1]
    if last in " \u200b":
        return end - 1
    if last in _CLOSERS:
        opened = text.rfind(_CLOSERS[last], left, end)
        return opened if opened >= 0 else end
    for length in (4, 3, 2, 1):
        if end - length >= left and text[end - length : end] in scene.words.adverbs:
            return end - length
    return end


def skip_light(scene: Scene, left: int, right: int) -> int:
    """Return where the first word that is not light begins in text[left:right]: after adverbs, times and spaces."""
    text, start = scene.folded, left
    while start < right:
        time = scene.time_at(start)
        if time is not None and time.end <= right:
            start = time.end
            continue
        for length in (4, 3, 2, 1):
            word = text[start : start + length]
            if start + length <= right and (word in scene.words.adverbs or word in " ,，、"):
                break
        else:
            return start
        name = scene.name_around(start + length)
        if name is not None and name.start <= start:
            return start
        start += length
    return start


def source_at(scene: Scene, left: int, end: int) -> Source | None:
    """Return the source whose name ends exactly at ``end``."""
    text = scene.folded
    name = scene.name_ends.get(end)
    if name is not None and name.start >= left:
        if name.kind in SPEAKING or name.kind == "place":
            return _named(scene, left, name)
        if name.kind == "pronoun":
            return _pronoun(text, left, end)
    if text[end - 1] == "》":
        return _work(scene, left, end)
    found = _pronoun(text, left, end)
    if found is not None:
        return found
    for length in range(min(scene.words.longest, end - left), 0, -1):
        kind = scene.words.nouns.get(text[end - length : end])
        if kind is not None:
            return _phrase(scene, left, end - length, end, kind)
    return None


def _pronoun(text: str, left: int, end: int) -> Source | None:
    for length in (4, 3, 2, 1):
        word = text[end - length : end]
        if (
            end - length >= left
            and word in PRONOUNS
            and (length > 1 or end - 1 == left or text[end - 2] in "，。；：「“ 而但")
        ):
            return Source(end - length, end, None, "person", "pronoun", PRONOUNS[word])
    return None


def _named(scene: Scene, left: int, name: Name) -> Source:
    """A known name, with the names and source nouns that stand directly before it (俄罗斯国防部发言人X)."""
    start = name.start
    while start > left:
        before = scene.name_ends.get(start)
        if before is not None and before.start >= left and before.kind in SPEAKING | {"place"}:
            start = before.start
            continue
        length = _noun_ending(scene, left, start)
        if not length:
            break
        start -= length
    kind = {"person": "person", "outlet": "medium", "agency": "medium", "work": "document"}.get(name.kind, "body")
    if scene.folded[start - 1 : start] == "《" and start > left:
        start -= 1
    return Source(start, name.end, name.name, kind, f"name {name.rule}")


def _noun_ending(scene: Scene, left: int, end: int) -> int:
    text, nouns = scene.folded, scene.words.nouns
    for length in range(min(scene.words.longest, end - left), 1, -1):
        if text[end - length : end] in nouns:
            return length
    return 0


def _work(scene: Scene, left: int, end: int) -> Source | None:
    text = scene.folded
    opened = text.rfind("《", left, end)
    if opened < 0:
        return None
    title = scene.document.text[opened + 1 : end - 1]
    name = scene.name_ends.get(end - 1)
    kind = (
        "medium"
        if _PAPER.search(text[opened + 1 : end - 1]) or (name and name.kind in ("outlet", "agency"))
        else "document"
    )
    canonical = name.name if name is not None and name.start == opened + 1 else title
    return Source(opened, end, canonical, kind, "title in 《》")


def _phrase(scene: Scene, left: int, noun: int, end: int, kind: str) -> Source | None:
    """A noun phrase that ends with a source noun; its canonical name is its owner's where the noun is a document."""
    text = scene.folded
    start = _phrase_start(scene, left, noun)
    if text[start - 1 : start] == "的" and start > left and scene.name_ends.get(start - 1) is not None:
        start = scene.name_ends[start - 1].start
    if kind in ("document", "medium"):
        owner = _owner(scene, left, start, noun, end)
        if owner is not None:
            return owner
    before = scene.name_ends.get(noun)
    if kind == "person" and before is not None and before.kind == "person":
        return Source(start, end, before.name, "person", "person with title")
    return Source(start, end, _canonical(scene, start, end), kind, f"source_words.csv {text[noun:end]}")


def _owner(scene: Scene, left: int, start: int, noun: int, end: int) -> Source | None:
    """X发布的声明, X的统计, X报告: the words are X's."""
    text = scene.folded
    issued = None
    for match in _ISSUED.finditer(text, max(left, noun - 16), noun):
        if scene.name_around(match.start() + 1) is None or match.end() - match.start() == 1:
            issued = match
            break
    if issued is not None and issued.start() > left:
        owner = source_at(scene, left, issued.start()) or _person_by_shape(scene, left, issued.start())
        if owner is not None and not owner.refers:
            return Source(
                owner.start, end, owner.name, owner.kind, f"{owner.rule}, owner of {text[noun:end]}", "", owner.said
            )
    name = scene.name_ends.get(noun)
    if name is not None and name.kind in SPEAKING and name.start >= left:
        owner = _named(scene, left, name)
        return Source(owner.start, end, owner.name, owner.kind, f"{owner.rule}, owner of {text[noun:end]}")
    if text[noun - 1 : noun] == "》":
        return _work(scene, left, noun)
    length = _noun_ending(scene, left, noun)
    if length and noun - length >= left:
        return _phrase(scene, left, noun - length, noun, scene.words.nouns[text[noun - length : noun]])
    return None


def _phrase_start(scene: Scene, left: int, noun: int) -> int:
    """Where a noun phrase begins: after the last word that cannot be inside it, names being left whole."""
    floor = max(left, noun - 18)
    name = scene.name_around(floor)
    start = name.start if name is not None and name.start >= left else floor
    for match in _EDGE.finditer(scene.folded, start, noun):
        inside = scene.name_around(match.start() + 1) if len(match[0]) > 1 else _covering(scene, match.start())
        if inside is None:
            start = match.end()
    index = bisect_right(scene.time_starts, noun) - 1
    if index >= 0 and start < scene.times[index].end <= noun:
        start = scene.times[index].end
    return min(skip_light(scene, start, noun), noun)


def _covering(scene: Scene, offset: int) -> Name | None:
    index = bisect_right(scene.name_starts, offset) - 1
    return scene.names[index] if index >= 0 and scene.names[index].end > offset else None


def _canonical(scene: Scene, start: int, end: int) -> str:
    """A phrase that opens with a state's name takes the state's canonical name; other words stay as they are."""
    index = bisect_left(scene.name_starts, start)
    words = scene.document.text[start:end]
    if index < len(scene.names) and scene.names[index].start == start and scene.names[index].kind == "state":
        name = scene.names[index]
        if name.end <= end and name.end - name.start > 1:
            return name.name + scene.document.text[name.end : end]
    return words.strip()


_NO_PERSON = frozenset(
    [
        "文中",
        "高层",
        "方法",
        "方案",
        "金额",
        "时间",
        "关系",
        "关键",
        "安全",
        "华府",
        "后者",
        "前者",
        "常言",
        "俗话",
        "经验",
        "历史",
        "黄金",
        "白人",
        "黑人",
        "明显",
        "全部",
        "全国",
        "全球",
        "全城",
        "时人",
        "时值",
        "连同",
        "应当",
        "应该",
        "安排",
        "成功",
        "成果",
        "史学",
        "包括",
        "明文",
        "任何",
        "单独",
        "和平",
        "和谈",
        "于是",
        "向来",
        "方才",
        "高度",
        "平均",
        "成为",
        "路人",
        "车上",
        "车内",
        "时任",
        "何以",
        "有人",
        "有传",
        "有指",
        "关注",
    ]
)


def _person_by_shape(scene: Scene, left: int, end: int) -> Source | None:
    """A person by the shape of the name: after a title, or alone at the clause's start and named twice in the document."""
    text = scene.folded
    for length in (2, 3, 4, 5, 6, 7, 8):
        start = end - length
        if start < left:
            break
        title = _noun_ending(scene, left, start)
        if title and scene.words.nouns[text[start - title : start]] == "person" and is_person(text[start:end]):
            begin = _phrase_start(scene, left, start - title)
            return Source(begin, end, scene.document.text[start:end], "person", "title and name")
    start = skip_light(scene, left, end)
    words = text[start:end]
    if words in _NO_PERSON or not is_person(words) or text.find(words, text.find(words) + 1) < 0:
        return _foreign(scene, start, end)
    return Source(start, end, scene.document.text[start:end], "person", "name by shape")


def is_person(words: str) -> bool:
    """Return whether the words have the shape of a person's name: surname and given name, or a transcription."""
    if 2 <= len(words) <= 4 and words[0] in SURNAMES:
        return all("\u4e00" <= character <= "\u9fff" for character in words) and (
            len(words) < 4 or words[1] in SURNAMES
        )
    return 2 <= len(words) <= 12 and all(character in _FOREIGN for character in words)


_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'’\- ]{1,40}$")


def _foreign(scene: Scene, start: int, end: int) -> Source | None:
    match = _LATIN.match(scene.folded, start, end)
    if match is None or not scene.folded[start].isupper():
        return None
    return Source(start, end, scene.document.text[start:end].strip(), "body", "name in Latin letters")


def _before_phrase(scene: Scene, left: int, end: int, said: Time | None) -> Source | None:
    """The first source after which a phrase begins that may stand before the verb (在…上, 接受…访问时, 发布声明)."""
    text = scene.folded
    for at in range(left + 1, end):
        if not text.startswith(scene.words.links, at) or (
            _covering(scene, at - 1) is not None and scene.name_ends.get(at) is None
        ):
            continue
        inner, when = at, said
        while inner > left:
            found = source_at(scene, left, inner) or (_person_by_shape(scene, left, inner) if inner == at else None)
            if found is not None:
                return found if when is None else _dated(found, when)
            shorter = _step_left(scene, left, inner)
            if shorter == inner:
                break
            when = scene.time_ends.get(inner, when)
            inner = shorter
    return None
