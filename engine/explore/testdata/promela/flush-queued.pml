/* flush-queued.barn, and the same ends: flush-queued.ends. What is left out of the model, and why
 * that cannot change an end, is told in sheaves.inc. A worker is needed on CPU 1 only:
 * CPU 0 has no sheaf in use, and if work came to it the model would be stuck. */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run kworker(2, 1); run program(0, 1, 2, 1); run shrink(1, 0, 0) }; (_nr_pr == 2); tell() }
