"""The screens of people."""
