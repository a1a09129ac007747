"""Registers the workbook app: the uploaded workbooks and their results."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkbookConfig(AppConfig):
    """The appraisal workbooks."""

    name = "betang.portal.workbook"
    label = "workbook"
    verbose_name = _("buku kerja penilaian")
