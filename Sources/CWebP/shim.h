// The header that PageReading needs; the system library itself is Debian's libwebp-dev.
#include <webp/encode.h>
