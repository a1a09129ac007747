"""The pages of public services: each view finds, asks one action, shows."""
