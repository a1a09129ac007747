"""What is read of public services."""
