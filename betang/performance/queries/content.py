"""What one version of a plan says, in the order of the form: results, behaviour, annex; and its action plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from betang.performance.models import ActionStep, AnnexKind, AnnexLine, PlanVersion, Result
from betang.performance.queries.plan_changes import changes
from betang.performance.queries.plans import Stop, paths_of
from betang.regulation.eksp2022.levels import JENIS, NILAI
from betang.regulation.eksp2022.practice import guides
from betang.regulation.parameters import book


@dataclass(frozen=True, slots=True)
class Item:
    """A result with its number on the form, the path to it, and its steps."""

    number: int
    result: Result
    path: Sequence[Stop]
    steps: Sequence[ActionStep]

    @property
    def parent(self) -> str:
        """The superior's result that it serves, else the goal; empty when there is none."""
        return self.path[-2].text if len(self.path) > 1 else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A or B of the form: core or additional results."""

    letter: str
    label: str
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One of the seven values: its name, the official guides, what the leader expects in particular."""

    name: str
    label: str
    guides: Sequence[str]
    expectation: str


@dataclass(frozen=True, slots=True)
class Content:
    """All of a version."""

    version: PlanVersion
    sections: Sequence[Section]
    behaviours: Sequence[Behaviour]
    annex: Sequence[tuple[str, Sequence[AnnexLine]]]
    changes: Sequence[str] = ()  # in words, since the version it is compared with

    @property
    def items(self) -> list[Item]:
        """All results, in the order of the form."""
        return [item for section in self.sections for item in section.items]

    @property
    def results(self) -> list[Result]:
        """The bare rows, for checks and hints."""
        return [item.result for item in self.items]


def content_of(version: PlanVersion, *, label: str = "", before: PlanVersion | None = None) -> Content:
    """Read a version: five questions, whatever it holds. `label` names the last stop of paths (default: the reader).

    With another version, `before`, the content says what differs from it.
    """
    read = paths_of(version.pk, label, before=before.pk if before else None)
    results, paths = read.results, read.paths
    steps: dict[UUID, list[ActionStep]] = {}
    for step in version.steps.select_related("period__cycle").order_by("order", "id"):
        steps.setdefault(step.result_lineage, []).append(step)
    items = [
        Item(number, row, paths[row.pk], steps.get(row.lineage, [])) for number, row in enumerate(results, start=1)
    ]
    kinds = zip("AB", JENIS.names, JENIS.labels, strict=True)
    sections = [
        Section(letter, text.text(get_language() or "id"), [item for item in items if item.result.kind == name])
        for letter, name, text in kinds
    ]
    differing = changes(read.before, results) if before else []
    return Content(version, sections, behaviours_of(version), _annex(version), differing)


def behaviours_of(version: PlanVersion) -> list[Behaviour]:
    """Give the seven values with their guides by the law of the plan's last day."""
    written = {row.value: row.text for row in version.expectations.all()}
    language = "en" if (get_language() or "id").startswith("en") else "id"
    texts = guides(book().on(version.plan.to_date))
    return [
        Behaviour(name, label.text(language), [guide[language] for guide in texts[name]], written.get(name, ""))
        for name, label in zip(NILAI.names, NILAI.labels, strict=True)
    ]


def _annex(version: PlanVersion) -> list[tuple[str, list[AnnexLine]]]:
    """Give the three lists of the annex."""
    rows = list(version.annex.order_by("order", "id"))
    return [(str(kind.label), [row for row in rows if row.kind == kind]) for kind in AnnexKind]
