/* two-cpus.barn */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run program(0, 0, 6, 7); run program(1, 1, 1, 1) }; (_nr_pr == 1); tell() }
