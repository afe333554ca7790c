"""Records in Danish words, for the screens and the command line alike. Knows no Textual."""
