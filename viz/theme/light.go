package theme

// Light is the theme for bright rooms and for paper.
func Light() *Theme { return &Theme{Name: "light", colours: lightColours} }

var lightColours = [Count]RGB{
	Ground:      hex(0xeef1f6),
	Bar:         hex(0xf7f9fc),
	Card:        hex(0xffffff),
	Well:        hex(0xf1f4f9),
	Selected:    hex(0xd3e3f7),
	AlarmGround: hex(0xfde9dd),

	Edge: hex(0xc3ccd9),
	Grid: hex(0xdde3ec),

	Text:      hex(0x141a24),
	TextSoft:  hex(0x2b3443),
	TextDim:   hex(0x4d5a6d),
	TextOn:    hex(0xffffff),
	TextAlarm: hex(0x9c3300),
	TextMark:  hex(0x6b5600),
	TextGood:  hex(0x006b4c),

	Idle:    hex(0x46545f),
	Task:    hex(0x0072b2),
	RTTask:  hex(0x2b2a8c),
	Kworker: hex(0xbd3a94),
	Softirq: hex(0x5c4d00),
	Hardirq: hex(0xd5400a),
	NMI:     hex(0x14100e),
	Switch:  hex(0x6a7785),

	Waiting:    hex(0xc85500),
	LockOpen:   hex(0x6b788c),
	LockHeld:   hex(0xb57a00),
	Contended:  hex(0xc24a00),
	RemoteWork: hex(0xb03088),
	CacheLine:  hex(0x8a7a00),
	Spike:      hex(0xae3000),
	Violation:  hex(0xc4281c),
	Woken:      hex(0x008560),
	Preempted:  hex(0xc4281c),

	ObjFree:  hex(0x008560),
	ObjInUse: hex(0x6b788c),
	ObjRCU:   hex(0x4f3fd0),
	Cell:     hex(0xdbe2ec),
	Rack:     hex(0x008560),
	SlabFull: hex(0x74839a),

	Cursor:  hex(0x8a7a00),
	Focus:   hex(0x141a24),
	Handle:  hex(0x0072b2),
	Track:   hex(0xb4bfce),
	SeriesA: hex(0xae3000),
	SeriesB: hex(0x0072b2),

	Black: hex(0x010101), // no colour at all means that there is none
}
