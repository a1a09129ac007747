"""The console command `betang`: headless work on files, and care of an installation. Every command has --help.

Each command's module is imported only for its parser and loads its libraries when it runs, so that `betang --help`
and small commands answer at once.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

COMMANDS = (
    "betang.batch.appraise.command",
    "betang.batch.satisfaction",
    "betang.batch.deadline",
    "betang.batch.elapsed",
    "betang.batch.process",
    "betang.kernel.audit.command",
    "betang.kernel.crypto.command",
    "betang.kernel.jobs.command",
    "betang.performance.command",
    "betang.people.command",
    "betang.portal.seed",
    "betang.services.command",
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="betang",
        description="Perintah Betang pada berkas dan untuk merawat pemasangan. "
        "Keluar 0 bila berhasil, 2 bila masukan keliru.",
    )
    parser.add_argument("--version", action="version", version=f"betang {_version()}")
    subparsers = parser.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    for module in COMMANDS:
        import_module(module).add_parser(subparsers)
    return parser


def _version() -> str:
    try:
        return version("betang")
    except PackageNotFoundError:
        return "(belum dipasang)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 success, 2 bad input)."""
    options = _parser().parse_args(argv)
    code: int = options.func(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
