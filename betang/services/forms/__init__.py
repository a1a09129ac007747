"""What residents and officers type in: shapes are checked here, meaning in the actions."""
