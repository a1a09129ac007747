"""A secret shows its mask and nothing else, whatever is done with it short of reveal()."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import pprint
import traceback

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict, modelform_factory
from django.http import JsonResponse
from django.template import Context, Engine
from django.utils.html import escape, format_html

from betang.kernel.crypto.masks import MASKS
from betang.kernel.crypto.secret import Secret
from betang.people.models import Employee
from tests.kernel.crypto.samples import employee

NIK = "6271035708909901"
MASK = "627103******9901"


@pytest.fixture
def secret() -> Secret:
    return Secret(NIK, mask="nik")


def rendered(template: str, **context: object) -> str:
    return Engine().from_string(template).render(Context(context))


def test_only_reveal_gives_the_plain_text(secret):
    assert secret.reveal() == NIK
    assert str(secret) == f"{secret}" == MASK
    assert f"{secret:>20}" == f"    {MASK}"
    assert repr(secret) == repr([secret])[1:-1] == f"<Secret {MASK}>"
    assert "NIK %s" % secret == f"NIK {MASK}"  # noqa: UP031  this way too
    assert pprint.pformat({"nik": secret}) == f"{{'nik': <Secret {MASK}>}}"


def test_a_secret_never_leaks_into_json(secret):
    assert json.dumps([secret], cls=DjangoJSONEncoder) == f'["{MASK}"]'
    assert json.loads(JsonResponse({"nik": secret}).content) == {"nik": MASK}
    with pytest.raises(TypeError, match="not JSON serializable"):
        json.dumps(secret)


def test_a_secret_never_leaks_into_a_template(secret):
    assert rendered("{{ nik }}|{{ nik.reveal }}|{{ nik.sealed }}", nik=secret) == f"{MASK}||"
    assert rendered("{{ nik|upper }}{% if nik %} ada{% endif %}", nik=secret) == f"{MASK} ada"
    assert (escape(secret), format_html("{}", secret)) == (MASK, MASK)


def test_a_secret_is_not_pickled_and_copies_as_itself(secret):
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(secret)
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(employee())
    assert copy.deepcopy([secret])[0] is copy.copy(secret) is secret


def test_a_secret_never_leaks_from_its_attributes_a_log_or_a_traceback(secret, caplog):
    attributes = [getattr(secret, name) for name in dir(secret) if name not in {"__dict__", "__weakref__"}]
    assert NIK not in repr(attributes) + repr(vars(secret))
    logging.getLogger("betang.test").error("nik %s", secret)
    try:
        raise ValueError(secret)
    except ValueError as error:
        told = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert NIK not in caplog.text + told
    assert MASK in caplog.text


def test_a_secret_never_leaks_from_a_row_or_its_form():
    row = employee()
    values = model_to_dict(row)
    page = modelform_factory(Employee, fields=["nik", "phone", "email", "address"])(instance=row).as_p()
    for plain in (NIK, "081152000001", "contoh1@", "Jalan Contoh"):
        assert plain not in json.dumps(values, cls=DjangoJSONEncoder) + repr(values) + page
    assert MASK in page


def test_equal_secrets_are_equal_whatever_their_masks(secret):
    assert secret == Secret(NIK) == NIK
    assert secret != Secret("6271035708919901", mask="nik")
    assert len({secret, Secret(NIK)}) == 1
    assert (secret == "", Secret("") == "", bool(Secret(""))) == (False, True, False)
    assert str(Secret("", mask="nik")) == ""


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        ("nik", "62.71.03.570890.9901", MASK),
        ("nik", "62710357089099", "••••"),
        ("nik", "٦٢٧١٠٣٥٧٠٨٩٠٩٩٠١", "••••"),
        ("phone", "+62 811-5200-123", "••••123"),
        ("phone", "112", "••••"),
        ("email", "sari@example.go.id", "s••••@example.go.id"),
        ("email", "s@example.go.id", "••••@example.go.id"),
        ("email", "bukan surel", "••••"),
        ("text", "Jalan Contoh 1", "••••"),
    ],
)
def test_what_a_mask_shows(mask, plain, shown):
    assert MASKS[mask](plain) == shown


def test_hostile_text_in_a_mask_stays_text():
    shown = rendered("{{ email }}", email=Secret("x<b>@<script>alert(1)</script>", mask="email"))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
