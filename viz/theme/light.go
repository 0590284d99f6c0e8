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
	TextOn:    hex(0x0a0e14),
	TextAlarm: hex(0xa03f00),
	TextMark:  hex(0x6b5600),
	TextGood:  hex(0x006b4c),

	Idle:    hex(0x8590a2),
	Task:    hex(0x2f94d1),
	RTTask:  hex(0x5b7fe0),
	Kworker: hex(0xbf6598),
	Softirq: hex(0xa88f10),
	Hardirq: hex(0xd9661f),
	NMI:     hex(0x7d828a),
	Switch:  hex(0x8590a2),

	Waiting:    hex(0xc85500),
	LockOpen:   hex(0x6b788c),
	LockHeld:   hex(0xb57a00),
	Contended:  hex(0xc24a00),
	RemoteWork: hex(0xb14d88),
	CacheLine:  hex(0x8a7a00),
	Spike:      hex(0xc85500),
	Violation:  hex(0xc4281c),

	ObjFree:  hex(0x009e73),
	ObjInUse: hex(0x6b788c),
	ObjRCU:   hex(0x5a66d6),
	Cell:     hex(0xdbe2ec),
	Rack:     hex(0x009e73),
	SlabFull: hex(0x74839a),

	Cursor:  hex(0x8a7a00),
	Focus:   hex(0x141a24),
	Handle:  hex(0x0072b2),
	Track:   hex(0xb4bfce),
	SeriesA: hex(0xc85500),
	SeriesB: hex(0x0072b2),
}
