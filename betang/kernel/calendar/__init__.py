"""The city's calendar as it stands in the database: the table of days off of the law, with local days on top.

An administrator adds a day off of this city alone, or lets people work on a day that the table calls off. Whatever is
computed stores the version of the calendar it was computed with, and that calendar can be had again at any time:

    calendar = calendar_now()
    ... calendar.version is stored with the result ...
    calendar_of(version)

Commands on files read the table of the law without a database; a file of their own replaces it.
"""
