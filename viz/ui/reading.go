package ui

// A Reading is what the pane of text shows. The listing is the text of what
// runs now; the others are texts about the same instant. One of them is shown
// at a time, so that each has room.
type Reading uint8

// The readings, in the order of their tabs.
const (
	ReadListing Reading = iota // the code that runs
	ReadEvents                 // what has happened, a sentence an event
	ReadCompare                // what the two runs differ in
	ReadDiff                   // a function in both kernels, line by line
	ReadChoices                // who can act next, for a run by hand
	ReadCosts                  // the cost model, and how far a conclusion depends on it
	ReadLedger                 // what the chosen sample went to
	ReadGoals                  // where to go in time: kinds of events, conditions
	ReadLines                  // which CPU has which cache line, and what moving it cost

	readings
)

// ReadingName is what people see of a reading.
type ReadingName struct {
	Label string // on its tab
	Tip   string
}

// Names of the readings, by Reading.
func ReadingNames() []ReadingName {
	return []ReadingName{
		ReadListing: {"listing", "The code of who runs on the chosen CPU, one line a step."},
		ReadEvents:  {"events", "What has happened up to now, a sentence an event, the last one at the bottom."},
		ReadCompare: {"compare", "Where the two runs part, and what they come to in numbers."},
		ReadDiff:    {"diff", "A function in both kernels: the lines that only one has, and where each run is. Stepping steps both."},
		ReadChoices: {"choices", "Who can act next. By hand you are the scheduler: you choose (M)."},
		ReadCosts:   {"costs", "What each step costs, to be changed, and over which range of a cost a conclusion holds."},
		ReadLedger:  {"ledger", "What the chosen sample of the latency pane went to, cause by cause."},
		ReadGoals:   {"go to", "Kinds of events, and conditions to run until. A click goes there (g; j, k, Enter)."},
		ReadLines:   {"lines", "The cache lines that move between CPUs: who has each, how often it moved, and what that cost (x; j, k; Enter: its next move)."},
	}
}

// nextReading turns to the next tab.
func nextReading(m *Model) Msg { return ShowReading{(m.Reading + 1) % readings} }
