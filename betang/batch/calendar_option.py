"""The option --calendar, the same in every command that counts working time; light, so that --help is quick."""

import argparse

CITY = "kota"
"""The name of the city's own calendar."""


def add_calendar_option(parser: argparse.ArgumentParser) -> None:
    """Add --calendar to a command."""
    parser.add_argument(
        "--calendar",
        metavar="FILE.toml",
        help="kalender: kota (baku) untuk jam kerja dan hari libur kota, atau berkas .toml dengan kunci zona, hari, "
        "libur, dan masa",
    )
