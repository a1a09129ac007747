"""The command line of `betang process`: what an event log says about how work flows, as JSON."""

import argparse
import sys
from pathlib import Path

from betang.batch.calendar_option import add_calendar_option


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang process`."""
    parser = subparsers.add_parser(
        "process",
        help="menganalisis log peristiwa: urutan langkah, waktu, varian, serah terima",
        description="Membaca log peristiwa dan menulis JSON: jumlah kasus dan peristiwa, langkah pertama dan terakhir, "
        "lama kasus, langkah yang saling mengikuti, serah terima antarpetugas, dan varian tersering.",
    )
    parser.add_argument("log", type=Path, metavar="LOG", help="berkas .xes, .xes.gz, .csv, atau .csv.gz")
    parser.add_argument(
        "--out", required=True, metavar="OUT", help="berkas JSON yang ditulis; - untuk keluaran standar"
    )
    parser.add_argument("--case", metavar="KOLOM", help="kolom kasus (baku: case:concept:name)")
    parser.add_argument("--activity", metavar="KOLOM", help="kolom langkah (baku: concept:name)")
    parser.add_argument("--time", metavar="KOLOM", help="kolom waktu (baku: time:timestamp)")
    parser.add_argument("--resource", metavar="KOLOM", help="kolom petugas (baku: org:resource, bila ada)")
    add_calendar_option(parser, default="tanpa menit kerja; zona waktu kota")
    parser.set_defaults(func=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; 0 on success, 2 with a sentence on stderr when the input is bad (nothing is written)."""
    from betang.batch.calendar_file import CalendarFileError
    from betang.batch.write import OutputError, write_text
    from betang.kernel.exchange.report import BadInput

    try:
        text = _result(options)
        if options.out == "-":
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
    if out.exists() and out.samefile(options.log):
        raise OutputError(f"{out}: adalah berkas log; beri nama lain untuk hasilnya")
    return out


def _result(options: argparse.Namespace) -> str:
    """Read and measure; return the JSON text."""
    from betang.batch.calendar_file import load_calendar
    from betang.kernel.exchange.json_text import as_json
    from betang.services.process.described import described
    from betang.services.process.read import Titles, read_log

    named = {part: getattr(options, part) for part in ("case", "activity", "time", "resource")}
    titles = Titles(**{part: title for part, title in named.items() if title is not None})
    calendar = load_calendar(options.calendar)
    log = read_log(options.log, titles, calendar, covered=options.calendar is not None, say=_say)
    return as_json(described(log, calendar if options.calendar is not None else None))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
