package theme

// Dark is the theme for dark rooms and projectors; the default.
func Dark() *Theme { return &Theme{Name: "dark", colours: darkColours} }

var darkColours = [Count]RGB{
	Ground:      hex(0x10141c),
	Bar:         hex(0x171d28),
	Card:        hex(0x1d2532),
	Well:        hex(0x131a25),
	Selected:    hex(0x2a3a52),
	AlarmGround: hex(0x3a1f16),

	Edge: hex(0x2c3748),
	Grid: hex(0x222c3a),

	Text:      hex(0xe8ecf3),
	TextSoft:  hex(0xcfd6e2),
	TextDim:   hex(0x9aa7ba),
	TextOn:    hex(0x0a0e14),
	TextAlarm: hex(0xff8a3d),
	TextMark:  hex(0xf0e442),
	TextGood:  hex(0x35cb98),

	Idle:    hex(0x788290),
	Task:    hex(0x56b4e9),
	RTTask:  hex(0xb455e8),
	Kworker: hex(0xe08fb0),
	Softirq: hex(0xf5d94a),
	Hardirq: hex(0xe9661f),
	NMI:     hex(0xfcf6f1),
	Switch:  hex(0x788290),

	Waiting:    hex(0xd55e00),
	LockOpen:   hex(0x8593a8),
	LockHeld:   hex(0xe69f00),
	Contended:  hex(0xff7a1a),
	RemoteWork: hex(0xe08fb0),
	CacheLine:  hex(0xf0e442),
	Spike:      hex(0xe8690b),
	Violation:  hex(0xff5a4f),
	Woken:      hex(0x2fbf8f),
	Preempted:  hex(0xff5a4f),

	ObjFree:  hex(0x2fbf8f),
	ObjInUse: hex(0x8b95a7),
	ObjRCU:   hex(0x8d9af5),
	Cell:     hex(0x263142),
	Rack:     hex(0x2fbf8f),
	SlabFull: hex(0x6f8099),

	Cursor:  hex(0xf0e442),
	Focus:   hex(0xffffff),
	Handle:  hex(0x56b4e9),
	Track:   hex(0x3a485d),
	SeriesA: hex(0xe8690b),
	SeriesB: hex(0x56b4e9),

	Black: hex(0x010101), // no colour at all means that there is none
}
