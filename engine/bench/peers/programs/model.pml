/* The small model of engine/bench/model_test.go: CPUs with a sheaf and a lock
 * each, and a pool, for -DCAP, -DTOTAL and -DHELD as there. */
#define CPUS 3
#define NONE 7

byte pool = TOTAL;
byte sheaf[CPUS];
byte held[CPUS];
byte phase[CPUS];
byte holder[CPUS] = NONE;
byte first[CPUS] = NONE;  /* who waits for a lock, in order: at most two can */
byte second[CPUS] = NONE;

#define I _pid
#define L ((phase[I] == 2 * HELD) -> ((I + 1) % CPUS) : I) /* whose lock and sheaf */

active [CPUS] proctype cpu() {
	do
	:: if
	:: d_step { holder[L] == NONE -> holder[L] = I }
	:: d_step { holder[L] != NONE ->
		if
		:: first[L] == NONE -> first[L] = I
		:: else -> second[L] = I
		fi };
		holder[L] == I /* the one before has handed it over */
	fi;
	d_step {
		if
		:: phase[I] == 2 * HELD -> pool = pool + sheaf[L]; sheaf[L] = 0
		:: phase[I] < HELD ->
			if
			:: sheaf[I] == 0 && pool < CAP -> sheaf[I] = pool; pool = 0
			:: sheaf[I] == 0 && pool >= CAP -> sheaf[I] = CAP; pool = pool - CAP
			:: else
			fi;
			if
			:: sheaf[I] > 0 -> sheaf[I] = sheaf[I] - 1; held[I] = held[I] + 1
			:: else
			fi
		:: phase[I] >= HELD && phase[I] < 2 * HELD ->
			if
			:: held[I] > 0 && sheaf[I] == CAP -> pool = pool + CAP; sheaf[I] = 1; held[I] = held[I] - 1
			:: held[I] > 0 && sheaf[I] < CAP -> sheaf[I] = sheaf[I] + 1; held[I] = held[I] - 1
			:: else
			fi
		fi
	};
	d_step {
		holder[L] = first[L]; first[L] = second[L]; second[L] = NONE;
		phase[I] = (phase[I] + 1) % (2 * HELD + 1)
	}
	od
}
