"""The command line of `betang appraise`."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from betang.batch.appraise.model import AppraiseInput
    from betang.regulation.parameters import InForce
    from betang.regulation.policy import Policy
    from betang.regulation.trace import Trace

LONG_PEOPLE = 500_000
"""From so many people on, rating and writing are long work that says how far it is."""


TABLES = """\
tabel (nama lembar, atau nama berkas dalam folder; * wajib, kolom dan tiap selnya):
  unit       kode*, nama*, induk, capaian* (ISTIMEWA, BAIK, BUTUH_PERBAIKAN, KURANG, SANGAT_KURANG)
  pegawai    nip*, nama*, unit*, kepala_unit (ya/tidak), jenjang, bulan (1-12);
             num-2019 juga: nskp, npk, bobot (70/30 atau 60/40), ide_baru (ya/tidak)
  hasil      nip*, rhk*, jenis (UTAMA, TAMBAHAN), rating (DI_BAWAH, SESUAI, DI_ATAS; kosong: usulan dari indikator)
  indikator  nip*, rhk*, indikator*, aspek, arah (NAIK, TURUN), target*, target_atas, target_maksimal (ya/tidak),
             realisasi*
  perilaku   nip*, nilai* (1-7 atau namanya), rating*
  keputusan  nip*, rating_hasil, rating_perilaku, alasan
