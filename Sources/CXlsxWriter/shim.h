// The headers that SpreadsheetWriting needs; the library itself is Debian's libxlsxwriter-dev.
#include <xlsxwriter.h>
