"""What is typed in about performance."""
