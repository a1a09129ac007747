"""The command line of `betang elapsed`: how much working time each case took, with and without its pauses."""

import argparse
import sys
from pathlib import Path

from betang.batch.calendar_option import add_calendar_option


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang elapsed`."""
    parser = subparsers.add_parser(
        "elapsed",
        help="menghitung menit kerja tiap kasus, dengan dan tanpa jedanya",
        description="Membaca kolom kasus, waktu, dan jam (RUN, PAUSE, STOP); menulis tiap kasus menit kerja selama jam "
        "berjalan (neto_menit), menit kerja dari RUN pertama sampai peristiwa terakhir (bruto_menit), dan selesai.",
    )
    parser.add_argument("events", type=Path, metavar="EVENTS.csv", help="berkas csv, koma atau titik koma")
    add_calendar_option(parser)
    parser.add_argument("--out", metavar="OUT.csv", help="berkas csv yang ditulis (baku: keluaran standar)")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; 0 on success, 2 with a sentence on stderr when the input is bad (nothing is written)."""
    from betang.batch.calendar_file import CalendarFileError, load_calendar
    from betang.batch.elapsed_table import elapsed_csv
    from betang.batch.write import OutputError, write_text
    from betang.kernel.exchange.report import BadInput

    try:
        calendar = load_calendar(options.calendar)
        text = elapsed_csv(options.events, calendar, say=_say)
        if options.out in (None, "-"):
            sys.stdout.write(text)
        else:
            write_text(text, _target(options))
    except (BadInput, CalendarFileError, OutputError) as error:
        _say(str(error))
        return 2
    return 0


def _target(options: argparse.Namespace) -> Path:
    from betang.batch.write import OutputError

    out = Path(options.out)
    if out.exists() and out.samefile(options.events):
        raise OutputError(f"{out}: adalah berkas peristiwa; beri nama lain untuk hasilnya")
    return out


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
