"""One check for each rule of docs/architecture.md, and for each a proof that it can fail.

A check is a function that takes files (or a folder) and returns sentences, one for each violation; the tests run it
on the project, where it must find nothing, and on a made-up bad example, where it must find something.
"""
