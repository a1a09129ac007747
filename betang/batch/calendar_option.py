"""The option --calendar, the same in every command that counts working time; light, so that --help is quick."""

import argparse

CITY = "kota"
"""The name of the city's own calendar."""


def add_calendar_option(parser: argparse.ArgumentParser, *, default: str = CITY) -> None:
    """Add --calendar to a command; `default` says what holds without it."""
    parser.add_argument(
        "--calendar",
        metavar="FILE.toml",
        help=f"kalender: kota untuk jam kerja dan hari libur kota, atau berkas .toml dengan kunci zona, hari, "
        f"libur, dan masa (baku: {default})",
    )
