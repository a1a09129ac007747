"""Marks in percent: what a bar, a sparkline and the quadrant are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.ui.charts import marks
from betang.ui.charts.geometry import percent, position, text
from betang.ui.charts.quadrant import quadrant

LEVELS = {(3, 1): 2, (3, 2): 4, (3, 3): 5, (2, 1): 2, (2, 2): 4, (2, 3): 4, (1, 1): 1, (1, 2): 3, (1, 3): 3}
WORDS = {5: "SB", 4: "B", 3: "BP", 2: "K", 1: "SK"}


def test_coordinates_are_written_with_a_point():
    assert (text(71.25), text(-0.001), text(100.0), percent(9.699)) == ("71.25", "0", "100", "9.7%")


def test_a_bar_shows_its_share_and_its_target():
    assert marks.progress(71.3, target=75) == marks.Progress("71.3%", "75%")
    assert marks.progress(432, maximum=432, target=400).target == "92.59%"
    assert marks.progress(89.8, minimum=50, target=88) == marks.Progress("79.6%", "76%")


def test_what_lies_outside_is_drawn_full_or_empty():
    assert marks.progress(130).width == "100%"
    assert marks.progress(-5).width == "0%"
    assert position(3, 3, 3) == 50


def test_rows_of_bars_share_one_scale_from_zero():
    rows = marks.bars([("a", 5, "5"), ("b", 10, "10")], target=20)
    assert [row.mark.width for row in rows] == ["25%", "50%"]
    assert rows[0].mark.target == "100%"
    assert marks.bars([("a", 0, "0")])[0].mark.width == "0%"


def test_a_sparkline_as_the_design_draws_it():
    found = marks.spark([81, 86.4], target=88)
    assert found == marks.Spark("0,90.3 100,28.12", "28.12%", "9.7%")
    assert marks.spark([1, 1]).points == "0,50 100,50"


def test_one_value_is_no_course():
    with pytest.raises(ValueError, match="at least two"):
        marks.spark([1])


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.floats(-1e6, 1e6))
def test_a_sparkline_stays_inside_its_frame(values, target):
    found = marks.spark(values, target=target)
    heights = [float(point.split(",")[1]) for point in found.points.split()]
    assert all(9.69 <= height <= 90.31 for height in heights)
    assert len(heights) == len(values)


def test_the_dial_shows_the_share_used():
    assert [marks.dial(share) for share in (0.42, 1.7, -1)] == ["42 100", "100 100", "0 100"]


def test_the_quadrant_has_the_best_result_on_top_and_marks_the_cell():
    rows = quadrant(LEVELS, WORDS, ("di bawah", "sesuai", "di atas"), current=(2, 3), counts={(3, 3): "7"})
    assert [row.label for row in rows] == ["di atas", "sesuai", "di bawah"]
    assert [[cell.word for cell in row.cells] for row in rows] == [
        ["K", "B", "SB"],
        ["K", "B", "B"],
        ["SK", "BP", "BP"],
    ]
    assert [cell.key for row in rows for cell in row.cells if cell.current] == ["23"]
    assert rows[0].cells[2].count == "7"


def test_a_quadrant_with_a_hole_is_refused():
    with pytest.raises(KeyError):
        quadrant({(1, 1): 1}, WORDS, ("a", "b", "c"))
