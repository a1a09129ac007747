"""The command `betang deadline`: when a number of working minutes, working days or calendar days ends."""

import argparse
import sys
from typing import TYPE_CHECKING

from betang.batch.calendar_option import CITY, add_calendar_option

if TYPE_CHECKING:
    from betang.regulation.calendar.work import WorkCalendar
    from betang.regulation.calendar.zone import Micros

OPTIONS = {"minutes": "--minutes", "working_days": "--working-days", "calendar_days": "--calendar-days"}


class DeadlineError(ValueError):
    """The command cannot run as asked; the message is an Indonesian sentence, exit code 2."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang deadline`."""
    parser = subparsers.add_parser(
        "deadline",
        help="menghitung jatuh tempo menurut jam kerja dan hari libur",
        description="Mencetak satu waktu ISO: saat N menit kerja genap, jam tutup hari kerja ke-N sesudah hari mulai, "
        "atau pukul 23.59.59 hari kalender ke-N sesudahnya. Pilih tepat satu di antara ketiganya.",
    )
    parser.add_argument(
        "--start", metavar="ISO", help="waktu mulai, misalnya 2026-11-24T09:00; tanggal saja berarti pukul 00.00"
    )
    parser.add_argument("--minutes", metavar="N", help="menit kerja, mulai 1")
    parser.add_argument("--working-days", metavar="N", help="hari kerja, mulai 1")
    parser.add_argument("--calendar-days", metavar="N", help="hari kalender, mulai 1")
    add_calendar_option(parser)
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; 0 on success, 2 with a sentence on stderr when something is wrong."""
    from betang.batch.calendar_file import CalendarFileError, load_calendar
    from betang.regulation.calendar.moments import MomentError, instants_of, moment_of, parse_moment
    from betang.regulation.calendar.work import CoverageError

    try:
        unit, count = _limit(options)
        calendar = load_calendar(options.calendar)
        start = instants_of(calendar, [parse_moment(options.start)])
        due = moment_of(calendar, int(_due(calendar, start, unit, count)[0]))
    except (CoverageError, MomentError) as error:
        return _refuse(f"--start {options.start}: {error}")
    except (CalendarFileError, DeadlineError) as error:
        return _refuse(str(error))
    print(due.isoformat())
    if options.calendar in (None, CITY) and unit != "calendar_days":
        _warn_of_estimates(moment_of(calendar, int(start[0])).year, due.year)
    return 0


def _limit(options: argparse.Namespace) -> tuple[str, int]:
    """Return which limit was asked for and its number."""
    if not options.start:
        raise DeadlineError("--start wajib diisi, misalnya --start 2026-11-24T09:00")
    given = [unit for unit in OPTIONS if getattr(options, unit) is not None]
    if len(given) != 1:
        found = " dan ".join(OPTIONS[unit] for unit in given) or "tidak satu pun"
        raise DeadlineError(f"pilih tepat satu: {', '.join(OPTIONS.values())}; diberi: {found}")
    text = getattr(options, given[0]).strip()
    if not (text.isascii() and text.isdecimal() and int(text[:40]) >= 1):
        raise DeadlineError(f"{OPTIONS[given[0]]} {text}: tulis bilangan bulat mulai 1")
    return given[0], min(int(text[:40]), 10**12)


def _due(calendar: "WorkCalendar", start: "Micros", unit: str, count: int) -> "Micros":
    from betang.regulation.calendar import arithmetic

    if unit == "minutes":
        return arithmetic.add_working_minutes(calendar, start, count)
    if unit == "working_days":
        return arithmetic.nth_working_day_close(calendar, start, count)
    return arithmetic.calendar_days_end(calendar, start, count)


def _warn_of_estimates(first: int, last: int) -> None:
    """Say on stderr when the answer depends on a year whose table is an estimate."""
    from betang.regulation.calendar.city import provisional_years

    for year, value in provisional_years().items():
        if first <= year <= last:
            why = f" {value.note.id}" if value.note else ""
            print(f"peringatan: kalender {year} masih perkiraan.{why}", file=sys.stderr)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
