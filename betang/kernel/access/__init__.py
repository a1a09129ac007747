"""Who may see and do what: roles, the person in front of the screen, a declared rule per page, a condition per row.

Deny by default: an address whose view declares no rule stops the start of the web server (`addresses.verify_urls`).
How a page or a row gets its rule: docs/decisions/0022-access.md.
"""
