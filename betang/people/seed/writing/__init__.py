"""Writes a drawn city into the database: `bulk` where rows are many, `single`, by the actions, where they are few."""
