"""Widgets: they show rows and post wishes. They know neither the store nor any screen."""
