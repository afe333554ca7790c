"""What we promise, made to fail: errors, foreign text, secrets, and who may read what."""
