// The headers that PDFReading needs; the system library itself is Debian's libpoppler-glib-dev.
#include <cairo.h>
#include <gio/gio.h>
#include <poppler.h>
