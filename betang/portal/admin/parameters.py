"""The list of all values of law: in force since when, with what effect, how sure, and which pages show them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from betang.portal.queries import readers
from betang.regulation.parameters import Parameter, Value, book
from betang.regulation.registry import TOPICS, Topic
from betang.regulation.rule import Rule
from betang.ui.confidence import Confidence, confidence

FIRST_RULES = 2


class State(TextChoices):
    """Where a parameter stands on a day."""

    IN_FORCE = "berlaku", _("Berlaku")
    COMING = "akan", _("Akan berlaku")
    ENDED = "berakhir", _("Tidak berlaku lagi")
    UNSET = "belum", _("Belum ditetapkan")


TONES = {State.IN_FORCE: "good", State.COMING: "info", State.ENDED: "", State.UNSET: "warn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One parameter on a day: the value in force (else the nearest), what comes next, and who reads it."""

    parameter: Parameter
    state: State
    value: Value | None
    next_start: dt.date | None
    grade: Confidence | None
    rules: Sequence[Rule]

    @property
    def first_rules(self) -> Sequence[Rule]:
        """The first rules that read it; the others are folded away."""
        return self.rules[:FIRST_RULES]

    @property
    def other_rules(self) -> Sequence[Rule]:
        """The rules that are folded away."""
        return self.rules[FIRST_RULES:]

    @property
    def tone(self) -> str:
        """The tone of the state's badge."""
        return TONES[self.state]


@dataclass(frozen=True, slots=True)
class Group:
    """The parameters of a topic."""

    topic: Topic
    rows: Sequence[Row]


def row(parameter: Parameter, day: dt.date) -> Row:
    """Say where a parameter stands on a day."""
    value = parameter.on(day)
    later = [each.start for each in parameter.values if each.start > day]
    if parameter.unset:
        state = State.UNSET
    elif value:
        state = State.IN_FORCE
    else:
        state = State.COMING if later else State.ENDED
    shown = value or (parameter.values[-1] if parameter.values else None)
    return Row(
        parameter=parameter,
        state=state,
        value=shown,
        next_start=min(later) if value and later else None,
        grade=confidence(shown.confidence) if shown else None,
        rules=readers(parameter),
    )


def groups(*, day: dt.date, search: str = "", topic: str = "", grade: str = "", state: str = "") -> list[Group]:
    """Return the parameters by topic, as far as they fit; topics without one are left out."""
    words = search.lower().split()
    found = []
    for each in TOPICS:
        inside = [parameter for parameter in book().parameters.values() if parameter.topic == each.id]
        rows = [row(parameter, day) for parameter in inside if all(word in _words_of(parameter) for word in words)]
        kept = [
            entry
            for entry in rows
            if topic in {"", each.id}
            and state in {"", entry.state}
            and (not grade or (entry.grade is not None and entry.grade.tag == grade))
        ]
        if kept:
            found.append(Group(each, kept))
    return found


def _words_of(parameter: Parameter) -> str:
    texts = [text for text in (parameter.title, parameter.about) if text]
    bases = [value.legal_basis for value in parameter.values]
    return " ".join([parameter.id, *bases, *(f"{text.id} {text.en}" for text in texts)]).lower()
