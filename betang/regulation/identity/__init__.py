"""Identity numbers: NIP and NI PPPK of employees, NIK and family-card numbers of residents, and the region codes.

None of these numbers has a check digit: what can be told is whether one is possible, never whether it exists. A region
that is not on the list is a warning, because people move and codes change.
"""
