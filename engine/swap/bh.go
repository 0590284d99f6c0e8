package swap

// FindBH is where a block stands among a CPU's buffer heads, -1 if nowhere.
func (c *CPU) FindBH(block int32) int32 {
	for i := range c.NBH {
		if c.BH[i] == block {
			return i
		}
	}
	return -1
}

// FrontBH moves one to the front.
func (c *CPU) FrontBH(at int32) {
	block := c.BH[at]
	copy(c.BH[1:at+1], c.BH[:at])
	c.BH[0] = block
}

// PushBH puts a block in front that is not there yet. It returns whether the
// last one has fallen out.
func (c *CPU) PushBH(block int32) bool {
	full := c.NBH == BHSize
	if !full {
		c.NBH++
	}
	copy(c.BH[1:c.NBH], c.BH[:c.NBH-1])
	c.BH[0] = block
	return full
}
