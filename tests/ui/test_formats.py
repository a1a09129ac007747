"""Numbers, money, dates and durations in both languages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from betang.ui import formats


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (1284, None, "1.284", "1,284"),
        (Decimal("94.2"), None, "94,2", "94.2"),
        (Decimal("-3.1"), None, "−3,1", "−3.1"),
        (Decimal("0.125"), 2, "0,13", "0.13"),
        (Decimal("-0.004"), 2, "0,00", "0.00"),
        (Decimal("2.5"), 0, "3", "3"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        ("1234567.891", 1, "1.234.567,9", "1,234,567.9"),
    ],
)
def test_numbers(value, places, indonesian, english):
    assert formats.number(value, places=places) == indonesian
    assert formats.number(value, places=places, language="en") == english


def test_shares_become_percentages_without_a_space():
    assert formats.percent(Decimal("0.942")) == "94,2%"
    assert formats.percent(Decimal("0.942"), language="en-gb") == "94.2%"
    assert formats.span(10, 20, suffix="%") == "10–20%"


@pytest.mark.parametrize(
    ("amount", "full", "short", "english"),
    [
        (850_000_000, "Rp850.000.000", "Rp850 juta", "Rp850 million"),
        (1_500_000_000, "Rp1.500.000.000", "Rp1,5 miliar", "Rp1.5 billion"),
        (1_250_000, "Rp1.250.000", "Rp1,3 juta", "Rp1.3 million"),
        (999_949_999, "Rp999.949.999", "Rp999,9 juta", "Rp999.9 million"),
        (999_950_000, "Rp999.950.000", "Rp1 miliar", "Rp1 billion"),
        (-2_000_000, "−Rp2.000.000", "−Rp2 juta", "−Rp2 million"),
        (12_500, "Rp12.500", "Rp12.500", "Rp12,500"),
        (3_000_000_000_000, "Rp3.000.000.000.000", "Rp3 triliun", "Rp3 trillion"),
    ],
)
def test_rupiah(amount, full, short, english):
    assert formats.rupiah(amount) == full
    assert formats.rupiah(amount, short=True) == short
    assert formats.rupiah(amount, short=True, language="en") == english


def test_moments_are_shown_in_wib():
    moment = dt.datetime(2026, 10, 15, 2, 0, tzinfo=dt.UTC)
    assert formats.moment(moment) == "Kamis 15 Oktober 2026, 09.00 WIB"
    assert formats.moment(moment, language="en") == "Thursday 15 October 2026, 09:00 WIB"
    late = dt.datetime(2026, 12, 31, 20, 30, tzinfo=dt.UTC)
    assert formats.moment(late) == "Jumat 1 Januari 2027, 03.30 WIB"
    assert formats.date(late) == "1 Januari 2027"  # in UTC it is still the year before
    assert Template("{% load ui %}{{ at|tanggal }}").render(Context({"at": late})) == "1 Januari 2027"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a time zone"):
        formats.moment(dt.datetime(2026, 10, 15))  # noqa: DTZ001  the point of the test


@pytest.mark.parametrize(
    ("minutes", "indonesian", "english", "short"),
    [
        (820, "13 jam 40 menit", "13 hours 40 minutes", "13 j 40 m"),
        (65, "1 jam 5 menit", "1 hour 5 minutes", "1 j 05 m"),
        (35, "35 menit", "35 minutes", "35 m"),
        (1441, "1 hari 1 menit", "1 day 1 minute", "24 j 01 m"),
        (0, "0 menit", "0 minutes", "0 m"),
    ],
)
def test_durations(minutes, indonesian, english, short):
    assert formats.duration(minutes) == indonesian
    assert formats.duration(minutes, language="en") == english
    assert formats.duration(minutes, short=True) == short


def test_a_working_day_has_its_own_length():
    assert formats.duration(900, day_minutes=450) == "2 hari"


def test_filters_follow_the_language_of_the_page_and_leave_nothing_for_none():
    template = Template(
        "{% load ui %}{{ a|angka }} {{ b|persen }} {{ c|rupiah_ringkas }} {{ d|tanggal }}{{ none|angka }}"
    )
    context = Context({"a": 1284, "b": 0.5, "c": 850_000_000, "d": dt.date(2026, 8, 17), "none": None})
    with translation.override("id"):
        assert template.render(context) == "1.284 50,0% Rp850 juta 17 Agustus 2026"
    with translation.override("en"):
        assert template.render(context) == "1,284 50.0% Rp850 million 17 August 2026"
