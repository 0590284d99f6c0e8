/* interrupt.barn, and the same ends: interrupt.ends. What is left out of the model, and why
 * that cannot change an end, is told in sheaves.inc. */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run program(0, 0, 4, 3); run handler(1, 0, 2, 1) }; (_nr_pr == 1); tell() }
