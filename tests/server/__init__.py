"""Kinto in process with our plugin: provisioning, settings, checks, and what the plugin refuses."""
