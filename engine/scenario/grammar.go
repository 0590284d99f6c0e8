package scenario

// # Grammar
//
//	text      = { line end }
//	end       = newline | ";"                     (at the last line: optional)
//	line      = "title" TITLE
//	          | "machine" { key }
//	          | "kernel"  { key }
//	          | "cache" NAME { key }
//	          | "task"  NAME { key } block
//	          | ( "irq" | "nmi" | "softirq" ) NAME { key } block
//	          | "move" NAME { key }
//	          | "memory" { key }
//	          | "spurious" { key }
//	          | "cost" NAME "=" NUMBER { NAME "=" NUMBER }
//	          | "mutant" NAME
//	          | "seed" NUMBER
//	          | "until" TIME
//	          | "claim" expr op value [ "when" { key } ]
//	key       = NAME [ "=" WORD { "," WORD } | "=" TITLE ]
//	block     = "{" { statement end } "}"         (end is optional before "}")
//	statement = verb [ NAME [ NAME ] | NUMBER | TIME ] { key } [ block ]
//	          | "rand" "{" NUMBER ":" { statement end } { NUMBER ":" … } "}"
//	expr      = ( "min" | "p50" | "p99" | "p999" | "max" | "mean" | "count" )
//	            "(" SERIES ")"
//	          | "stat" "(" STAT { "," ( "cache" "=" NAME | "cpu" "=" NUMBER ) } ")"
//	          | "events" "(" KIND [ "," "cpu" "=" NUMBER ] ")"
//	          | ( "switches" | "ipis" ) "(" "cpu" "=" NUMBER ")"
//	          | "time" "(" NAME ".done" ")"
//	          | "violations" "(" ")"
//	          | "locks" "(" CLASS ")"
//	          | "cached" "(" NAME [ "," "cpu" "=" NUMBER ] ")"
//	op        = "<" | "<=" | "==" | ">=" | ">" | "!="
//	TIME      = NUMBER ( "ns" | "us" | "ms" | "s" | "cy" ) | "0"
//	NAME      = letter { letter | digit | "_" | "-" | "." }
//	NUMBER    = digits, without sign and without leading zero
//
// A task whose cpu= is a list or a range, such as cpu=0-255 or cpu=0,2, is a
// task on each of these CPUs, all with the same program, called after their
// CPUs: task worker cpu=0-255 makes worker0 to worker255. Claims and give name
// them one by one. cpu=3-3 makes the one task worker3.
//
// locks(list_lock) is how often a lock of a class was taken, cached(CACHE) how
// many free objects CPUs hold at the end above the list_lock: in their sheaves
// and, before 7.0, in their slabs and partial slabs.
//
// "#" starts a comment, but not within a title. Lines come in any order, with
// one rule: a cache is declared before a program uses it. Tasks may hand
// objects to each other, so give may name a task that comes later; and what a
// claim speaks of may come after the claim.
//
// # Folios
//
// Beside what the fixed contract of the language has (lru_add, mlock, bh_read,
// lru_add_drain_all) there are, each for K folios and in the batch of its name:
//
//	lru_activate n=K         inactive folios are to become active
//	lru_deactivate n=K       active ones inactive
//	lru_deactivate_file n=K  a file's folios are to be reclaimed soon
//	lru_lazyfree n=K         anonymous folios need not be written out
//	lru_move_tail n=K        folios have been written out; also in an irq
//	mlock_lru n=K            folios on the lists are locked (mlock: new ones)
//	munlock n=K              and let go again
//	lru_add_drain            this CPU drains its own batches
//
// A statement for folios that are on no list of this CPU's node does nothing,
// as the kernel's functions do. bh_read n=K reads the blocks 0 to K-1, so that
// the next bh_read finds what the CPU still keeps.
//
// # Memory that is not there
//
// memory fail=LIST slabs=LIST sheaves=LIST orders=LIST names requests to the page
// allocator that find nothing, by number; workers=LIST the CPUs whose worker pool
// finds no memory for another kworker, so that its items wait for a rescuer.
//
// # For no reason
//
// spurious trylock=LIST wake=LIST names tries of a free lock that fail, where it
// could be held, and waits for a lock, or for a CPU to be empty, that end at
// once, so that who waits looks again.
//
// # Who comes next
//
//	machine steps=timed    who is ready first by the cost model (what runs unless told)
//	machine steps=any      whoever is chosen: turns follow from choices and priorities
//	machine steps=frozen   the same, and no step takes any time
//
// The last two are for explore and for the replay strings that it prints. Run
// by itself such a machine takes the steps in the order of their times, too, but
// no fair thread ever has to give way because it has run for long.
//
// # Sheaves in a task's hands, debugging, and other kinds of caches
//
//	prefill CACHE n=K reserves       a second try with memory kept for emergencies
//	alloc_from_sheaf CACHE [n=1]     objects out of the prefilled sheaf, and from nowhere else
//	refill_sheaf CACHE n=K           it holds at least K again, or a bigger one does; also with reserves
//	kvfree_rcu_barrier CACHE         the barrier of one cache
//	validate CACHE                   flush_all, then a look at every partial slab
//	cache C typesafe_rcu             pages of its slabs go after a grace period
//	cache C ctor                     a constructor runs on each object of a new slab
//	cache C refuse=N                 the free hook keeps every N-th object until C is shrunk or destroyed
//
// Statements about a prefilled sheaf do nothing if there was no memory for it.
// reserves says what the caller may do: its second try is a request like any
// other, which "memory slabs=" may refuse as well. An alloc gfp=nolock of a
// cache called kmalloc-… that finds nothing tries the next larger kmalloc-…
// cache once; the object then is one of that cache.
//
// give, bulk_free and kfree_rcu take n=all as free does: what the task holds
// then, which may be nothing, so that no count is wrong where memory fails.
//
// # Mistakes
//
// The parser goes once over the text and stops at the first mistake. What
// needs the whole text (is this CPU one of the machine's?) is noted with its
// place and checked at the end, in the order of the text.

