// The headers that Recognition needs; the system libraries themselves are Debian's libtesseract-dev
// and libleptonica-dev.
#include <stdio.h>
#include <leptonica/allheaders.h>
#include <tesseract/capi.h>
