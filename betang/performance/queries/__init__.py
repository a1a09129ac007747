"""What is read about performance."""
