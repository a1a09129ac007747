"""Bringing the city in from spreadsheets: read, compare with what is recorded, show, apply all or nothing.

`layouts` says which columns a file has; `reading` turns a file into rows; `plans` compares them, purely, with what is
recorded (`state`); `applying` writes a plan in bulk.
"""
