"""EKSP-2022, the live rule set: PermenPANRB 6/2022 with SE MenPANRB 3/2023.

The unit's achievement gives a pattern; items give a result rating, behaviours a behaviour rating; the quadrant of both
gives the predikat. Everything here proposes; people decide, with a reason where they differ.
"""
