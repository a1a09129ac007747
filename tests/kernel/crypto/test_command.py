"""`betang keys`: what an operator types, from the first start to the retirement of an old key."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from betang.cli import main
from betang.kernel.crypto import folder, keyfile
from betang.kernel.crypto.files import file_store
from betang.kernel.crypto.keys import Purpose
from betang.people.models import Employee
from tests.kernel.crypto.samples import NOW, altered, employee, store, stored

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.db, pytest.mark.django_db]


def current(path, purpose: Purpose = Purpose.FIELD) -> str:
    return keyfile.load(path).current(purpose).id


def test_init_makes_the_file_once(keys, capsys):
    keys.path.unlink()
    assert main(["keys", "init"]) == 0
    assert f"Berkas kunci dibuat: {keys.path}" in capsys.readouterr().out
    assert keys.path.stat().st_mode & 0o777 == 0o600
    before = keys.path.read_bytes()
    assert main(["keys", "init"]) == 2
    assert "sudah ada dan tidak diubah" in capsys.readouterr().err
    assert keys.path.read_bytes() == before


def test_init_refuses_beside_data_that_a_lost_key_file_opens(keys, capsys):
    employee().save()
    keys.path.unlink()
    assert main(["keys", "init"]) == 2
    assert "Pulihkan berkas kunci dari cadangannya" in capsys.readouterr().err
    assert not keys.path.exists()
    assert main(["keys", "init", "--lost"]) == 0
    assert main(["keys", "check"]) == 1
    assert "Kunci field-tests (field) tidak ada" in capsys.readouterr().err


def test_a_new_key_from_adding_to_retiring_the_old_one(keys, capsys):
    employee().save()
    assert main(["keys", "add", "field"]) == 0
    added = current(keys.path)
    told = capsys.readouterr().out
    assert f"Kunci baru: {added}" in told
    assert "betang keys rotate" in told
    assert main(["keys", "check"]) == 0
    told = capsys.readouterr().out
    assert "people.Employee: 4 dengan field-tests" in told
    assert "4 nilai belum memakai kunci terbaru. Jalankan: betang keys rotate" in told
    assert main(["keys", "retire", "field-tests"]) == 2
    assert "Masih ada 1 nilai yang memerlukan kunci lama" in capsys.readouterr().err
    assert main(["keys", "rotate"]) == 0
    assert "people.Employee: 1 baris dienkripsi ulang" in capsys.readouterr().out
    assert main(["keys", "retire", "field-tests"]) == 0
    assert "Kunci field-tests dikeluarkan" in capsys.readouterr().out
    assert main(["keys", "check"]) == 0
    assert f"people.Employee: 4 dengan {added}" in capsys.readouterr().out
    assert Employee.objects.get().nik.reveal() == "6271035708909901"


@pytest.mark.parametrize("purpose", ["seal", "digest"])
def test_keys_of_the_audit_trail_are_never_retired(keys, capsys, purpose):
    assert main(["keys", "add", purpose]) == 0
    assert "rotate" not in capsys.readouterr().out
    assert main(["keys", "retire", f"{purpose}-tests"]) == 2
    assert "menjaga jejak audit" in capsys.readouterr().err
    assert len(keyfile.load(keys.path).all(Purpose(purpose))) == 2


def test_the_current_key_and_an_unknown_one_are_not_retired(keys, capsys):
    assert main(["keys", "retire", "field-tests"]) == 2
    assert "Tambah dahulu: betang keys add field" in capsys.readouterr().err
    assert main(["keys", "retire", "field-x"]) == 2
    assert "Kunci field-x tidak ada" in capsys.readouterr().err


def test_no_command_prints_a_secret(keys, capsys):
    employee().save()
    secrets = [part.split('"')[0] for part in keys.path.read_text().split('"secret": "')[1:]]
    for command in (["add", "field"], ["rotate"], ["check", "--files"], ["retire", "field-tests"]):
        assert main(["keys", *command]) == 0
    told = "".join(capsys.readouterr())
    assert len(secrets) == len(Purpose)
    assert not any(secret in told for secret in secrets)


def test_check_and_rotate_name_what_does_not_open(keys, capsys):
    row = employee()
    row.save()
    store(row, "phone", altered(stored(row, "phone")))
    assert main(["keys", "check"]) == 1
    assert f"people.Employee {row.pk}, phone: Data terenkripsi" in capsys.readouterr().err
    assert main(["keys", "add", "field"]) == 0
    assert main(["keys", "rotate"]) == 1
    assert f"people.Employee {row.pk}, phone: Data terenkripsi" in capsys.readouterr().err


def test_check_reads_files_to_their_end_when_asked(capsys):
    file = file_store(content=io.BytesIO(b"isi"), name="a", media_type="text/plain", now=NOW)
    path = folder.path_of(file.id)
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    assert main(["keys", "check"]) == 0
    assert main(["keys", "check", "--files"]) == 1
    assert f"crypto.EncryptedFile {file.id}: Berkas terenkripsi ini telah diubah" in capsys.readouterr().err
    path.unlink()
    assert main(["keys", "check"]) == 1


def test_a_missing_or_damaged_file_is_a_sentence(keys, capsys):
    keys.path.write_text("{")
    for command in (["add", "field"], ["check"], ["retire", "x"]):
        assert main(["keys", *command]) == 2
        assert "rusak" in capsys.readouterr().err
    keys.path.unlink()
    assert main(["keys", "add", "field"]) == 2
    assert "betang keys init" in capsys.readouterr().err
    assert list(keys.path.parent.glob(".keys*")) == []


def test_a_database_that_is_not_there_is_a_sentence(tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "BETANG_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "betang.cli", "keys", "rotate"]
    ended = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("Basis data tidak dapat dipakai: ")


def test_an_unknown_purpose_is_refused(keys, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["keys", "add", "door"])
    assert ended.value.code == 2
    assert current(keys.path) == "field-tests"


def test_the_list_of_commands_loads_neither_django_nor_cryptography():
    code = (
        "import sys; from betang.cli import _parser; _parser(); "
        "print([name for name in ('django', 'cryptography', 'numpy') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
