"""The command line of `betang satisfaction`: the index of a citizen satisfaction survey from a file of answers."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from betang.regulation.parameters import InForce

POPULATION_DIGITS = 13


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang satisfaction`."""
    parser = subparsers.add_parser(
        "satisfaction",
        help="menghitung IKM dari jawaban survei kepuasan masyarakat",
        description="Membaca satu baris tiap responden, kolom u1 sampai u9 (skor 1-4, boleh kosong); menulis JSON "
        "berisi rata-rata tiap unsur, SKM, IKM, mutu, dan selang kepercayaannya.",
    )
    parser.add_argument("responses", type=Path, metavar="RESPONSES", help="berkas .csv, .parquet, .xlsx, atau .ods")
    parser.add_argument(
        "--out", required=True, metavar="OUT", help="berkas JSON yang ditulis; - untuk keluaran standar"
    )
    parser.add_argument(
        "--population", type=_population, metavar="N", help="penerima layanan periode terakhir, untuk sampel minimum"
    )
    parser.add_argument("--by", metavar="KOLOM", help="hitung juga tiap nilai kolom ini")
    parser.set_defaults(func=run)


def _population(text: str) -> int:
    digits = text.lstrip("0")
    if not (text.isascii() and text.isdecimal() and digits and len(digits) <= POPULATION_DIGITS):
        raise argparse.ArgumentTypeError(
            f"{text[:20]!r} bukan jumlah penerima layanan; tulis bilangan bulat mulai 1, "
            f"paling banyak {POPULATION_DIGITS} angka"
        )
    return int(digits)


def run(options: argparse.Namespace) -> int:
    """Run the command; 0 on success, 2 with a sentence on stderr when the input is bad (nothing is written)."""
    from betang.batch.write import OutputError, write_text
    from betang.kernel.exchange.report import BadInput
    from betang.regulation.parameters import book

    # The command line is the one place where "today" enters; everything below receives the day.
    law = book().on(dt.datetime.now(tz=dt.UTC).astimezone().date())
    try:
        text = _result(options, law)
        if options.out == "-":
            sys.stdout.write(text)
        else:
            write_text(text, _target(options))
    except (BadInput, OutputError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _target(options: argparse.Namespace) -> Path:
    from betang.batch.write import OutputError

    out = Path(options.out)
    if out.exists() and out.samefile(options.responses):
        raise OutputError(f"{out}: adalah berkas jawaban; beri nama lain untuk hasilnya")
    return out


def _result(options: argparse.Namespace, law: "InForce") -> str:
    """Read, count and compute; return the JSON text."""
    from betang.batch.satisfaction_json import described
    from betang.batch.satisfaction_read import read_answers
    from betang.kernel.exchange.json_text import as_json

    answers = read_answers(options.responses, by=options.by, law=law, say=_say)
    for sentence in answers.warnings:
        _say(f"peringatan: {sentence}")
    return as_json(described(answers, population=options.population, law=law))


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
