/* flush-queued.barn */
#define PROGRAMS 2
#include "sheaves.inc"
init { atomic { run kworker(2, 1); run program(0, 1, 2, 1); run shrink(1, 0, 0) }; (_nr_pr == 2); tell() }
