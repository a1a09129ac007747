"""The addresses of sign-in and of one's own account. Of allauth's own views only the way back from SSO is here."""

from django.urls import path

from betang.portal.accounts.views import account, codes, door, factors, issue

urlpatterns = [
    path("masuk/", door.sign_in, name="sign_in"),
    path("masuk/kunci-sandi/", door.passkey_sign_in, name="passkey_sign_in"),
    path("masuk/kunci-sandi/tantangan/", door.passkey_challenge, name="passkey_challenge"),
    path("masuk/langkah-kedua/", door.second_step, name="second_step"),
    path("masuk/langkah-kedua/tantangan/", door.second_step_challenge, name="second_step_challenge"),
    path("masuk/sso/", door.sso_begin, name="sso_begin"),
    path("masuk/sso/<str:provider_id>/kembali/", door.sso_return, name="openid_connect_callback"),
    path("masuk/lupa/", codes.forgotten, name="password_forgotten"),
    path("masuk/kode/", codes.code_open, name="code_open"),
    path("masuk/kode/sandi/", codes.code_password, name="code_password"),
    path("keluar/", door.sign_out, name="sign_out"),
    path("akun/", account.account, name="account"),
    path("akun/konfirmasi/", account.confirm, name="account_confirm"),
    path("akun/sandi/", account.password, name="account_password"),
    path("akun/bahasa/", account.language, name="account_language"),
    path("akun/sesi/akhiri/", account.sessions_end_others, name="account_sessions_end"),
    path("akun/sesi/<int:sign_in>/akhiri/", account.session_end_one, name="account_session_end"),
    path("akun/sso/lepas/", account.sso_loosen, name="account_sso_unlink"),
    path("akun/langkah-kedua/aplikasi/", factors.totp_add, name="totp_add"),
    path("akun/langkah-kedua/kunci-sandi/", factors.passkey_new, name="passkey_add"),
    path("akun/langkah-kedua/kunci-sandi/tantangan/", factors.passkey_options, name="passkey_options"),
    path("akun/langkah-kedua/<int:factor>/lepas/", factors.factor_loosen, name="factor_remove"),
    path("akun/langkah-kedua/kode-pemulihan/", factors.recovery_new, name="recovery_renew"),
    path("akun/kode/", issue.code_new, name="code_issue"),
    path("akun/slip/<slug:code>/", issue.slips, name="code_slips"),
]
