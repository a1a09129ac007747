"""The style sheets for older browsers: made from the others, and without a word those browsers do not know."""

import re

from tools import compat_css
from tools.css_rules import Rule, flatten, parse, write


def flat(text: str) -> str:
    return write(flatten(parse(text)))


def test_nested_rules_become_flat_in_an_order_that_gives_the_same_cascade():
    source = ".a, .b { color: red; &:hover { color: blue; } .c & > i, & + & { x: y; } margin: 0; }"
    assert flat(source) == (
        ".a, .b{color: red;}.a:hover, .b:hover{color: blue;}"
        ".c .a > i, .c .b > i, .a + .a, .b + .b{x: y;}.a, .b{margin: 0;}"
    )


def test_a_media_query_inside_a_rule_goes_around_it():
    assert flat(".a { @media (x) { b: c; .d { e: f; } } }") == "@media (x){.a{b: c;}.a .d{e: f;}}"


def test_strings_brackets_and_comments_do_not_confuse_the_reader():
    assert flat('a { /* } */ b: url("data:;{}"); c: f(1; 2); }') == 'a{b: url("data:;{}");c: f(1; 2);}'


def test_colours_become_plain_for_both_themes():
    rules = compat_css.themed(Rule(":root", ["--p: light-dark(#fff, #000)", "--q: 1px"]))
    assert write(rules) == (
        ":root{--p: #fff;--q: 1px;}@media screen and (prefers-color-scheme:dark){:root{--p: #000;}}"
        "@media screen{[data-theme=dark]{--p: #000;}}[data-theme=light]{--p: #fff;}"
    )


def test_mixes_masks_and_ranges_are_replaced():
    assert compat_css.unmixed("a: color-mix(in srgb, red 40%, transparent)") == "a: rgb(127 127 127 / .40)"
    assert compat_css.unmixed("a: color-mix(in srgb, red 84%, #fff)") == "a: red"
    assert compat_css.unmixed("a: color-mix(in srgb, red 20%, #fff)") == "a: #fff"
    assert compat_css.plain("mask: x") == ["-webkit-mask: x", "mask: x"]
    assert (
        compat_css.media("@media (30rem < width < 64rem)") == "@media (min-width: 30.01rem) and (max-width: 63.99rem)"
    )


def test_what_only_staff_screens_use_is_left_out():
    kept = compat_css.for_the_public(Rule(".topbar::after, .masthead::after", ["a: b"]))
    assert kept is not None
    assert kept.prelude == ".masthead::after"
    assert compat_css.for_the_public(Rule(".queue-list li", ["a: b"])) is None
    assert compat_css.for_the_public(Rule(".page-head.slim", ["a: b"])) is not None


def test_the_file_is_what_the_style_sheets_give(capsys):
    assert compat_css.main(["--check"]) == 0


def test_an_outdated_file_is_noticed(tmp_path, monkeypatch, capsys):
    for name in compat_css.SOURCES:
        (tmp_path / name).write_text((compat_css.CSS / name).read_text())
    (tmp_path / "compat.css").write_text("old")
    monkeypatch.setattr(compat_css, "CSS", tmp_path)
    monkeypatch.setattr(compat_css, "compat", lambda: "new")
    assert compat_css.main(["--check"]) == 1
    assert "run: python -m tools.compat_css" in capsys.readouterr().out


def test_the_file_has_no_word_that_the_older_browsers_lack():
    body = compat_css.compat().split("@supports not (color:light-dark(#000,#fff))")[1]
    for word in ("light-dark(", "color-mix(", "&", "< width"):
        assert word not in body


def test_no_template_and_no_component_writes_a_style():
    package = compat_css.CSS.parents[2]
    found = [
        path.name
        for path in [*package.rglob("*.html"), *(package / "ui").rglob("*.py")]
        if re.search(r"""\sstyle=["']|<style""", path.read_text(encoding="utf-8"))
    ]
    assert found == []
