"""Random forms: reports with known figures and odd print, and what a program reads in them."""
