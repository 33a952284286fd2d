"""Names by their shape: persons and foreign names that no list holds."""

from __future__ import annotations

import re
from typing import Final

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆"
    "农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明"
    "佘池查麻苑迟邝朴"
)
COMMON_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆石"
)
"""Surnames frequent enough that one alone before a verb of saying is a person (张称)."""
TRANSCRIBING: Final = frozenset(
    "阿埃艾爱安奥巴白拜班邦鲍贝本比彼别宾波伯博布查茨达戴丹道德登狄迪蒂丁东杜顿多恩尔法范菲费芬弗佛夫福盖甘冈高戈哥格葛根贡古圭"
    "哈海汉汗豪赫黑亨洪侯胡华霍基吉季加贾简杰金津卡开凯坎康考柯科克肯孔库奎拉莱赖兰朗劳勒雷里理利莉丽历立连廉列林琳龄留刘柳卢鲁"
    "路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏明摩莫墨默姆木穆娜纳南内尼涅宁纽努诺欧帕潘庞培佩彭皮平泼普奇齐契恰钱乔切琴丘琼让热仁"
    "日荣茹瑞若撒萨塞赛桑瑟森沙莎山绍舍申史什士舒斯丝思斯松苏索塔泰坦汤唐陶特腾提图托瓦万汪王旺威韦维卫魏温文翁沃乌伍武西希锡夏香"
    "肖歇谢辛欣星休雅亚扬尧耶叶伊易尹英尤于约赞泽詹扎曾张哲珍朱兹祖佐奈咸钦嘉迦禾逊臣滕翰茵芙黛蕾薇芬妮婉珊娅妲兰姬琪琦慕穆祁仑仕仙侬伽俾傅冯凡凯勃匡·．."
)
_NO_PERSON: Final = frozenset(
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
        "时期",
        "武器",
        "武装",
        "部队",
        "万人",
        "余人",
        "方面",
        "单位",
        "金融",
        "石油",
        "马路",
        "康复",
        "毕业",
        "文件",
        "文章",
        "解放",
        "解释",
        "安装",
        "关闭",
        "成立",
        "管理",
        "路线",
    ]
)
_LATIN: Final = re.compile(r"[A-Z][A-Za-z0-9.&'’\- ]{0,40}$")
NAME_LENGTH: Final = 4


def is_person(words: str) -> bool:
    """Return whether folded words have the shape of a person's name: surname and given name, or a transcription.

    >>> is_person("马晓光"), is_person("科纳申科夫"), is_person("时间")
    (True, True, False)
    """
    if words in _NO_PERSON:
        return False
    if (
        2 <= len(words) <= NAME_LENGTH
        and words[0] in SURNAMES
        and all("\u4e00" <= character <= "\u9fff" for character in words)
    ):
        return len(words) < NAME_LENGTH or words[1] in SURNAMES or is_transcription(words)
    return is_transcription(words)


def is_transcription(words: str) -> bool:
    """Return whether all characters are ones that transcribe foreign names."""
    return 2 <= len(words) <= 14 and all(character in TRANSCRIBING for character in words)


def is_latin(words: str) -> bool:
    """Return whether the words are a name in Latin letters (Mediazona, Human Rights Watch)."""
    return _LATIN.match(words) is not None
