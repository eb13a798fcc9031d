// The header that PDFReading needs; the system library itself is Debian's libwebp-dev.
#include <webp/encode.h>
