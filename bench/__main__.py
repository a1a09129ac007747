"""Runs the benchmarks of this folder and prints their figures; exit code 1 when a target is missed."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

import bench
from bench.figures import Figure, machine_line, table


def benchmarks() -> dict[str, ModuleType]:
    """Load the modules of this folder that have a `run`."""
    names = [item.name for item in pkgutil.iter_modules(bench.__path__) if item.name != "__main__"]
    modules = {name: importlib.import_module(f"bench.{name}") for name in sorted(names)}
    return {name: module for name, module in modules.items() if hasattr(module, "run")}


def main(argv: Sequence[str]) -> int:
    """Run all benchmarks, or those named."""
    known = benchmarks()
    unknown = [name for name in argv if name not in known]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There is: {', '.join(known) or 'none'}.", file=sys.stderr)
        return 2
    print(machine_line())
    missed: list[Figure] = []
    for name in argv or known:
        figures = list(known[name].run())
        title = (known[name].__doc__ or name).strip().splitlines()[0]
        print("", *table(f"{name}: {title}", figures), sep="\n", flush=True)
        missed += [figure for figure in figures if not figure.met]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
