// The fonts of the system; the library itself is Debian's libfontconfig1-dev, which cairo's brings.
#include <fontconfig/fontconfig.h>
