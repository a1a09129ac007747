"""The places that the history of a request may have, in order; each request of the demo city uses some of them."""

from betang.services import flow

SUBMITTED, CHECKED, RETURNED, AGAIN, TWICE, LAST, RECORDED, HELD, RESUMED = range(9)
VALIDATED, SIGNED, ISSUED, HANDED, DONE, ENDED = range(9, 15)
COUNT = 15

STATES = (
    flow.SUBMITTED, flow.VERIFYING, flow.CORRECTING, flow.VERIFYING, flow.CORRECTING, flow.VERIFYING, flow.RECORDING,
    flow.OUTAGE, flow.RECORDING, flow.VALIDATING, flow.SIGNING, flow.ISSUED, flow.SENT, flow.DONE, flow.REJECTED,
)  # fmt: skip
"""The state that is entered at each place; HANDED and ENDED depend on the request."""
PLAIN = (SUBMITTED, CHECKED, RECORDED, VALIDATED, SIGNED, ISSUED, HANDED, DONE)
"""The way of a request in which nothing goes wrong."""

USUAL = {
    CHECKED: 30, RETURNED: 18, AGAIN: 300, TWICE: 30, LAST: 240, RECORDED: 18, HELD: 20, RESUMED: 150,
    VALIDATED: 55, SIGNED: 45, ISSUED: 55, HANDED: 10, DONE: 60, ENDED: 60,
}  # fmt: skip
"""Working minutes until each place, half above and half below: our own assumption, no city's figures."""
SPREAD = {AGAIN: 0.8, LAST: 0.8, HELD: 0.5, RESUMED: 0.7, SIGNED: 0.8, ISSUED: 0.9, DONE: 0.9}
OTHERS_SPREAD = 0.65
BY_OFFICER = (CHECKED, RETURNED, TWICE, RECORDED, HELD, RESUMED, VALIDATED, HANDED, DONE)
BY_VERIFIER = (SIGNED, ISSUED)
