"""The demo city: made-up people in the real structure, the same rows for the same size, seed and day.

A city is drawn first (`plan.drawn`), purely and without a database: who holds which post, and what happened since the
city's data was brought in. Then it is written (`load`): what is many by bulk statements, what is single by the very
actions that the screens use. No real person is in it: names are joined from lists, the NIK lie in a district that does
not exist (627199), telephone numbers and e-mail domains belong to nobody (law/privacy-and-documents §6).
"""
