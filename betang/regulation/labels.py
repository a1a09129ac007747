"""The wording of step and input names in derivations.

A topic's module names its steps in `LABELS`; inputs and outputs that a rule declares bring their own wording.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from betang.regulation.registry import TOPICS, rules
from betang.regulation.text import Text


@cache
def labels() -> Mapping[str, Text]:
    """Return the wording of every known name."""
    found: dict[str, Text] = {}
    for rule in rules().values():
        for entry in rule.inputs:
            found[entry.name] = entry.label
            found.update({part.name: part.label for part in entry.parts})
        found.update({output.name: output.label for output in rule.outputs})
    for topic in TOPICS:
        if topic.module is not None:
            found.update(getattr(import_module(topic.module), "LABELS", {}))
    return found


def label(name: str) -> Text:
    """Return the wording of a step or input name; KeyError when there is none (a test keeps that from happening)."""
    return labels()[name]
