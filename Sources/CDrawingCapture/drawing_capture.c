#include "drawing_capture.h"
