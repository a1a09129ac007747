"""The secret of a survey's link: made from the invitation's id under a key that is not in the database.

So the applicant's own page can show the link that the message held, and yet nothing but a keyed digest is stored.
"""

from __future__ import annotations

from uuid import UUID

from betang.kernel.crypto.blind import blind, blinds
from betang.services.models import SurveyInvite

MADE, KEPT = "services.survey.token", "services.survey.digest"


def new_token(uid: UUID) -> str:
    """Return the token of a new invitation: 128 bits."""
    return blind(MADE, str(uid))


def token_digest(token: str) -> str:
    """Return what is kept of a token."""
    return blind(KEPT, token)


def token_digests(token: str) -> list[str]:
    """Return under which digests a token may stand."""
    return blinds(KEPT, token)


def token_of(invite: SurveyInvite) -> str:
    """Return the token of an invitation, made again under the key it was made with; "" when that key is gone."""
    made = blinds(MADE, str(invite.uid))
    return next((token for token in made if invite.digest in token_digests(token)), "")
