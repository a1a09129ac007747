"""A function without check stops the start: the web server, the system check, the middleware."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest
from django.core.checks import Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client

from betang.kernel.access import addresses
from betang.kernel.access.addresses import refuse_undeclared, verify_urls
from betang.kernel.access.middleware import AccessUndeclared
from betang.kernel.access.rules import Rule, access, public, signed_in

ROOT = Path(__file__).resolve().parents[2]
OPEN = "tests.access.urls_open"


def test_every_address_of_the_site_declares_who_may_open_it():
    assert verify_urls() == []


def test_function_without_check_is_named_wherever_it_is_included():
    found = "\n".join(verify_urls(OPEN))
    assert "/tertutup/ (closed) declares no access" in found
    assert "/tertutup/<int:pk>/ (closed_row) declares no access" in found
    assert "/tanpa-nama/ (no name) declares no access" in found
    assert "/bagian/x/ (part:inner) declares no access" in found


def test_function_without_check_fails_the_system_check(settings):
    settings.ROOT_URLCONF = OPEN
    errors = [error for error in run_checks() if isinstance(error, Error) and error.id == "access.E001"]
    assert any("(closed)" in error.msg for error in errors)
    with pytest.raises(SystemCheckError, match=r"access\.E001"):
        call_command("check")


def test_function_without_check_stops_the_start_of_the_web_server(tmp_path):
    (tmp_path / "forgotten.py").write_text(f"from betang.settings import *\nROOT_URLCONF = {OPEN!r}\n")
    env = {**os.environ, "BETANG_VAR": str(tmp_path), "BETANG_MODE": "demo", "DJANGO_SETTINGS_MODULE": "forgotten"}
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", "import betang.wsgi"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "The web server does not start:" in done.stderr
    assert "/tertutup/ (closed) declares no access" in done.stderr


def test_function_without_check_is_not_run_even_if_the_start_did_not_see_it(settings):
    settings.ROOT_URLCONF = OPEN
    with pytest.raises(AccessUndeclared, match="/tertutup/"):
        Client(headers={"host": "localhost"}).get("/tertutup/")


def test_a_packages_view_is_declared_by_its_name(settings, monkeypatch):
    settings.ROOT_URLCONF = OPEN
    declared = {"closed": public, "closed_row": signed_in, "part:inner": public, "gone": public}
    monkeypatch.setattr(addresses, "DECLARED", MappingProxyType(declared))
    assert verify_urls() == [
        "/tanpa-nama/ (no name) declares no access: decorate its view with @access(...).",
        "gone in DECLARED is the name of no address.",
    ]
    assert Client(headers={"host": "localhost"}).get("/tertutup/").content == b"terbuka"
    with pytest.raises(ImproperlyConfigured, match="gone in DECLARED"):
        refuse_undeclared()


def test_a_view_declares_its_rule_once():
    def view() -> None: ...

    access(public)(view)
    assert view.access == Rule("public")  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="declares its access twice"):
        access(signed_in)(view)
