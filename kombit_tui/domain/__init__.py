"""The rules of the field. No I/O, no Textual, no SQL, nothing else of ours."""
