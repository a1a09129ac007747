"""What the pages of the ledger share: where they stand, and how a refusal is shown in a form."""

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.kernel.errors import DomainError, Invalid
from betang.ui.parts import Link


def trail(*links: Link) -> list[Link]:
    """Give the breadcrumbs of a page."""
    home = Link(_("Beranda"), reverse("desk"))
    return [home, Link(_("Sumber fakta"), reverse("sources") if links else ""), *links]


def refused(form: Form, error: DomainError) -> None:
    """Put an action's refusal beside the fields it names, or above the form."""
    fields = error.fields if isinstance(error, Invalid) else {}
    named = {name: text for name, text in fields.items() if name in form.fields}
    for name, text in named.items():
        form.add_error(name, text)
    if not named:
        form.add_error(None, error.message)
