"""General titles of the notices that accounts send."""

from django.utils.translation import gettext_lazy as _

from betang.kernel.notices.kinds import kinds

kinds(
    {
        "accounts.code_issued": _("Kode masuk dibuat untuk akun Anda"),
        "accounts.password_changed": _("Kata sandi akun Anda diganti"),
        "accounts.factor_changed": _("Langkah kedua akun Anda berubah"),
    }
)
