"""The page of one's own notices, and whether a daily e-mail is wanted."""
