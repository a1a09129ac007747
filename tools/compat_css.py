"""Makes betang/ui/static/css/compat.css: the public pages' styles in plain values for Chrome 109 and Safari 15.4.

Those browsers know cascade layers and :has(), but neither nested rules nor light-dark() nor color-mix(), and Chrome 109
no mask without its prefix. The file repeats the rules flat and with plain values inside `@supports not
(color: light-dark(...))`, in the same layers; newer browsers skip it. The style sheets themselves stay as designed.

    python -m tools.compat_css            write the file
    python -m tools.compat_css --check    fail when it is not what the style sheets give
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tools.css_rules import Rule, flatten, parse, split, write

CSS = Path(__file__).resolve().parent.parent / "betang" / "ui" / "static" / "css"
SOURCES = ("tokens.css", "base.css", "components.css", "additions.css", "print.css")
# What only staff screens use is left out: they keep the newer browsers as their floor.
STAFF_SECTIONS = frozenset({18, 20, 24, 25, 28})
STAFF_PARTS = re.compile(
    r"\.(app|topbar|topbar-search|sidenav|sidenav-foot|bottombar|queue|queue-[a-z]+|checklist|thumb|thumb-wrap|keys)\b(?!-)"
)
DARK = "@media screen and (prefers-color-scheme:dark)"
GREY = "rgb(127 127 127 / {share})"
# Without popover the menu stands open below the header, and its button does nothing.
EXTRA = """
@supports not selector(:popover-open) {
  @layer components {
    [popovertarget] { display: none; }
    .popmenu { position: static; inline-size: auto; border: 0; border-radius: 0; box-shadow: none; }
    @media (min-width: 48rem) { .popmenu { display: none; } }
  }
}
"""


def public_part(text: str) -> str:
    """Return components.css without the sections of staff screens."""
    parts = re.split(r"(?=/\* \d+ · )", text)
    kept = [part for part in parts[1:] if int(re.findall(r"\d+", part)[0]) not in STAFF_SECTIONS]
    body = "".join([parts[0], *kept])
    return body + "}" * (body.count("{") - body.count("}"))


def call(value: str, name: str) -> tuple[str, list[str], str] | None:
    """Return what stands before the first `name(...)`, its arguments, and what stands after; None without one."""
    start = value.find(f"{name}(")
    if start < 0:
        return None
    depth, i = 0, start + len(name)
    while True:
        depth += {"(": 1, ")": -1}.get(value[i], 0)
        if depth == 0:
            return value[:start], split(value[start + len(name) + 1 : i]), value[i + 1 :]
        i += 1


def side(value: str, index: int) -> str:
    """Replace each light-dark(a, b) by a (index 0) or b (index 1)."""
    while found := call(value, "light-dark"):
        value = found[0] + found[1][index] + found[2]
    return value


def unmixed(value: str) -> str:
    """Replace each color-mix() by its stronger colour; a mix with nothing becomes a grey of the same strength."""
    while found := call(value, "color-mix"):
        before, (_, first, second), after = found
        colour, _, amount = first.rpartition(" ") if first.endswith("%") else (first, "", "50%")
        strength = int(amount.rstrip("%"))
        if second == "transparent":
            plain = GREY.format(share=f".{strength:02d}")
        else:
            plain = colour if strength >= 50 else second.rpartition(" ")[0] if second.endswith("%") else second
        value = before + plain + after
    return value


def plain(declaration: str) -> list[str]:
    """Return a declaration, already light or dark, in words that the older browsers know."""
    declaration = unmixed(declaration)
    name, _, value = declaration.partition(":")
    if name == "mask":
        return [f"-webkit-mask:{value}", declaration]
    if name == "overflow" and "clip" in value:
        return ["overflow: hidden", declaration]
    return [declaration]


def media(prelude: str) -> str:
    """Write a media query without the range syntax that Safari 15.4 does not know."""

    def replaced(match: re.Match[str]) -> str:
        low, high = (float(match[i]) for i in (1, 2))
        return f"(min-width: {low + 0.01:g}rem) and (max-width: {high - 0.01:g}rem)"

    return re.sub(r"\(([\d.]+)rem < width < ([\d.]+)rem\)", replaced, prelude)


def themed(rule: Rule) -> list[str | Rule]:
    """Return one flat rule with plain colours: the light ones, then the dark ones for the device and for data-theme."""
    declarations = [item for item in rule.items if isinstance(item, str)]
    both = [item for item in declarations if "light-dark(" in item]
    light = [line for item in declarations for line in plain(side(item, 0))]
    result: list[str | Rule] = [Rule(rule.prelude, list(light))]
    if not both:
        return result
    pale = [line for item in both for line in plain(side(item, 0))]
    dark = [line for item in both for line in plain(side(item, 1))]
    root = rule.prelude == ":root"
    device = ":root" if root else f":root:not([data-theme=light]) :is({rule.prelude})"
    chosen = "[data-theme={0}]" if root else f"[data-theme={{0}}] :is({rule.prelude})"
    result.append(Rule(DARK, [Rule(device, list(dark))]))
    result.append(Rule("@media screen", [Rule(chosen.format("dark"), list(dark))]))
    result.append(Rule(chosen.format("light"), list(pale)))
    return result


def for_the_public(rule: Rule) -> Rule | None:
    """Return a rule without the selectors that only staff screens use; None when nothing is left."""
    kept = [selector for selector in split(rule.prelude) if not STAFF_PARTS.search(selector)]
    return Rule(", ".join(kept), rule.items) if kept else None


def converted(items: list[str | Rule]) -> list[str | Rule]:
    """Return flat statements with plain values throughout."""
    result: list[str | Rule] = []
    for item in items:
        if isinstance(item, str):
            continue  # the order of the layers; tokens.css states it
        if item.prelude.startswith(("@keyframes", "@page")):
            result.append(item)
        elif item.is_at:
            result.append(Rule(media(item.prelude), converted(item.items)))
        elif public := for_the_public(item):
            result.extend(themed(public))
    return result


def compat(folder: Path = CSS) -> str:
    """Return the text of compat.css."""
    layers: list[str | Rule] = []
    for name in SOURCES:
        text = (folder / name).read_text(encoding="utf-8")
        if name == "components.css":
            text = public_part(text)
        layers.extend(converted(flatten(parse(text))))
    guarded: list[str | Rule] = [Rule("@supports not (color:light-dark(#000,#fff))", layers)]
    head = "/* Made by tools/compat_css.py from the style sheets beside it. Do not edit. */\n"
    return head + write(guarded) + "\n" + write(parse(EXTRA)) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or with --check say whether it is up to date."""
    arguments = sys.argv[1:] if arguments is None else arguments
    target, wanted = CSS / "compat.css", compat()
    if "--check" not in arguments:
        target.write_text(wanted, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == wanted:
        return 0
    print("compat.css is not what the style sheets give; run: python -m tools.compat_css")
    return 1


if __name__ == "__main__":
    sys.exit(main())
