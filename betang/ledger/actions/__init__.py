"""What is written to the ledger."""
