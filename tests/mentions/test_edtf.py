"""The small EDTF reader, beside the edtf package."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoyi.mentions import edtf

DATES = [
    "1951-02-13",
    "1951-02",
    "1951",
    "195X",
    "19XX",
    "1951-21",
    "1951-02~",
    "1951?",
    "1950/1953",
    "1950-06-25/1953-07-27",
]


@pytest.mark.parametrize("text", DATES)
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    package = pytest.importorskip("edtf")
    parsed = package.parse_edtf(text)
    first, last = parsed.lower_strict(), parsed.upper_strict()
    assert edtf.bounds(text) == (date(*first[:3]), date(*last[:3]))


@pytest.mark.parametrize(
    ("text", "grain"),
    [
        ("1953-07-27T10:00", "moment"),
        ("1953-07-27T10", "moment"),
        ("1953-07-27", "day"),
        ("1953-07", "month"),
        ("1953-22", "season"),
        ("1953", "year"),
        ("195X", "decade"),
        ("19XX", "century"),
        ("1950/1953", "interval"),
        ("{1950,1953}", "set"),
        ("P43D", "duration"),
        ("R/P1Y", "set"),
        ("soon", None),
        (None, None),
    ],
)
def test_granularity_names_the_precision(text: str | None, grain: str | None) -> None:
    assert edtf.granularity(text) == grain


def test_open_ends_have_no_bound() -> None:
    assert edtf.bounds("1990/..") == (date(1990, 1, 1), None)
    assert edtf.bounds("../1990-05") == (None, date(1990, 5, 31))


def test_a_set_covers_its_members() -> None:
    assert edtf.bounds("{1951-02-13,1951-02-15}") == (date(1951, 2, 13), date(1951, 2, 15))


def test_what_has_no_days_has_no_bounds() -> None:
    for text in ("P3D", "R/P1Y", "XXXX-10-01", "1951-02-30", "1951-13", "", None, "abc", "1951/abc"):
        assert edtf.bounds(text) is None


def test_overlap_and_containment() -> None:
    assert edtf.overlaps("1950-10", "1950-10-25/1950-11-05")
    assert not edtf.overlaps("1950-10", "1951")
    assert edtf.overlaps("1990/..", "2021")
    assert edtf.contains("1950-10", "1950-10-25")
    assert not edtf.contains("1950-10-25", "1950-10")
    assert not edtf.overlaps(None, "1950")


def test_moment_keeps_the_clock() -> None:
    assert edtf.moment("1953-07-27T10:05") == datetime(1953, 7, 27, 10, 5)
    assert edtf.moment("1953-07") == datetime(1953, 7, 1)
    assert edtf.moment("../1953") is None


@given(st.dates())
def test_what_is_written_is_read(day: date) -> None:
    assert edtf.day_of(edtf.write(day.year, day.month, day.day)) == day
    assert edtf.contains(edtf.write(day.year), edtf.write(day.year, day.month))


@given(st.text(alphabet="0123456789XT:-~?/.{}[],PRYMD", max_size=24))
def test_no_string_breaks_the_reader(text: str) -> None:
    edtf.granularity(text)
    edtf.moment(text)
    assert edtf.is_approximate(text) == any(mark in text for mark in "~?%")
