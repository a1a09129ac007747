"""The papers of public services, set out for their templates."""
