"""Django's management commands: `python -m betang.manage <command>`."""

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run one management command; `argv` is what follows the program's name (default: the command line)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betang.settings")
    from django.core.management import execute_from_command_line  # after the settings are named

    execute_from_command_line(["betang.manage", *(sys.argv[1:] if argv is None else argv)])


if __name__ == "__main__":
    main()
