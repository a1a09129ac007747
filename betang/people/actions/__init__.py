"""What changes people: each action is one transaction with its entry in the audit trail."""
