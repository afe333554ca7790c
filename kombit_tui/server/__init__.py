"""The shared server: Kinto's settings, what is provisioned in it, checks, and our one plugin.

Needs the extra `server`; nothing here is loaded before one of its commands runs.
"""
