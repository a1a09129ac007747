"""Version 1 of the doors for programs."""
