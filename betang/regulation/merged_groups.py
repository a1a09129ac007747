"""360-degree feedback: which groups of respondents may be shown without telling who said what. Our own design, dated.

What is shown is a partition: every answer is in one block at most, every block has enough answers, and no total stands
beside them. So no difference of two shown numbers tells of fewer people than a block has.
"""

from collections.abc import Mapping
from decimal import Decimal

from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

KELOMPOK_360 = "umpan-balik/kelompok_360"
GROUPS = ("atasan", "ketua_tim", "rekan", "bawahan")
NAMES = {
    "atasan": ("atasan", "superiors"), "ketua_tim": ("ketua tim", "team leaders"), "rekan": ("rekan", "peers"),
    "bawahan": ("bawahan", "subordinates"),
}  # fmt: skip
Blocks = tuple[tuple[str, ...], ...]


def merged(counts: Mapping[str, int], *, least: int) -> Blocks:
    """Give the blocks that may be shown, the merged one last; empty when even all together are too few.

    Groups under `least` answers are put together; while these are too few, the smallest shown group joins them.
    """
    present = [name for name in GROUPS if counts.get(name, 0) > 0]
    shown = [name for name in present if counts[name] >= least]
    rest = [name for name in present if counts[name] < least]
    while rest and sum(counts[name] for name in rest) < least:
        if not shown:
            return ()
        smallest = min(shown, key=lambda name: counts[name])
        shown.remove(smallest)
        rest.append(smallest)
    together = tuple(name for name in GROUPS if name in rest)
    return (*((name,) for name in shown), *([together] if together else []))


def _merged(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    value = law[KELOMPOK_360]
    rows = zip(*(columns[name].tolist() for name in GROUPS), strict=True)
    found = [merged(dict(zip(GROUPS, row, strict=True)), least=value.value["kelompok"]) for row in rows]
    words = [_said(blocks) for blocks in found]
    if trace is not None:
        inputs = {name: columns[name] for name in GROUPS}
        trace.step("tampil", {**inputs, "kelompok": value.value["kelompok"]}, words, parameter=value)
    return {"tampil": words}


def _said(blocks: Blocks) -> Text | None:
    """Say blocks in words: groups of a block joined by a plus, blocks one after another."""
    both = ["; ".join(" + ".join(NAMES[name][way] for name in block) for block in blocks) for way in (0, 1)]
    return Text(both[0], both[1]) if blocks else None


def _count(name: str, words: Text) -> Field:
    return Field(name, words, "integer", least=Decimal(0), most=Decimal(10_000))


LABELS = {
    "kelompok": Text("Jawaban paling sedikit", "Fewest answers"),
    "komentar": Text("Jawaban paling sedikit bagi komentar", "Fewest answers for comments"),
}
RULES = (
    Rule(
        id=KELOMPOK_360,
        title=Text("Kelompok yang tampil pada umpan balik 360 derajat", "Groups that appear in 360-degree feedback"),
        about=Text(
            "Kelompok mana yang tampil, mana yang digabung, dan kapan tidak ada yang tampil.",
            "Which groups appear, which are merged, and when nothing appears.",
        ),
        basis="Rancangan Betang",
        inputs=(
            _count("atasan", Text("Jawaban atasan", "Answers of superiors")),
            _count("ketua_tim", Text("Jawaban ketua tim", "Answers of team leaders")),
            _count("rekan", Text("Jawaban rekan kerja", "Answers of peers")),
            _count("bawahan", Text("Jawaban bawahan", "Answers of subordinates")),
        ),
        outputs=(Output("tampil", Text("Kelompok yang tampil", "Groups that appear")),),
        run=_merged,
        parameters=(KELOMPOK_360,),
        cautions=(
            Text(
                "Yang menjawab mengetahui jawabannya sendiri: dari lima jawaban, empat yang lain tersisa.",
                "Who answered knows the own answer: of five answers the other four remain.",
            ),
        ),
    ),
)
