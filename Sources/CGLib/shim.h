// Checksums; the system library itself is Debian's libglib2.0-dev, which poppler's brings.
#include <glib.h>
