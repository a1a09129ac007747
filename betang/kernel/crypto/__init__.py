"""Keys and encryption: what must not be read by whoever gets hold of a copy of the database or of its files.

The keys stand in a file of their own, never in the database. Fields and files are encrypted with AES-256-GCM, which
also refuses whatever was altered; a keyed hash beside a field lets it be searched; each person's values in the audit
trail have a key of their own, so that destroying the key erases them. docs/operations/keys.md says how keys are kept
and recovered.
"""
