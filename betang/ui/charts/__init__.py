"""Marks inside tables: pure functions from data to SVG geometry in percent. They know neither Django nor colours.

Every coordinate comes back as text with a point ("71.3%"). A number handed to a template would be written with a comma
in Indonesian, and the browser would drop it.
"""
