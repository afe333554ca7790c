"""A random user at a dashboard on a big store with sync on, for as long as one likes.

`python -m tests.soak --minutes 60`; `python -m tests.soak --help` tells the rest.
"""
