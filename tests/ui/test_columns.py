"""Upright bars: heights in percent of the axis, the expected range behind, words on two lines, nothing but text."""

import re

from betang.ui.charts.columns import Column, columns

TICKS = [f"{step}%" for step in range(0, 101, 20)]


def rects(drawing):
    return re.findall(
        r'<rect class="(\w+)" x="([\d.]+)%" width="([\d.]+)%" y="([\d.]+)%" height="([\d.]+)%"/>', drawing
    )


def test_bars_and_their_expected_range_share_one_axis():
    bars = [
        Column("Sangat Baik", 0.25, "25%", "p5", expected=(0.1, 0.5)),
        Column("Baik", 0.75, "75%", "p4"),
    ]
    drawing = columns(bars, label="Distribusi", ticks=TICKS)
    assert rects(drawing) == [
        ("expect", "6.25", "37.5", "37.5", "50"),
        ("p5", "15", "20", "68.75", "31.25"),
        ("p4", "65", "20", "6.25", "93.75"),
    ]
    assert re.findall(r'text-anchor="end">([^<]+)', drawing) == ["0%", "20%", "40%", "60%", "80%"]
    assert re.findall(r'dy="(1.7em|2.9em)" text-anchor="middle">([^<]+)', drawing) == [
        ("1.7em", "Sangat"), ("2.9em", "Baik"), ("1.7em", "Baik"),
    ]  # fmt: skip


def test_the_axis_ends_above_the_highest_bar_and_at_a_hundred_at_most():
    for share, end in ((0.0, "20%"), (0.19, "20%"), (0.2, "40%"), (0.8, "100%"), (1.0, "100%")):
        drawing = columns([Column("A", share, "x", "p4")], label="", ticks=TICKS)
        assert re.findall(r'text-anchor="end">([^<]+)', drawing)[-1] == end


def test_words_are_text():
    drawing = columns([Column("<b>", 0.5, "<i>", "p4")], label='"><script>', ticks=TICKS)
    assert "<b>" not in drawing
    assert "<i>" not in drawing
    assert "<script>" not in drawing
