"""The access log: who signed in when and by which way, and who looked at whose masked data."""
