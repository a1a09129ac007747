"""The citizen satisfaction survey (SKM): PermenPANRB 14/2017.

Nine elements scored 1 to 4 give a mean for each element, from these the SKM and the index (IKM, 25 to 100) with its
category; beside it the sample size, its allocation to services, and the index of several units together.
"""
