"""The parts that need no database: names, codes, devices, time-based codes, the sign-in service's settings."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from betang.kernel import environment
from betang.kernel.accounts import codes, factors
from betang.kernel.accounts.devices import device_of, network_of
from betang.kernel.accounts.names import login_name

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890", the test key of RFC 6238


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("19870101 201001 1 001", "198701012010011001"),
        ("\u00a019870101\u00a0201001\u00a01\u00a0001 ", "198701012010011001"),
        ("198701012010011001", "198701012010011001"),
        ("  Sekda ", "sekda"),
        ("Siti@Example.go.id", "siti@example.go.id"),
        ("nama dengan spasi", "nama dengan spasi"),
    ],
)
def test_a_nip_may_be_typed_with_spaces_and_a_name_in_capitals(typed, name):
    assert login_name(typed) == name


def test_codes_are_easy_to_type_and_never_the_same():
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}", code) for code in made)
    assert not {*"0O1IL"} & {*codes.ALPHABET}


def test_a_code_fits_however_it_is_typed_but_for_one_account_only():
    digest = codes.code_digest(7, "K7MP-4XRT-9BQD")
    assert codes.code_matches(7, "k7mp 4xrt9bqd", digest)
    assert not codes.code_matches(8, "K7MP-4XRT-9BQD", digest)
    assert not codes.code_matches(7, "K7MP-4XRT-9BQE", digest)
    assert not codes.code_matches(7, "", digest)
    assert "K7MP" not in digest


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")])
def test_time_based_codes_are_those_of_rfc_6238(second, code):
    now = datetime.fromtimestamp(second, tz=UTC)
    assert factors.totp_step(RFC_SECRET, code, now=now) == second // 30
    assert factors.totp_step(RFC_SECRET, f"{code[:3]} {code[3:]}", now=now) == second // 30
    assert factors.totp_step(RFC_SECRET, code, now=now, after=second // 30) is None


@pytest.mark.parametrize(
    ("seconds", "fits"), [(-61, False), (-31, False), (-1, True), (0, True), (59, True), (60, False)]
)
def test_a_clock_may_be_one_step_early_or_late(seconds, fits):
    shown = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    code = format_hotp_value(hotp_value(RFC_SECRET, int(shown.timestamp()) // 30))
    now = datetime.fromtimestamp(shown.timestamp() + seconds, tz=UTC)
    assert (factors.totp_step(RFC_SECRET, code, now=now) is not None) is fits


def test_the_qr_code_is_drawn_without_a_style_and_readable_in_both_themes():
    drawing = factors.totp_drawing(factors.totp_address("siti.uji", RFC_SECRET))
    assert drawing.startswith("<svg")
    assert "style" not in drawing
    assert "#fff" in drawing
    assert factors.totp_address("siti.uji", "ABC").startswith("otpauth://totp/Betang%3Asiti.uji?secret=ABC")


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_devices_are_named_by_known_words_only(agent, device):
    assert device_of(agent) == device


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.20.30.40", "10.20.30.0/24"), ("2001:db8:1:2::/64", "2001:db8:1::/48"), ("unknown", "")],
)
def test_of_an_address_only_the_network_is_kept(address, network):
    assert network_of(address) == network


def test_the_sign_in_service_is_read_from_the_environment_whole_or_not_at_all():
    given = {"BETANG_OIDC_URL": "https://sso.example.go.id/realms/kota/", "BETANG_OIDC_CLIENT": "betang"}
    with pytest.raises(KeyError, match="BETANG_OIDC_SECRET"):
        environment.sign_in_service(given)
    app = environment.sign_in_service({**given, "BETANG_OIDC_SECRET": "rahasia"})["openid_connect"]["APPS"][0]
    assert app["provider_id"] == "sso"
    assert app["settings"] == {"server_url": "https://sso.example.go.id/realms/kota", "oauth_pkce_enabled": True}
    assert environment.origin("https://sso.example.go.id/realms/kota") == "https://sso.example.go.id"
    assert environment.origin("") == ""