import "fmt"

// Parse reads a text. name is what messages call it. The error, if any, is an
// *Error. Names that other rooms define (events, costs, mutants, patches) are
// not checked; see ParseWith.
func Parse(name string, text []byte) (*Scenario, error) {
	return ParseWith(name, text, Vocabulary{})
}

// ParseWith is Parse, and also refuses what is not in words.
func ParseWith(name string, text []byte, words Vocabulary) (*Scenario, error) {
	return parse(name, text, words, MaxBytes)
}

// Default is a scenario with the defaults of the language: one CPU, nothing
// to run.
func Default() *Scenario {
	return &Scenario{
		Machine: Machine{CPUs: 1, Nodes: 1, FairServer: true, Lockdep: true, GHz: 3},
		Kernel:  Kernel{Generation: "7.1", Names: "qpw"},
	}
}

// parse takes the limit of the text so that tests can reach the limits behind
// it.
func parse(name string, text []byte, words Vocabulary, maxBytes int) (s *Scenario, err error) {
	if len(text) > maxBytes {
		msg := fmt.Sprintf("the text has %d bytes; expected at most %d", len(text), maxBytes)
		return nil, &Error{name, Pos{1, 1}, msg}
	}
	p := &parser{
		scan: newScanner(text), words: words, out: Default(),
		lines: map[string]Pos{}, caches: map[string]Pos{}, tasks: map[string]Pos{},
		series: map[string]token{}, isTask: map[string]bool{}, rounds: 1,
	}
	p.out.Name = name
	defer func() {
		if r := recover(); r != nil {
			mistake, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			s, err = nil, mistake
		}
	}()
	p.tok = p.scan.next()
	p.text()
	p.finish()
	return p.out, nil
}
