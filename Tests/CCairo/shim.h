// Printing PDFs in tests; Debian's libcairo2-dev, which libpoppler-glib-dev brings along.
#include <cairo-pdf.h>
