"""The engine of the settings where the database is SQLite: Django's own, with another way of waiting to write."""
