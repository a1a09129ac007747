"""The papers of public services."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from betang.kernel.documents.kinds import kind

FOLDER = Path(__file__).parent / "typst"

SURVEY = kind(
    name="services.survey",
    title=_("Laporan Survei Kepuasan Masyarakat"),
    code="SKM",
    template=FOLDER / "survey.typ",
    form="PermenPANRB 14/2017, 1",
)

RECEIPT = kind(
    name="services.receipt",
    title=_("Tanda terima permohonan"),
    code="TT",
    template=FOLDER / "receipt.typ",
    form="Rancangan Betang",
)

REFUSAL = kind(
    name="services.refusal",
    title=_("Pemberitahuan penolakan permohonan"),
    code="TLK",
    template=FOLDER / "refusal.typ",
    form="Rancangan Betang",
)
