"""Finds every text to translate: in templates by Django's own lexer, in Python by its syntax tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, Token, TokenType

SINGULAR = frozenset({"gettext", "gettext_lazy", "gettext_noop", "_"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TAG = re.compile(rf"_\({QUOTED}\)")
TRANSLATE = re.compile(rf"^(?:trans|translate)\s+{QUOTED}")
VARIABLE = re.compile(r"^[\w.]+")


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """One text with where it stands; `plural` is empty for a text without one."""

    text: str
    plural: str
    place: str


def unquote(literal: str) -> str:
    """Return the text of a quoted template argument."""
    return re.sub(r"\\(.)", r"\1", literal[1:-1])


def block(tokens: list[Token], start: int) -> tuple[str, str, int]:
    """Read a blocktranslate from the token after its tag; return singular, plural and where it ends."""
    parts: list[list[str]] = [[]]
    i = start
    while not (tokens[i].token_type == TokenType.BLOCK and tokens[i].contents.startswith("endblocktrans")):
        token = tokens[i]
        if token.token_type == TokenType.BLOCK and token.contents == "plural":
            parts.append([])
        elif token.token_type == TokenType.VAR:
            match = VARIABLE.match(token.contents)
            parts[-1].append(f"%({match[0]})s" if match else "")
        elif token.token_type == TokenType.TEXT:
            parts[-1].append(token.contents.replace("%", "%%"))
        i += 1
    texts = ["".join(part) for part in parts]
    return texts[0], texts[1] if len(texts) > 1 else "", i


def trimmed(text: str) -> str:
    """Join the lines of a trimmed block as Django does."""
    return " ".join(line.strip() for line in text.strip().splitlines())


def from_template(text: str, place: str) -> Iterator[Message]:
    """Yield the texts of one template."""
    tokens = Lexer(text).tokenize()
    i = 0
    while i < len(tokens):
        token = tokens[i]
        where = f"{place}:{token.lineno}"
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for match in IN_TAG.finditer(token.contents):
                yield Message(unquote(match[1]), "", where)
        if token.token_type == TokenType.BLOCK:
            if gap := TRANSLATE.match(token.contents):
                yield Message(unquote(gap[1]), "", where)
            elif token.contents.split()[0] in {"blocktrans", "blocktranslate"}:
                one, many, i = block(tokens, i + 1)
                if "trimmed" in token.contents.split():
                    one, many = trimmed(one), trimmed(many)
                yield Message(one, many, where)
        i += 1


def literal(node: ast.expr) -> str:
    """Return a constant text; ValueError when it is put together at run time, since nobody could translate that."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise ValueError("only a constant text can be translated")


def from_python(text: str, place: str) -> Iterator[Message]:
    """Yield the texts of one Python file."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in SINGULAR or name in PLURAL:
            where = f"{place}:{node.lineno}"
            try:
                plural = literal(node.args[1]) if name in PLURAL else ""
                yield Message(literal(node.args[0]), plural, where)
            except ValueError as error:
                raise ValueError(f"{where}: {error}") from error


def messages(root: Path) -> list[Message]:
    """Return all texts below betang/, in order of place."""
    found: list[Message] = []
    for path in sorted((root / "betang").rglob("*.html")):
        if "templates" in path.parts:
            found += from_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
    for path in sorted((root / "betang").rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "gettext" in source:
            found += from_python(source, path.relative_to(root).as_posix())
    return found
