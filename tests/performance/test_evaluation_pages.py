"""The screens of evaluation and objection, as each of their users meets them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from betang.kernel.access.roles import Role
from betang.performance.models import Evaluation, EvaluationState, IndicatorValue, UnitAchievement, VersionState
from betang.regulation.eksp2022.levels import NILAI
from tests.people import build as people
from tests.performance import build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_BYTES = 200_000
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def users(city):
    return build.accounts(city)


@pytest.fixture
def year(city):
    return build.plans(city, agreed=True)


@pytest.fixture
def third(year):
    return build.period(year.cycle, 3)


def asked(client, user, url):
    """Open a page as somebody; count its queries, hold its size."""
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.content[:300])
    assert len(answer.content) < MOST_BYTES
    return len(queries), answer.content.decode()


def form_of(plan, *, edition=0, rating="SESUAI", **more):
    """Give what the rating form sends."""
    version = plan.versions.get(state="disepakati")
    data = {"edisi": edition, "hasil": "", "perilaku": "", "usulan_hasil": "", "usulan_perilaku": "", "alasan": ""}
    for item in version.results.prefetch_related("indicators"):
        data[f"butir-{item.lineage}-rating"] = rating
        data[f"butir-{item.lineage}-umpan"] = "Terlihat."
        for indicator in item.indicators.all():
            data[f"angka-{indicator.lineage}"] = "92,5"
            data[f"bukti-{indicator.lineage}"] = "Register"
    data |= {f"nilai-{name}-rating": rating for name in NILAI.names}
    return {**data, **more}


def urls(plan, number=3):
    """Give the addresses of one evaluation by name."""
    return lambda name: reverse(name, args=[plan.uid, number])


def test_the_rater_rates_saves_and_sends_and_the_employee_follows(client, city, users, year, third):
    at = urls(year.clerk)
    client.force_login(users.head)
    unit = reverse("evaluation_unit", args=[city.division.code, 2026, 3])
    assert client.post(unit, {"level": "BAIK", "reason": ""}).status_code == 422
    assert client.post(unit, {"level": "BAIK", "reason": "Rencana aksi tercapai."}).status_code == 302
    assert UnitAchievement.objects.get().level == "BAIK"

    client.force_login(users.clerk)
    own = {f"nilai-{name}-sendiri": "DI_ATAS" for name in NILAI.names}
    assert client.post(at("evaluation_self"), own).status_code == 302

    _count, page = asked(client, users.chief, at("evaluation_rate"))
    assert "Penilaian diri:" in page
    answer = client.post(at("evaluation_save"), form_of(year.clerk, edition=1), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert 'id="predikat"' in page
    assert "Baik" in page
    assert "Mengapa predikat ini?" in page
    assert 'name="edisi" value="2"' in page
    assert set(IndicatorValue.objects.values_list("value", flat=True)) == {Decimal("92.5")}
    assert client.post(at("evaluation_save"), form_of(year.clerk, edition=2)).status_code == 302

    _count, page = asked(client, users.clerk, at("evaluation"))
    assert "Penilaian diri Triwulan III 2026" in page
    assert "Terlihat." not in page

    client.force_login(users.chief)
    assert client.post(at("evaluation_send"), form_of(year.clerk, edition=2)).status_code == 302
    _count, page = asked(client, users.clerk, at("evaluation"))
    assert "Terlihat." in page
    assert "Mengapa predikat ini?" in page
    assert client.post(at("evaluation_receive")).status_code == 302
    assert client.post(at("evaluation_answer"), {"aksi": "tanggapi", "text": ""}).status_code == 422
    answer = client.post(at("evaluation_answer"), {"aksi": "tanggapi", "text": HOSTILE}, follow=True)
    assert HOSTILE not in answer.content.decode()
    assert client.post(at("evaluation_answer"), {"aksi": "setuju", "text": ""}).status_code == 302
    assert Evaluation.objects.get().state == EvaluationState.ACCEPTED


def test_ratings_stay_hidden_until_sent(client, city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    made = build.rated(year.clerk, third, by=users.chief)
    at = urls(year.clerk)
    auditor = people.account(None, "auditor", Role.AUDITOR)
    for user in (users.head, users.mayor, auditor, users.stranger):
        client.force_login(user)
        assert client.get(at("evaluation")).status_code == 404
        assert client.get(at("evaluation_rate")).status_code in {403, 404}
    _count, page = asked(client, users.clerk, at("evaluation"))
    assert "checked" not in page
    build.sent(year.clerk, third, by=users.chief)
    for user, status in ((users.head, 200), (users.mayor, 200), (auditor, 200), (users.stranger, 404)):
        client.force_login(user)
        assert client.get(at("evaluation")).status_code == status
    assert made.state == EvaluationState.OPEN


def test_a_refused_form_says_why_and_keeps_nothing(client, city, users, year, third):
    at = urls(year.clerk)
    client.force_login(users.chief)
    data = form_of(year.clerk)
    number = next(name for name in data if name.startswith("angka-"))
    answer = client.post(at("evaluation_save"), {**data, number: "banyak"})
    assert answer.status_code == 422
    assert "Tulis angka saja" in answer.content.decode()
    assert not Evaluation.objects.exists()
    answer = client.post(at("evaluation_save"), {**data, number: "banyak"}, headers={"HX-Request": "true"})
    assert 'name="edisi" value="0"' in answer.content.decode()
    answer = client.post(at("evaluation_send"), data)
    assert answer.status_code == 422
    assert "capaian kinerja unitnya belum ditetapkan" in answer.content.decode()
    assert client.post(at("evaluation_save"), data).status_code == 409
    answer = client.post(at("evaluation_save"), data, headers={"HX-Request": "true"})
    assert "disimpan dari tempat lain" in answer.content.decode()


def test_several_are_sent_from_the_table_side_by_side(client, city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    made = build.rated(year.clerk, third, by=users.chief)
    url = reverse("evaluation_compare") + "?tahun=2026&periode=3"
    _count, page = asked(client, users.chief, url)
    assert "siap dikirim" in page
    assert client.post(reverse("evaluations_send") + "?tahun=2026&periode=3").status_code == 422
    client.force_login(users.stranger)
    foreign = client.post(reverse("evaluations_send"), {"evaluasi": f"{made.pk}:{made.edition}"})
    assert foreign.status_code == 404
    assert Evaluation.objects.get().state == EvaluationState.OPEN
    client.force_login(users.chief)
    done = client.post(reverse("evaluations_send"), {"evaluasi": f"{made.pk}:{made.edition}"}, follow=True)
    assert "1 evaluasi terkirim." in done.content.decode()
    _count, page = asked(client, users.chief, reverse("evaluation_team") + "?tahun=2026&periode=3")
    assert "Sebaran predikat" in page


def test_pages_ask_few_questions_however_many_people(client, city, users, year, third):
    build.achievement(city.division, third, by=users.head)
    build.sent(year.clerk, third, by=users.chief)
    other = build.plan(year.cycle, people.person(30, "Pegawai 30", city.posts["clerk"]), city.chief, city.division)
    build.filled(other, VersionState.AGREED)
    build.rated(other, third, by=users.chief)
    where = "?tahun=2026&periode=3"
    pages = [
        (users.chief, reverse("evaluation_team") + where),
        (users.chief, reverse("evaluation_compare") + where),
        (users.chief, urls(other)("evaluation_rate")),
        (users.clerk, urls(year.clerk)("evaluation")),
        (users.head, urls(year.clerk)("evaluation")),
        (users.clerk, reverse("evaluations")),
        (users.head, reverse("evaluation_units") + where),
        (users.head, reverse("evaluation_unit", args=[city.division.code, 2026, 3])),
        (users.clerk, reverse("objections")),
    ]
    before = [asked(client, user, url)[0] for user, url in pages]
    for number in range(31, 36):
        made = build.plan(
            year.cycle, people.person(number, f"Pegawai {number}", city.posts["clerk"]), city.chief, city.division
        )
        build.filled(made, VersionState.AGREED)
        build.rated(made, third, by=users.chief)
    after = [asked(client, user, url)[0] for user, url in pages]
    assert after == before
    assert max(after) <= MOST_QUERIES, dict(zip([url for _user, url in pages], after, strict=True))
