"""Tests: they mirror betang/, plus health/ (the shape of the project), browser/ and tools/."""
