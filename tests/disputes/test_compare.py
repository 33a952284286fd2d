"""When two figures agree: bounds, rounding and ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoyi.disputes.compare import Figure, compare, spread, stretch


def about(number: int, text: str = "") -> Figure:
    return Figure(number, number, True, text or f"约{number}人")


def exactly(number: int, text: str = "") -> Figure:
    return Figure(number, number, False, text or f"{number}人")


def over(number: int, text: str = "") -> Figure:
    return Figure(number, None, False, text or f"超过{number}人")


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (about(140000, "约14万"), exactly(139854), True),
        (over(10000), exactly(12000), True),
        (over(10000), exactly(90000), False),
        (Figure(None, 300, True, "近300名"), exactly(163), False),
        (Figure(None, 300, True, "近300名"), exactly(290), True),
        (Figure(4700, None, True, "4,700餘人"), exactly(4766), True),
        (Figure(4700, None, True, "4,700餘人"), exactly(9000), False),
        (exactly(183000, "18.3万"), exactly(183108), True),
        (exactly(30), exactly(28), False),
        (exactly(200), exactly(163), False),
        (Figure(200, 999, True, "数百"), exactly(300), True),
        (Figure(500, 1000, True, "500至1000人"), exactly(800), False),
        (Figure(700, 720, False, "700至720人"), exactly(710), True),
        (Figure(None, 500, False, "不到500"), exactly(420), True),
    ],
)
def test_figures_agree_within_what_their_words_allow(one: Figure, other: Figure, agree: bool) -> None:
    assert compare(one, other).agree is agree


figures = st.builds(
    lambda low, width, approx, shape: Figure(
        None if shape == "high" else low,
        None if shape == "low" else low + (width if shape == "range" else 0),
        approx,
        "约",
    ),
    st.integers(1, 10**7),
    st.integers(0, 10**4),
    st.booleans(),
    st.sampled_from(["exact", "low", "high", "range"]),
)


@given(figures, figures)
def test_comparison_is_symmetric(one: Figure, other: Figure) -> None:
    assert compare(one, other) == compare(other, one)


@given(figures)
def test_every_figure_agrees_with_itself(one: Figure) -> None:
    assert compare(one, one).agree
    low, high = stretch(one)
    assert low <= high


def test_spread_is_the_largest_over_the_smallest() -> None:
    assert spread([exactly(50), over(200), exactly(100)]) == 4.0
    assert spread([exactly(0), exactly(3)]) is None
