package scene

// mixWork is the memory that Mix reuses from frame to frame.
type mixWork struct {
	key map[ID]int32
}
