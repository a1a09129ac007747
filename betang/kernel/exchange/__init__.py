"""Spreadsheets in: workbooks and folders of files, read into compact columns; every fault is named by its cell."""
