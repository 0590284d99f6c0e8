/* flush-locked.barn, and the same ends: flush-locked.ends. What is left out of the model, and why
 * that cannot change an end, is told in sheaves.inc. */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run program(0, 1, 3, 3); run shrink(1, 0, 1) }; (_nr_pr == 1); tell() }
