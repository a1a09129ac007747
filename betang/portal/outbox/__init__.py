"""The outbox of demo mode: mails that would have been sent, for whoever tries Betang out."""
