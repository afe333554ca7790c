"""One module per kind of file; each turns a file into a `Document`."""
