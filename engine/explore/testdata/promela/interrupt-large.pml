/* interrupt-large.barn, and the same ends: interrupt-large.ends. What is left out of the model, and why
 * that cannot change an end, is told in sheaves.inc. */
#define PROGRAMS 3
#include "sheaves.inc"
init { atomic { run program(0, 0, 1, 1); run program(1, 1, 1, 1); run handler(2, 0, 1, 1) }; (_nr_pr == 1); tell() }
