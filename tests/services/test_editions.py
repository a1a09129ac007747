"""Editions of services: from a day on they hold in place of the packaged definition; what does not hold is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from betang.kernel.access.roles import Role
from betang.kernel.audit.models import AuditEntry
from betang.kernel.errors import Conflict, Invalid, NotFound
from betang.services.actions.editions import edition_add, edition_void
from betang.services.editing import packaged_texts, read
from betang.services.models import ServiceEdition
from betang.services.queries.catalogue import definition_on, services_on
from betang.services.queries.editions import text_on
from betang.services.reading import BadDefinition, packaged
from tests.access.people import user_with

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 24), date(2026, 12, 1)
TEXT = packaged_texts()["kk-hilang-rusak"]
FEWER = TEXT.replace("KK diterbitkan ulang", "Kartu diterbitkan ulang")


def add(actor: Any, **changes: Any) -> ServiceEdition:
    """Add an edition that holds, with changes."""
    usual: dict[str, Any] = {
        "service": "kk-hilang-rusak", "from_date": LATER, "content": FEWER, "source": "SK uji 1/2026",
        "reason": "SK baru", "now": NOW,
    }  # fmt: skip
    return edition_add(actor=actor, **{**usual, **changes})


def test_the_text_of_a_packaged_service_reads_as_the_service():
    assert {code: read(code, text) for code, text in packaged_texts().items()} == packaged()


@pytest.mark.parametrize(
    ("service", "text", "said"),
    [
        ("kk-hilang-rusak", "id = [", "no valid TOML"),
        ("kk-hilang-rusak", 'id = "kk-hilang-rusak"', "name"),
        ("kk-hilang-rusak", TEXT.replace('area = "dafduk"\n', ""), "'area' is missing"),
        ("kk-hilang-rusak", f"{TEXT}\nfee_rupiah = -1\n", "the fee is below zero"),
        ("kk-hilang-rusak", TEXT.replace('forms = ["F-1.02"]', 'forms = ["F-1.16"]'), "there is no form F-1.16"),
        ("kk-hilang-rusak", TEXT.replace('group = "kk"', 'group = "xx"'), "there is no group xx"),
        ("kk-hilang-rusak", f'{TEXT}\npackages = ["lupa"]\n', "names the unknown service lupa"),
        ("kk-hilang-rusak", f"{TEXT}\nfee_rupiah = [1]\n", "a value has another form"),
        ("kk-baru", TEXT, "the id of a service cannot be changed"),
    ],
)
def test_a_text_that_does_not_hold_is_refused_with_a_sentence_in_both_languages(service, text, said):
    with pytest.raises(BadDefinition, match=said) as refused:
        read(service, text)
    assert refused.value.text.id != refused.value.text.en


@pytest.mark.django_db
def test_an_edition_holds_from_its_day_until_it_is_taken_back(django_assert_num_queries):
    admin = user_with(Role.ADMIN)
    first = add(admin, content=FEWER.replace("\n", "\r\n"))
    second = add(admin, from_date=LATER + timedelta(days=9), content=FEWER.replace("Kartu", "Lembar"))
    with django_assert_num_queries(1):
        before = services_on(LATER - timedelta(days=1))
    assert before == packaged()
    assert services_on(LATER)["kk-hilang-rusak"].summary.id.startswith("Kartu diterbitkan")
    assert definition_on("kk-hilang-rusak", second.from_date).summary.id.startswith("Lembar diterbitkan")
    assert text_on("kk-hilang-rusak", LATER) == FEWER
    edition_void(actor=admin, edition=second.pk, reason="keliru", now=NOW)
    assert definition_on("kk-hilang-rusak", second.from_date).summary.id.startswith("Kartu diterbitkan")
    with pytest.raises(Conflict):
        edition_void(actor=admin, edition=second.pk, reason="keliru", now=NOW)
    with pytest.raises(Invalid):
        edition_void(actor=admin, edition=first.pk, reason=" ", now=NOW)
    with pytest.raises(NotFound):
        definition_on("tidak-ada", TODAY)
    trail = AuditEntry.objects.filter(action__startswith="services.edition").values_list("action", flat=True)
    assert list(trail.order_by("seq")) == ["services.edition_add"] * 2 + ["services.edition_void"]
    assert (first.confidence, first.source) == ("V", "SK uji 1/2026")


@pytest.mark.django_db
def test_an_edition_that_does_not_hold_is_refused_and_nothing_is_written():
    admin = user_with(Role.ADMIN)
    for changes, field in (
        ({"from_date": TODAY - timedelta(days=1)}, "from_date"),
        ({"content": TEXT}, "content"),
        ({"content": "id = ["}, "content"),
        ({"content": "#" * 60_001}, "content"),
        ({"source": " "}, "source"),
        ({"reason": ""}, "reason"),
    ):
        with pytest.raises(Invalid) as refused:
            add(admin, **changes)
        assert field in refused.value.fields
    with pytest.raises(NotFound):
        add(admin, service="tidak-ada")
    assert not ServiceEdition.objects.exists()
    add(admin, from_date=TODAY)
    with pytest.raises(Conflict):
        add(admin, from_date=TODAY, content=FEWER.replace("Kartu", "Lembar"))
    assert ServiceEdition.objects.count() == 1
