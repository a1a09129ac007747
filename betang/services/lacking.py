"""What a draft asks for and still lacks: its questions, its papers, and what ends its way."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from betang.kernel.errors import NotFound
from betang.services.content import answers_of, definition_of
from betang.services.definition import Definition, Paper, Question, Stop
from betang.services.models import Request


def question_of(definition: Definition, answers: dict[str, str], key: str) -> Question:
    """Return a question that is asked after these answers; NotFound for any other."""
    found = next((each for each in definition.asked(answers) if each.key == key), None)
    if found is None:
        raise NotFound(_("Pertanyaan ini tidak berlaku untuk permohonan Anda."))
    return found


def paper_of(request: Request, key: str) -> Paper:
    """Return a paper that the answers ask for; NotFound for any other."""
    found = next((each for each in definition_of(request).needed(answers_of(request)) if each.key == key), None)
    if found is None:
        raise NotFound(_("Dokumen ini tidak diminta untuk permohonan Anda."))
    return found


def old_needed(request: Request) -> bool:
    """Tell whether an old document is withdrawn or looked at when the new one is handed over."""
    return any(paper.original for paper in definition_of(request).needed(answers_of(request)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What a draft still lacks."""

    questions: list[Question] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    stop: Stop | None = None

    def __bool__(self) -> bool:
        return bool(self.questions or self.papers or self.stop)


def missing_of(request: Request, definition: Definition) -> Missing:
    """Say what a draft still lacks; one query."""
    answers = answers_of(request)
    have = set(request.attachments.filter(replaced_at__isnull=True).values_list("paper", flat=True))
    return Missing(
        questions=[
            each for each in definition.asked(answers) if not each.optional and not answers.get(each.key, "")
        ],
        papers=[each for each in definition.needed(answers) if not each.optional and each.key not in have],
        stop=definition.stopped(answers),
    )  # fmt: skip
