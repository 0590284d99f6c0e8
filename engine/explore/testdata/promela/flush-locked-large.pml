/* flush-locked-large.barn */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run program(0, 1, 4, 3); run shrink(1, 0, 1) }; (_nr_pr == 1); tell() }
