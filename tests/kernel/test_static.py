"""Static files: hashed and compressed where the web server serves what was collected, plain everywhere else."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOW = """
import django; django.setup()
from django.test import Client
page = Client(headers={"host": "localhost"}).get("/aturan/").content.decode()
print(page.split('rel="stylesheet" href="')[1].split('"')[0])
"""


def run(folder: Path, *arguments: str, **extra: str) -> str:
    inherited = {key: value for key, value in os.environ.items() if key != "STATIC_COLLECTED"}
    env = {**inherited, "BETANG_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "betang.settings", **extra}
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_collected_files_are_served_by_hashed_names_to_visitors_only(tmp_path):
    run(tmp_path, "-m", "betang.manage", "collectstatic", "--noinput", "--verbosity=0")
    hashed = json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]["css/tokens.css"]
    assert (tmp_path / "static" / f"{hashed}.gz").is_file()
    assert run(tmp_path, "-c", SHOW, STATIC_COLLECTED="1") == f"/static/{hashed}"
    assert run(tmp_path, "-c", SHOW) == "/static/css/tokens.css"


def test_nothing_needs_to_be_collected_first(tmp_path):
    assert run(tmp_path, "-c", SHOW, STATIC_COLLECTED="1") == "/static/css/tokens.css"
