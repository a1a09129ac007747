"""Accounts: one table for staff and residents, holding the login and nothing else about a person."""
