"""The words in which the audit trail shows what was done with accounts."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy

from betang.kernel.accounts.models import User
from betang.kernel.accounts.names import masked_name
from betang.kernel.audit.words import describe, say


def user_labels(ids: Sequence[str]) -> Mapping[str, str]:
    """Name accounts by their user name; a NIP is an identity number and stays masked."""
    rows = User.objects.filter(pk__in=[key for key in ids if key.isdecimal()]).values_list("pk", "username")
    return {str(key): masked_name(name) for key, name in rows}


say(
    {
        "accounts.user_create": gettext_lazy("akun dibuat"),
        "accounts.user_close": gettext_lazy("akun ditutup"),
        "accounts.user_reopen": gettext_lazy("akun dibuka kembali"),
        "accounts.sign_ins_erase": gettext_lazy("log akses lama dihapus"),
        "accounts.session_end": gettext_lazy("satu sesi diakhiri"),
        "accounts.sessions_end": gettext_lazy("semua sesi diakhiri"),
        "accounts.code_issue": gettext_lazy("kode masuk dibuat"),
        "accounts.code_redeem": gettext_lazy("kode masuk dipakai, kata sandi dipilih"),
        "accounts.password_change": gettext_lazy("kata sandi diganti"),
        "accounts.email_set": gettext_lazy("surel masuk diubah"),
        "accounts.factor_add": gettext_lazy("langkah kedua dipasang"),
        "accounts.factor_remove": gettext_lazy("langkah kedua dilepas"),
        "accounts.factors_clear": gettext_lazy("semua langkah kedua dilepas"),
        "accounts.recovery_renew": gettext_lazy("kode pemulihan dibuat baru"),
        "accounts.sso_link": gettext_lazy("akun dihubungkan dengan SSO"),
        "accounts.sso_unlink": gettext_lazy("akun dilepas dari SSO"),
    }
)
describe("accounts.user", labels=user_labels)
describe(
    "accounts.accesscode", fields={"purpose": gettext_lazy("keperluan")}, open_fields={"purpose"}
)  # fmt: skip
describe(
    "accounts.signin",
    word=gettext_lazy("log akses"),
    fields={"at": gettext_lazy("sampai dengan"), "amount": gettext_lazy("banyaknya")},
    open_fields={"at", "amount"},
)
describe("accounts.factor", word=gettext_lazy("langkah kedua"), fields={"type": gettext_lazy("jenis")})
