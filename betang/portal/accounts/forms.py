"""The forms of sign-in and of one's own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from betang.ui.forms import Choices

LONGEST = 256


def text(label: Any, *, autocomplete: str = "off", help_text: Any = "", **attributes: str) -> forms.CharField:
    """Make a short text field that no program tries to correct."""
    attrs = {"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false", **attributes}
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=help_text, widget=forms.TextInput(attrs)
    )  # fmt: skip


def secret(label: Any, *, autocomplete: str, help_text: Any = "", shown: bool = False) -> forms.CharField:
    """Make a password field; spaces in it count. `shown` fills it in, for the public password of demo accounts."""
    widget = forms.PasswordInput({"autocomplete": autocomplete}, render_value=shown)
    return forms.CharField(label=label, max_length=LONGEST, strip=False, help_text=help_text, widget=widget)


class SignInForm(forms.Form):
    """User name and password. Whether they are right is not the form's business."""

    username = text(_("NIP, nama pengguna, atau surel dinas"), autocomplete="username")
    password = secret(_("Kata sandi"), autocomplete="current-password")
    remember = forms.BooleanField(label=_("Ingat perangkat ini selama 7 hari"), required=False)

    def __init__(self, *args: Any, demo: bool = False, **named: Any) -> None:
        super().__init__(*args, **named)
        if demo and not self.is_bound:
            self.fields["password"] = secret(_("Kata sandi"), autocomplete="current-password", shown=True)


class SecondStepForm(forms.Form):
    """A code of an app, or a recovery code."""

    code = text(_("Kode"), autocomplete="one-time-code", inputmode="text")


class PasskeyForm(forms.Form):
    """What the browser answered for a passkey; filled in by the script."""

    credential = forms.JSONField(max_length=20_000)


class PasskeyAddForm(PasskeyForm):
    """A new passkey with the name its owner knows it by."""

    name = forms.CharField(
        label=_("Nama kunci ini"), max_length=60, required=False, help_text=_("Misalnya: ponsel saya, laptop kantor.")
    )


class ForgottenForm(forms.Form):
    """Who lost the password."""

    username = text(_("NIP, nama pengguna, atau surel dinas"), autocomplete="username")


class CodeForm(forms.Form):
    """A code from a slip or an e-mail."""

    username = text(_("NIP atau nama pengguna"), autocomplete="username")
    code = text(_("Kode masuk"), help_text=_("Tiga kelompok empat huruf atau angka. Tanda hubung boleh diabaikan."))


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = secret(
        _("Kata sandi baru"), autocomplete="new-password",
        help_text=_("Sedikitnya 10 huruf. Rangkaian beberapa kata lebih aman dan lebih mudah diingat."),
    )  # fmt: skip
    again = secret(_("Kata sandi baru, sekali lagi"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and data["password"] != data["again"]:
            self.add_error("again", _("Kedua kata sandi ini berbeda."))
        return data


class PasswordChangeForm(NewPasswordForm):
    """A new password for somebody who knows the old one."""

    old = secret(_("Kata sandi sekarang"), autocomplete="current-password")
    field_order = ("old", "password", "again")


class ConfirmForm(forms.Form):
    """The password once more, or a code, from somebody who is signed in."""

    def __init__(self, *args: Any, by_password: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["answer"] = (
            secret(_("Kata sandi"), autocomplete="current-password")
            if by_password
            else text(_("Kode dari aplikasi, atau kode pemulihan"), autocomplete="one-time-code")
        )


class TotpForm(forms.Form):
    """The secret that the page drew (signed), and the code the app made of it."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=400)
    code = text(_("Kode enam angka dari aplikasi"), autocomplete="one-time-code", inputmode="numeric")


class CodeIssueForm(forms.Form):
    """For whom a code is, and why."""

    CODE, FACTORS = "kode", "langkah-kedua"

    username = text(_("NIP atau nama pengguna"))
    what = forms.ChoiceField(
        label=_("Yang dibuat"),
        choices=[(CODE, _("Kode masuk baru")), (FACTORS, _("Lepaskan langkah kedua, lalu kode masuk baru"))],
        initial=CODE,
        widget=Choices,
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300,
        help_text=_("Tercatat di jejak audit. Pemilik akun diberi tahu bahwa kodenya dibuat."),
    )  # fmt: skip
