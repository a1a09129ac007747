"""What Betang reads from its surroundings before anything else: the mode, the folder it may write to, the secret key.

Nothing here needs Django, so that settings, commands and tests read the same answers.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

MODES = ("demo", "development", "production")
SIGNATURES = ("none", "development")


def mode(env: Mapping[str, str] = os.environ) -> str:
    """Return the running mode from BETANG_MODE; production (the strictest) when unset, ValueError when unknown."""
    chosen = env.get("BETANG_MODE", "production")
    if chosen not in MODES:
        raise ValueError(f"BETANG_MODE is {chosen!r}; use one of {', '.join(MODES)}.")
    return chosen


def signature(env: Mapping[str, str] = os.environ) -> str:
    """Return which signature papers carry: "development" or "" for none; a demo signs unless told otherwise.

    ValueError for a word that is unknown: a paper must not go out signed otherwise than was meant.
    """
    chosen = env.get("BETANG_SIGNATURE") or ("development" if mode(env) == "demo" else "none")
    if chosen not in SIGNATURES:
        raise ValueError(f"BETANG_SIGNATURE is {chosen!r}; use one of {', '.join(SIGNATURES)}.")
    return "" if chosen == "none" else chosen


def whole(name: str, env: Mapping[str, str] = os.environ) -> int | None:
    """Return a variable as a whole number, None when it is unset or empty; ValueError, naming it, for anything else."""
    chosen = env.get(name, "").strip()
    if chosen and not chosen.isdecimal():
        raise ValueError(f"{name} is {chosen!r}; use a whole number.")
    return int(chosen) if chosen else None


def var_folder(env: Mapping[str, str] = os.environ) -> Path:
    """Return the only folder Betang writes to: BETANG_VAR, else var/ in the checkout, else in the current folder."""
    if env.get("BETANG_VAR"):
        return Path(env["BETANG_VAR"]).resolve()
    checkout = Path(__file__).resolve().parent.parent.parent
    base = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return base / "var"


def keys_file(folder: Path, env: Mapping[str, str] = os.environ) -> Path:
    """Return where the keys of encryption stand: BETANG_KEYS, else keys.json in the writable folder."""
    return Path(env["BETANG_KEYS"]).resolve() if env.get("BETANG_KEYS") else folder / "keys.json"


def secret_key(folder: Path) -> str:
    """Return the key in `folder`/secret_key, made at first start with mode 0600.

    The key lives outside the database so that a copy of the database alone opens no session. Several processes may
    start at the same moment: each writes its own file and links it into place, the first link wins, all read that one.
    """
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".secret_key-")  # mkstemp creates with mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(name, path)
        except FileExistsError:
            pass
        finally:
            Path(name).unlink()
    return path.read_text().strip()


def flag(name: str, env: Mapping[str, str] = os.environ) -> bool:
    """Return whether a switch such as BETANG_BEHIND_PROXY is on (1, true, yes)."""
    return env.get(name, "").strip().lower() in {"1", "true", "yes"}


def words(name: str, default: str, env: Mapping[str, str] = os.environ) -> list[str]:
    """Return a comma-separated list from the environment."""
    return [word.strip() for word in env.get(name, default).split(",") if word.strip()]


def origin(url: str) -> str:
    """Return scheme and host of an address, as a content security policy names it; "" for none."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def sign_in_service(env: Mapping[str, str] = os.environ) -> dict[str, dict[str, list[dict[str, object]]]]:
    """Return allauth's description of the city's OpenID Connect service from BETANG_OIDC_URL, _CLIENT and _SECRET.

    KeyError names a variable that is missing: a button that leads nowhere is worse than no start.
    """
    app: dict[str, object] = {
        "provider_id": "sso",
        "name": "SSO",
        "client_id": env["BETANG_OIDC_CLIENT"],
        "secret": env["BETANG_OIDC_SECRET"],
        "settings": {"server_url": env["BETANG_OIDC_URL"].rstrip("/"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
