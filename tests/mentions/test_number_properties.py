"""Writing a number in any form and reading it gives it back; spans never cut a number; odd text stays linear."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoyi.mentions import numbers, quantities
from kaoyi.mentions.numerals import read

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
NUMERALS = frozenset("0123456789〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟")
whole = st.integers(min_value=1, max_value=10**12 - 1)


def section(number: int) -> str:
    """A number below 10,000 in Chinese."""
    words, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return words


def chinese(number: int) -> str:
    """A number in Chinese, 零 where a scale is left out."""
    words, rest = "", number
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, rest = divmod(rest, scale)
        if part:
            words += ("零" if words and part < 1000 else "") + section(part) + name
    return words


def mixed(number: int) -> str:
    """19万7653: digits with Chinese scales."""
    high, rest = divmod(number, 10**8)
    middle, low = divmod(rest, 10**4)
    parts = [(high, "亿"), (middle, "万"), (low, "")]
    words = ""
    for part, name in parts:
        if part:
            words += ("零" if words and part < 1000 else "") + str(part) + name
    return words


@given(whole)
def test_a_chinese_numeral_reads_back(number: int) -> None:
    assert read(chinese(number)) == number


@given(whole)
def test_a_financial_numeral_reads_back(number: int) -> None:
    assert read(chinese(number).translate(FINANCIAL)) == number


@given(whole)
def test_grouped_digits_read_back(number: int) -> None:
    assert (
        read(f"{number:,}") == read(f"{number:,}".replace(",", "，")) == read(f"{number:,}".replace(",", " ")) == number
    )


@given(whole)
def test_mixed_forms_read_back(number: int) -> None:
    assert read(mixed(number)) == number


@given(
    st.integers(min_value=0, max_value=10**6),
    st.integers(min_value=0, max_value=999),
    st.sampled_from(["", "万", "亿"]),
)
def test_decimals_are_exact(units: int, thousandths: int, scale: str) -> None:
    exact = (units + Fraction(thousandths, 1000)) * {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert read(f"{units}.{thousandths:03}{scale}") == exact


@given(whole, st.sampled_from([chinese, mixed, str, "{:,}".format]))
def test_a_number_is_found_whole_in_running_text(number: int, write: object) -> None:
    text = f"据报共有{write(number)}人死亡。"  # type: ignore[operator]
    (found,) = quantities.find(text)
    assert (found.low, found.high, found.unit) == (number, number, "person")
    assert text[found.end :] == "死亡。"


@given(st.text(alphabet="0123456789一二三两十百千万亿半数几余多来约近至到-~,，.点分之人名架第零 \n", max_size=40))
def test_spans_are_sorted_apart_and_inside_the_text(text: str) -> None:
    for find in (quantities.find, numbers.find):
        end = 0
        for one in find(text):
            assert end <= one.start < one.end <= len(text)
            assert one.start <= one.core_start < one.core_end <= one.end
            end = one.end


@given(
    st.lists(
        st.sampled_from(["三十", "1,200", "两百五十", "18万", "，", "人", "死", "的", "约", "名", "、"]), max_size=12
    ).map("".join)
)
def test_a_span_neither_starts_nor_ends_inside_digits(text: str) -> None:
    for one in quantities.find(text):
        before, after = text[one.core_start - 1 : one.core_start], text[one.end : one.end + 1]
        assert not (before.isascii() and before.isdecimal() and text[one.core_start].isdecimal())
        assert not (after.isascii() and after.isdecimal() and text[one.end - 1].isdecimal())


ODD = [
    "7",
    "亿",
    "1,",
    "1，234",
    "三至",
    "3-",
    "约",
    "一 ",
    "1/",
    "第三",
    "百分之",
    "米六至",
    "半",
    "超过有",
    "10:",
    "5元1",
    "1.2.",
    "@a",
]


@pytest.mark.parametrize("unit", ODD)
def test_a_long_line_of_oddities_is_read_to_its_end(unit: str) -> None:
    """Would not end in reasonable time were any part of the reading quadratic; `bench/recognise.py` measures it."""
    text = unit * (200_000 // len(unit))
    for find in (quantities.find, numbers.find):
        assert all(one.end <= len(text) for one in find(text))


@settings(max_examples=50)
@given(st.integers(min_value=2, max_value=9999))
def test_hedges_keep_their_bound(number: int) -> None:
    for hedge, low, high in (
        ("超过", number, None),
        ("不足", None, number),
        ("近", None, number),
        ("约", number, number),
        ("至少", number, None),
    ):
        (found,) = quantities.find(f"{hedge}{number}人")
        assert (found.start, found.low, found.high) == (0, low, high)
