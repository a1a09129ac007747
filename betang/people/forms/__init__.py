"""What people type in: shapes are checked here, meaning in the actions."""
