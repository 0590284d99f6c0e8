/* Loads a trace.dat with KernelShark's library and prints an entry a line. */
#include <stdio.h>
#include <stdlib.h>
#include <libkshark.h>

int main(int argc, char **argv)
{
	struct kshark_context *context = NULL;
	struct kshark_entry **entries = NULL;

	if (argc != 2 || !kshark_instance(&context))
		return 2;
	int stream = kshark_open(context, argv[1]);
	if (stream < 0)
		return 3;
	ssize_t n = kshark_load_entries(context, stream, &entries);
	for (ssize_t i = 0; i < n; i++) {
		char *event = kshark_get_event_name(entries[i]);
		char *info = kshark_get_info(entries[i]);
		printf("%lld %d %s %s\n", (long long)entries[i]->ts, entries[i]->cpu, event, info);
		free(event);
		free(info);
	}
	return n < 0 ? 4 : 0;
}
