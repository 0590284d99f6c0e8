/* two-cpus.barn, and the same ends: two-cpus.ends. What is left out of the model, and why
 * that cannot change an end, is told in sheaves.inc. */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run program(0, 0, 6, 7); run program(1, 1, 1, 1) }; (_nr_pr == 1); tell() }
