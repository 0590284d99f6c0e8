/* interrupt.barn */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run program(0, 0, 4, 3); run handler(1, 0, 2, 1) }; (_nr_pr == 1); tell() }
