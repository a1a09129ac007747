"""The wording of step and input names in derivations.

A topic's module names its steps in `LABELS`; inputs and outputs that a rule declares bring their own wording.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from betang.regulation.registry import TOPICS, Topic, rules
from betang.regulation.rule import Rule
from betang.regulation.text import Text


@cache
def labels() -> Mapping[str, Text]:
    """Return the wording of every known name."""
    found: dict[str, Text] = {}
    for rule in rules().values():
        found.update(_declared(rule))
    for topic in TOPICS:
        found.update(_steps(topic))
    return found


@cache
def labels_of(topic: str) -> Mapping[str, Text]:
    """Return the wording of the names that one topic uses; another may call something else by the same name."""
    found: dict[str, Text] = {}
    for rule in rules().values():
        if rule.topic == topic:
            found.update(_declared(rule))
    for entry in TOPICS:
        if entry.id == topic:
            found.update(_steps(entry))
    return found


def _declared(rule: Rule) -> Mapping[str, Text]:
    """Return the names of a rule's inputs, their parts, and its outputs."""
    fields = [entry for top in rule.inputs for entry in (top, *top.parts)]
    return {entry.name: entry.label for entry in fields} | {output.name: output.label for output in rule.outputs}


def _steps(topic: Topic) -> Mapping[str, Text]:
    """Return the names of a topic's steps."""
    return getattr(import_module(topic.module), "LABELS", {}) if topic.module is not None else {}


def label(name: str) -> Text:
    """Return the wording of a step or input name; KeyError when there is none (a test keeps that from happening)."""
    return labels()[name]
