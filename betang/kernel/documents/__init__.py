"""Papers that the city hands out: set by Typst from data, kept encrypted, checked by anybody through a QR code.

A module that issues papers names them in `document_kinds.py` of its app (`kinds.kind`), brings a template, and calls
`actions.documents_issue` with the data. The same content issued again is the same paper; other content is the next
edition, and the one before says from then on that it was replaced. Why so: docs/decisions/0031-documents.md.
"""
