"""The shape of the code: short files, short functions, thin views, small templates."""

from __future__ import annotations

from tests.health import shape
from tests.health.sources import ROOT, Source, all_sources, holds, own_sources, project_files


def lines(count: int) -> str:
    return "x = 1\n" * count


def function(name: str, count: int) -> str:
    return f"def {name}():\n" + "    x = 1\n" * (count - 1)


def test_no_file_is_too_long():
    holds(shape.long_files(all_sources()))
    assert shape.long_files([Source("betang/a.py", lines(400))]) == []
    assert shape.long_files([Source("betang/a.py", lines(401))]) == ["betang/a.py: 401 lines, at most 400"]


def test_the_median_file_is_short():
    holds(shape.long_median(own_sources()))
    files = [Source("a.py", lines(10)), Source("b.py", lines(300)), Source("c.py", lines(310))]
    assert shape.long_median(files) == ["the median file has 300 lines, at most 100"]


def test_no_function_is_too_long():
    holds(shape.long_functions(all_sources()))
    assert shape.long_functions([Source("a.py", function("f", 60))]) == []
    assert shape.long_functions([Source("a.py", function("f", 61))]) == ["a.py:1: f has 61 lines, at most 60"]


def test_views_are_thin():
    holds(shape.long_views(own_sources()))
    for path in ("betang/portal/views.py", "betang/portal/views/home.py"):
        assert shape.long_views([Source(path, function("home", 25))]) == []
        assert shape.long_views([Source(path, function("home", 26))]) == [f"{path}:1: home has 26 lines, at most 25"]


def test_templates_are_small():
    paths = [path for path in project_files() if "/templates/" in path and path.endswith(".html")]
    holds(shape.long_templates({path: (ROOT / path).read_text(encoding="utf-8") for path in paths}))
    assert shape.long_templates({"a.html": "<p>\n" * 151}) == ["a.html: 151 lines, at most 150"]


def test_no_drawer_for_everything_and_no_yaml():
    holds(shape.bad_names(project_files()))
    wrong = shape.bad_names(["betang/ui/utils.py", "betang/regulation/cases/a.yaml", "betang/ui/cards.py"])
    assert [line.partition(":")[0] for line in wrong] == ["betang/ui/utils.py", "betang/regulation/cases/a.yaml"]
