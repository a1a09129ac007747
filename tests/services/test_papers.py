"""The letter of refusal: for the holder of a refused request, with coded reasons and nothing that names anybody."""

from __future__ import annotations

from typing import Any

import pytest

from betang.services import flow
from betang.services.papers.refusal import refusal_paper
from betang.services.reasons import REASONS
from tests.services.sent import submitted
from tests.services.test_residents import browser_with
from tests.services.test_steps import NOW, Counter

pytestmark = pytest.mark.django_db


def test_a_refused_request_has_a_letter_for_its_holder(freeze: Any):
    freeze(NOW)
    counter = Counter()
    row = counter.step(submitted(NOW), flow.VERIFYING)
    row = counter.step(row, flow.REJECTED, reasons=["A6"], words="Anda tercatat di kota lain.")
    page, other = f"/permohonan/{row.uid}/penolakan/pdf/", submitted(NOW)
    assert browser_with(row).post(page).getvalue().startswith(b"%PDF-")
    assert browser_with(other).post(page).status_code == 404
    assert browser_with(other).post(f"/permohonan/{other.uid}/penolakan/pdf/").status_code == 409
    paper = refusal_paper(row, office="Disdukcapil")
    assert paper
    assert paper.data["reasons"] == [REASONS["A6"].id]
    assert not any(said in str(paper.data) for said in ("Sari", "Anda tercatat di kota lain", "627103"))