eksp-2022 memerlukan unit, pegawai, hasil, dan perilaku; num-2019 memerlukan pegawai dan indikator. Lembar Rekap
Penilaian dari e-Kinerja dapat menggantikan pegawai, hasil, dan perilaku.
keluaran: evaluasi dan distribusi (eksp-2022), indikator dan evaluasi (num-2019)."""


class UsageError(Exception):
    """The command cannot run as asked; the message is an Indonesian sentence, exit code 2."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `betang appraise`."""
    parser = subparsers.add_parser(
        "appraise",
        help="menilai kinerja semua pegawai dari buku kerja atau folder berkas",
        description="Membaca unit, pegawai, hasil kerja, dan perilaku; menulis predikat dan catatan tiap pegawai.",
        epilog=TABLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("input", type=Path, metavar="INPUT", help="berkas .xlsx/.ods, atau folder berkas .csv/.parquet")
    parser.add_argument(
        "--rules", choices=("eksp-2022", "num-2019"), default="eksp-2022", help="himpunan aturan (baku eksp-2022)"
    )
    parser.add_argument("--out", metavar="OUT", help="berkas .xlsx atau folder; - hanya bersama --explain")
    parser.add_argument(
        "--format", choices=("csv", "parquet"), default="csv", help="jenis berkas dalam folder (baku csv)"
    )
    parser.add_argument(
        "--policy", type=Path, metavar="FILE.toml", help="kebijakan setempat yang menimpa nilai nasional"
    )
    parser.add_argument("--on", type=_day, metavar="TANGGAL", help="memakai nilai yang berlaku pada tanggal ini")
    parser.add_argument(
        "--explain", metavar="NIP", help="mencetak penurunan predikat satu pegawai; dengan --out - sebagai JSON"
    )
    parser.set_defaults(func=run)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 2026-01-31") from None


def run(options: argparse.Namespace) -> int:
    """Run the command; 0 on success, 2 with a sentence on stderr when the input is bad (nothing is written)."""
    from betang.batch.write import OutputError
    from betang.kernel.exchange.report import BadInput
    from betang.regulation.policy import PolicyError

    try:
        _checked(options)
        law, policy = _law(options)
        _appraise(options, law, policy)
    except (BadInput, OutputError, UsageError) as error:
        print(error, file=sys.stderr)
        return 2
    except PolicyError as error:
        print(f"{options.policy}: {error}", file=sys.stderr)
        return 2
    return 0


def _checked(options: argparse.Namespace) -> None:
    if options.out == "" or (options.explain is None and options.out is None):
        raise UsageError("--out wajib diberi: berkas .xlsx atau nama folder (atau pakai --explain NIP)")
    if options.out == "-" and options.explain is None:
        raise UsageError("--out - hanya dapat dipakai bersama --explain")


def _law(options: argparse.Namespace) -> "tuple[InForce, Policy | None]":
    """Choose the day, check that the rule set was alive on it, and put the policy on top."""
    from betang.batch.appraise.law import OutsideLifeError, last_day, law_on
    from betang.regulation.parameters import book
    from betang.regulation.policy import parse_policy

    # The command line is the one place where "today" enters; everything below receives the day.
    day = options.on or last_day(options.rules, today=dt.datetime.now(tz=dt.UTC).astimezone().date())
    try:
        law_on(day, rules=options.rules)
    except OutsideLifeError as error:
        raise UsageError(f"--on {day.isoformat()}: {error}") from error
    policy = None if options.policy is None else parse_policy(_policy_text(options.policy), book=book())
    if policy is not None and day < policy.start:
        print(
            f"peringatan: kebijakan {policy.basis} berlaku mulai {policy.start.isoformat()}, "
            f"sesudah {day.isoformat()}; tidak ada nilai yang diubah",
            file=sys.stderr,
        )
    return law_on(day, rules=options.rules, policy=policy)


def _policy_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: berkas kebijakan tidak dapat dibaca ({error})") from error


def _appraise(options: argparse.Namespace, law: "InForce", policy: "Policy | None") -> None:
    """Read, rate, explain and write."""
    from betang.batch.appraise import eksp, num, output
    from betang.batch.appraise.load import load
    from betang.batch.write import write_tables
    from betang.regulation.num2019.indicators import PEMBULATAN
    from betang.regulation.trace import Trace

    data = load(options.input, rules=options.rules, law=law, explain=options.explain is not None, say=_say)
    for sentence in data.warnings:
        _say(f"peringatan: {sentence}")
    far = _say if len(data.people) >= LONG_PEOPLE else lambda sentence: None
    far(f"menilai {len(data.people)} pegawai")
    row = None if options.explain is None else _row(data, options.explain)
    trace = None if row is None else Trace()
    basis = policy.basis if policy else ""
    if options.rules == "eksp-2022":
        tables = output.eksp_tables(data, eksp.evaluate(data, law, trace), law, basis=basis)
    else:
        tables = output.num_tables(data, num.evaluate(data, law, trace), basis=law[PEMBULATAN].overlay or "")
    if options.out not in (None, "-"):
        far(f"menulis {options.out}")
        write_tables(tables, _target(options, tables), kind=options.format)
    if row is not None and trace is not None:
        _print_derivation(options, data, row, trace)


def _target(options: argparse.Namespace, names: "Collection[str]") -> Path:
    """Return where to write; the result must not take the place of what was read."""
    from betang.batch.appraise.tables import ORDER
    from betang.batch.write import OutputError

    out = Path(options.out)
    try:
        same = out.exists() and out.samefile(options.input)
    except OSError as error:
        raise OutputError(f"{out}: tidak dapat ditulis ({error.strerror})") from error
    if same and (out.is_file() or set(names) & set(ORDER)):
        raise OutputError(f"{out}: adalah masukan; beri nama lain untuk hasilnya")
    return out


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _row(data: "AppraiseInput", asked: str) -> int:
    """Find the person to explain."""
    import numpy as np

    digits = "".join(asked.split())
    known = len(digits) == 18 and digits.isascii() and digits.isdecimal()
    found = np.flatnonzero(data.people.nip == (int(digits) if known else -1))
    if len(found) == 0:
        raise UsageError(f"--explain {asked}: tidak ada pegawai dengan NIP ini dalam masukan")
    return int(found[0])


def _print_derivation(options: argparse.Namespace, data: "AppraiseInput", row: int, trace: "Trace") -> None:
    from betang.batch.appraise.explain import as_json, as_words

    nip, lines = f"{int(data.people.nip[row]):018d}", trace.at(row)
    text = as_json(nip, lines) if options.out == "-" else as_words(nip, str(data.people.name[row] or ""), lines)
    sys.stdout.write(text)
