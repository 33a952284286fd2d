"""Dates and times: the table of cases, and what holds for any date in any form."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoyi import documents
from kaoyi.lexicon import load
from kaoyi.mentions import times
from kaoyi.model import Time

CASES = Path(__file__).parents[1] / "cases" / "times.csv"
DIGITS = "〇一二三四五六七八九"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def found_in(text: str, reference: str, mode: str) -> tuple[str, list[Time]]:
    """The text as it was read, and its times."""
    if mode == "line":
        return text, times.read_line(text, datetime.fromisoformat(reference) if reference else None)
    front = f'---\ntitle: "文"\ndate: "{reference}"\n---\n\n' if reference else ""
    document = documents.read((front + text + "\n").encode(), "case.md")
    return document.text, list(times.read(document))


def marked(text: str, found: list[Time]) -> str:
    pieces, last = [], 0
    for time in found:
        pieces += [text[last : time.start], "{", text[time.start : time.end], "}"]
        last = time.end
    return "".join([*pieces, text[last:]]).strip()


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_every_case_is_found_where_it_stands_and_resolved(row: dict[str, str]) -> None:
    plain = row["text"].replace("{", "").replace("}", "")
    text, found = found_in(plain, row["reference"], row["mode"])
    body = [time for time in found if text[time.start : time.end] != "文"]
    assert marked(text, body).endswith(row["text"])
    assert ";".join(time.edtf or "" for time in body) == row["edtf"]


def chinese_day(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def forms(day: date) -> list[str]:
    year = "".join(DIGITS[int(c)] for c in f"{day.year}")
    forms = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month:02}月{day.day:02}日",
        f"{year}年{chinese_day(day.month)}月{chinese_day(day.day)}日",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
    ]
    return forms + (
        [f"民国{chinese_day(day.year - 1911)}年{day.month}月{day.day}日"] if 1911 < day.year <= 2010 else []
    )


@given(st.dates(date(1100, 1, 1), date(2099, 12, 31)), st.integers(0, 7), st.sampled_from(["", "据报，", "他于", "（"]))
def test_a_date_written_in_any_form_reads_back(day: date, form: int, before: str) -> None:
    written = forms(day)
    text = before + written[form % len(written)] + "，众人离开"
    found = times.read_line(text, datetime(2020, 1, 1))
    assert [time.edtf for time in found] == [day.isoformat()]
    assert text[found[0].start : found[0].end] == written[form % len(written)]


PIECES = st.sampled_from(
    [
        "年",
        "月",
        "日",
        "号",
        "时",
        "点",
        "分",
        "秒",
        "周",
        "天",
        "个月",
        "小时",
        "至",
        "到",
        "、",
        "—",
        "-",
        "（",
        "）",
        "，",
        "。",
        "今年",
        "昨天",
        "次日",
        "上周",
        "初",
        "末",
        "底",
        "中旬",
        "1",
        "2",
        "12",
        "31",
        "1950",
        "一",
        "十",
        "二十",
        "三十",
        "零",
        "半",
        "两",
        "几",
        "多",
        "余",
        "前",
        "后",
        "以来",
        "起",
        "自",
        "从",
        "第",
        "每",
        ":",
        "/",
        ".",
        "人",
        "军",
        "农历",
        "正月",
        "民国",
        "世纪",
        "年代",
        "春",
        "季",
        "晚",
        "早",
        "下午",
    ]
)


@given(st.lists(PIECES, max_size=24).map("".join))
def test_spans_lie_in_the_text_in_order_and_never_cut_a_number(text: str) -> None:
    last = 0
    for time in times.read_line(text, datetime(2020, 5, 17, 8, 30)):
        assert last <= time.start < time.end <= len(text)
        last = time.end
        for edge in (time.start, time.end):
            assert not (
                0 < edge < len(text) and text[edge - 1].isdigit() and text[edge].isdigit() and text[edge].isascii()
            )


@given(st.lists(PIECES, max_size=16).map("".join))
def test_reading_is_stable_under_script_conversion(text: str) -> None:
    from opencc import OpenCC

    other = OpenCC("s2t").convert(text)
    if len(other) == len(text):
        reference = datetime(2020, 5, 17)
        plain = [(t.start, t.end, t.edtf) for t in times.read_line(text, reference)]
        assert [(t.start, t.end, t.edtf) for t in times.read_line(other, reference)] == plain


def test_a_document_reads_the_same_twice_and_alone() -> None:
    text = "1950年6月25日开战。同年10月参战，次年停火。8日，双方会谈。".encode()
    once = times.read(documents.read(text, "a.md"))
    times.read(documents.read("1999年5月8日，使馆被炸。".encode(), "b.md"))
    assert times.read(documents.read(text, "a.md")) == once


@pytest.mark.parametrize("row", load().table("eras.csv"), ids=lambda row: row["form"])
def test_every_era_reads_its_third_year(row: dict[str, str]) -> None:
    text = row["example"].replace("{", "").replace("}", "")
    found = times.read_line(text, datetime(2020, 1, 1))
    assert (
        [time.edtf for time in found] in ([f"{int(row['first']) + 2:04}"], [None])
        or int(row["first"]) < 0
        or (row["last"] and int(row["first"]) + 2 > int(row["last"]))
    )


@pytest.mark.parametrize("row", load().table("time_words.csv"), ids=lambda row: row["form"])
def test_every_word_is_found_in_its_example_and_not_in_its_counterexample(row: dict[str, str]) -> None:
    if not row["example"]:
        return
    other = row["counterexample"]
    assert row["form"] not in [other[t.start : t.end] for t in times.read_line(other, datetime(2020, 5, 17, 8, 30))]
    text = row["example"].replace("{", "").replace("}", "")
    start = row["example"].split("{")[1].split("}")[0]
    found = times.read_line(text, datetime(2020, 5, 17, 8, 30))
    assert start in [text[time.start : time.end] for time in found]


@pytest.mark.parametrize("row", load().table("festivals.csv"), ids=lambda row: row["form"])
def test_every_festival_has_a_day_in_an_ordinary_year(row: dict[str, str]) -> None:
    text = f"2021年的{row['form']}"
    found = times.read_line(text, datetime(2021, 1, 1))
    assert found
    assert found[0].end == len(text)
    assert found[0].edtf is not None
    assert found[0].edtf.startswith(("2021", "2020-12", "2022-01"))


def test_every_time_says_how_it_was_resolved() -> None:
    document = documents.read("1950年6月25日开战，次日参战。".encode(), "a.md")
    assert times.read(document)[1].chain == ("1950-06-25 at 0",)


@pytest.mark.parametrize(
    "unit", ["1", "一", "1950年", "年", "至", "今天", "十月", "1-", "1:", "（", "3日、", "亿", "7"]
)
def test_repeated_pieces_are_read_in_linear_time(unit: str) -> None:
    times.read_line((unit * 20000)[:20000], datetime(2020, 1, 1))


def test_a_numeral_longer_than_any_year_is_left_alone() -> None:
    assert times.read_line("1" * 6000 + "年" + "〇" * 6000 + "月" + "三" * 6000 + "天", datetime(2020, 1, 1)) == []


def test_a_stamped_line_at_the_top_dates_a_text_without_metadata() -> None:
    for stamp in ("2013-7-9", "2013年07月09日 09:12", "某某在线 2013年07月09日 09:12 来源"):
        document = documents.read(f"一桥起火\n{stamp}\n\n昨天下午一桥起火，无人受伤。\n".encode(), "a.txt")
        assert times.read(document)[-1].edtf == "2013-07-08"
