"""`betang appraise`: a year-end's ratings from a spreadsheet or files, with every derivation."""
