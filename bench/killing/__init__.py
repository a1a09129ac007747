"""Processes killed while people work over HTTP: how they are started, what they do, what must hold. Needs Django."""
