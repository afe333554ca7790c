"""Reads meeting material: readers (file -> pages), extract (pages -> candidates), plan, apply."""
