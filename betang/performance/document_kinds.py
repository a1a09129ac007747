"""The papers of performance, by their official forms (PermenPANRB 6/2022; law/people-reference §6)."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from betang.kernel.documents.kinds import kind

FOLDER = Path(__file__).parent / "typst"
FORM = "PermenPANRB 6/2022, 2"  # the official form, and how often we changed how it is set

PLAN = kind(
    name="performance.plan",
    title=_("Sasaran Kinerja Pegawai dan lampirannya"),
    code="SKP",
    template=FOLDER / "plan.typ",
    form=FORM,
)
EVALUATION = kind(
    name="performance.evaluation",
    title=_("Evaluasi Kinerja Pegawai"),
    code="EKP",
    template=FOLDER / "evaluation.typ",
    form=FORM,
)
SUMMARY = kind(
    name="performance.summary",
    title=_("Dokumen Evaluasi Kinerja Pegawai"),
    code="DEK",
    template=FOLDER / "summary.typ",
    form=FORM,
)
