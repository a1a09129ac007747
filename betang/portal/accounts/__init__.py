"""The pages of accounts: the two doors, codes, the second step, one's own account, codes by an administrator."""
