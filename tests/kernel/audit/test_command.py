"""`betang audit verify` as an operator runs it, in a process of its own."""

import os
import subprocess
import sys

import pytest

from betang.cli import main


def test_without_tables_the_question_stays_open(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("BETANG_", "DATABASE", "DJANGO"))}
    env |= {"BETANG_MODE": "demo", "BETANG_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "betang.cli", "audit", "verify"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Pemeriksaan tidak dapat dijalankan" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["audit"], ["audit", "repair"]])
def test_what_the_command_does_not_know_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "betang audit" in capsys.readouterr().err
