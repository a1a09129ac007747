"""What can be done with accounts: make and close them, issue and redeem codes, end sessions, keep second factors."""

from betang.kernel.accounts.actions.codes import (
    code_issue,
    code_opened,
    code_redeem,
    codes_issue,
    codes_send,
    reset_send,
)
from betang.kernel.accounts.actions.creating import AccountsMade, NewAccount, accounts_create
from betang.kernel.accounts.actions.erasing import sign_ins_erase
from betang.kernel.accounts.actions.factors import (
    factor_remove,
    factors_clear,
    passkey_add,
    recovery_renew,
    second_step_take,
    totp_activate,
)
from betang.kernel.accounts.actions.keeping import email_set, language_choose, password_change
from betang.kernel.accounts.actions.sessions import (
    account_close,
    account_reopen,
    accounts_close,
    expired_clear,
    session_end,
    sessions_end,
    sign_in_record,
    sign_out_record,
)
from betang.kernel.accounts.actions.sso import sso_account, sso_unlink

__all__ = [
    "AccountsMade",
    "NewAccount",
    "account_close",
    "account_reopen",
    "accounts_close",
    "accounts_create",
    "code_issue",
    "code_opened",
    "code_redeem",
    "codes_issue",
    "codes_send",
    "email_set",
    "expired_clear",
    "factor_remove",
    "factors_clear",
    "language_choose",
    "passkey_add",
    "password_change",
    "recovery_renew",
    "reset_send",
    "second_step_take",
    "session_end",
    "sessions_end",
    "sign_in_record",
    "sign_ins_erase",
    "sign_out_record",
    "sso_account",
    "sso_unlink",
    "totp_activate",
]
