// Keeps `nice` as it was asked for; has no functions.
