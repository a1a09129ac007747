"""NUM-2019, the numeric rule set of the second half of 2021: PP 30/2019 with PermenPANRB 8/2021.

Indicators get an achievement, a category and a value; plan and behaviour give a score, the score a predikat. It serves
for reading and checking evaluations of that time. What the sources do not say is a parameter without a value.
"""
