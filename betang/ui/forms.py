"""How Django's forms are drawn: label, hint, error, control, in the design system's order and words."""

from django import forms
from django.forms.renderers import TemplatesSetting


class BetangRenderer(TemplatesSetting):
    """Draws whole forms and single fields by the design system's templates."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


class Segment(forms.RadioSelect):
    """Two to four short choices side by side, reading as one control."""

    template_name = "ui/forms/segment.html"


class Choices(forms.RadioSelect):
    """A few longer choices as large boxes."""

    template_name = "ui/forms/choices.html"
