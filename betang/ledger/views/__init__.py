"""The pages of sources and of facts from files."""
