"""The demo municipality: invented data that always looks alive on the day it is opened.

It owns the data files, the day they are told relative to, and their resolving into records. It
stores nothing and knows no database.
"""
