"""Rules of law are pure, and so are the optimiser, the estimators, the process figures and the charts."""

from __future__ import annotations

import pytest

from tests.health import purity
from tests.health.sources import Source, holds, own_sources

BAD = [
    "from datetime import date\nDAY = date.today()\n",
    "import datetime\n\ndef f():\n    return datetime.datetime.now()\n",
    "import time\n",
    "from random import choice\n",
    "import os\nX = os.environ['X']\n",
    "from os import getenv\n",
    "import numpy as np\nG = np.random.default_rng()\n",
    "from urllib import request\n",
]


def test_pure_packages_read_no_clock():
    pure = purity.pure_sources(own_sources())
    assert any(file.path.startswith("betang/regulation/") for file in pure)
    holds(purity.impurities(pure))


@pytest.mark.parametrize("text", BAD)
def test_an_impure_file_is_found(text: str):
    files = purity.pure_sources([Source("betang/regulation/a.py", text)])
    assert len(purity.impurities(files)) == 1


def test_other_packages_may_read_the_clock():
    assert purity.pure_sources([Source("betang/portal/views.py", BAD[0])]) == []


def test_no_argument_defaults_to_the_clock():
    holds(purity.missing_days(own_sources()))
    assert purity.missing_days([Source("a.py", "def f(*, on=date.today()):\n    return on\n")]) == [
        "a.py: a default taken from today()"
    ]
