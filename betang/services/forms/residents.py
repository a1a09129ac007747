"""What residents type in to get an account, and to close it."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

QUIET = {"autocapitalize": "none", "spellcheck": "false"}


class AddressForm(forms.Form):
    """The one address to which a code is sent."""

    alamat = forms.CharField(
        label=_("Surel atau nomor ponsel"),
        max_length=254,
        help_text=_("Kami mengirim satu kode ke sana. Contoh: nama@contoh.id atau 0812 3456 7890."),
        widget=forms.TextInput(attrs={"autocomplete": "email", **QUIET}),
    )


class RegisterForm(forms.Form):
    """The code, the name to sign in with, and a password."""

    kode = forms.CharField(
        label=_("Kode pendaftaran"),
        max_length=40,
        help_text=_("Tiga kelompok empat huruf atau angka, misalnya K7MP-4XRT-9BQD."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", **QUIET}),
    )
    nama = forms.CharField(
        label=_("Nama pengguna"),
        max_length=64,
        help_text=_("Untuk masuk nanti. Huruf kecil dan angka, mulai dengan huruf."),
        widget=forms.TextInput(attrs={"autocomplete": "username", **QUIET}),
    )
    sandi = forms.CharField(
        label=_("Kata sandi baru"),
        max_length=256,
        strip=False,
        help_text=_("Sedikitnya 10 huruf. Rangkaian beberapa kata lebih aman dan lebih mudah diingat."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def refuse(self, message: str, fields: Mapping[str, str]) -> None:
        """Say at each field what the action refused; what belongs to none, above them."""
        names = {"password": "sandi"}
        for name, words in fields.items():
            self.add_error(names.get(name, name if name in self.fields else None), words)
        if not fields or "kode" in fields:
            self.add_error(None, message)


class LeaveForm(forms.Form):
    """The password once more, before an account is closed."""

    sandi = forms.CharField(
        label=_("Kata sandi"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
