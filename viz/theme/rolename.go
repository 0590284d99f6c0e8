package theme

// roleNames are the names that dumps and pages use.
var roleNames = [Count]string{
	None:        "None",
	Ground:      "Ground",
	Bar:         "Bar",
	Card:        "Card",
	Well:        "Well",
	Selected:    "Selected",
	AlarmGround: "AlarmGround",
	Edge:        "Edge",
	Grid:        "Grid",
	Text:        "Text",
	TextSoft:    "TextSoft",
	TextDim:     "TextDim",
	TextOn:      "TextOn",
	TextAlarm:   "TextAlarm",
	TextMark:    "TextMark",
	TextGood:    "TextGood",
	Idle:        "Idle",
	Task:        "Task",
	RTTask:      "RTTask",
	Kworker:     "Kworker",
	Softirq:     "Softirq",
	Hardirq:     "Hardirq",
	NMI:         "NMI",
	Switch:      "Switch",
	Waiting:     "Waiting",
	LockOpen:    "LockOpen",
	LockHeld:    "LockHeld",
	Contended:   "Contended",
	RemoteWork:  "RemoteWork",
	CacheLine:   "CacheLine",
	Spike:       "Spike",
	Violation:   "Violation",
	Woken:       "Woken",
	Preempted:   "Preempted",
	ObjFree:     "ObjFree",
	ObjInUse:    "ObjInUse",
	ObjRCU:      "ObjRCU",
	Cell:        "Cell",
	Rack:        "Rack",
	SlabFull:    "SlabFull",
	Cursor:      "Cursor",
	Focus:       "Focus",
	Handle:      "Handle",
	Track:       "Track",
	SeriesA:     "SeriesA",
	SeriesB:     "SeriesB",
	Black:       "Black",
}

// String is the name of the role as it stands in the source.
func (r Role) String() string {
	if int(r) >= Count {
		return "unknown"
	}
	return roleNames[r]
}
