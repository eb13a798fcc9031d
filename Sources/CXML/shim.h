// HTML pages; the system library itself is Debian's libxml2-dev. Its headers bring those of ICU, which Swift's
// Foundation has of its own: only C includes them.
