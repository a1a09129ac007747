"""The screens of performance."""
