"""Reads a style sheet into rules and writes nested rules flat. Enough CSS for our own four files, not for any."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Rule:
    """One rule: what stands before the brace, and its contents in order (declarations as text, rules as Rule)."""

    prelude: str
    items: list[str | Rule] = field(default_factory=list)

    @property
    def is_at(self) -> bool:
        """Whether it is an at-rule such as @media."""
        return self.prelude.startswith("@")


def without_comments(text: str) -> str:
    """Drop comments; our files have none inside strings."""
    parts = []
    while "/*" in text:
        before, _, rest = text.partition("/*")
        parts.append(before)
        text = rest.partition("*/")[2]
    return "".join([*parts, text])


def _stop(text: str, start: int) -> int:
    """Return where the statement that starts at `start` ends: at `;`, `{` or `}` outside brackets and strings."""
    depth, quote, i = 0, "", start
    while i < len(text):
        sign = text[i]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign in ";{}" and depth == 0:
            return i
        i += 1
    return i


def _block(text: str, start: int) -> tuple[list[str | Rule], int]:
    """Read statements up to the closing brace; return them and the place after it."""
    items: list[str | Rule] = []
    while start < len(text):
        end = _stop(text, start)
        words = " ".join(text[start:end].split())
        sign = text[end] if end < len(text) else ""
        if sign == "{":
            inner, start = _block(text, end + 1)
            items.append(Rule(words, inner))
            continue
        if words:
            items.append(words)
        start = end + 1
        if sign == "}":
            break
    return items, start


def parse(text: str) -> list[str | Rule]:
    """Return the statements of a style sheet."""
    items, _ = _block(without_comments(text) + "}", 0)
    return items


def split(text: str, at: str = ",") -> list[str]:
    """Split at a sign outside brackets and strings."""
    parts, depth, quote, last = [], 0, "", 0
    for i, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == at and depth == 0:
            parts.append(text[last:i].strip())
            last = i + 1
    return [*parts, text[last:].strip()]


def combine(parents: list[str], prelude: str) -> list[str]:
    """Return the flat selectors of a rule nested in rules with the selectors `parents`."""
    if not parents:
        return split(prelude)
    flat = []
    for child in split(prelude):
        for parent in parents:
            flat.append(child.replace("&", parent) if "&" in child else f"{parent} {child}")
    return flat


def flatten(items: list[str | Rule], parents: list[str] | None = None) -> list[str | Rule]:
    """Return the same statements without nesting of style rules, in an order that gives the same cascade."""
    parents = parents or []
    flat: list[str | Rule] = []
    for item in items:
        if isinstance(item, str):
            last = flat[-1] if flat else None
            if not parents:
                flat.append(item)
            elif isinstance(last, Rule) and last.prelude == ", ".join(parents):
                last.items.append(item)
            else:
                flat.append(Rule(", ".join(parents), [item]))
        elif item.prelude.startswith(("@keyframes", "@page", "@font-face")):
            flat.append(item)
        elif item.is_at:
            flat.append(Rule(item.prelude, flatten(item.items, parents)))
        else:
            flat.extend(flatten(item.items, combine(parents, item.prelude)))
    return flat


def write(items: list[str | Rule]) -> str:
    """Write statements compactly."""
    parts = []
    for item in items:
        if isinstance(item, str):
            parts.append(f"{item};")
        elif item.items:
            parts.append(f"{item.prelude}{{{write(item.items)}}}")
    return "".join(parts)
