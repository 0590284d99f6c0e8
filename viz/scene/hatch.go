package scene

// The hatching of waiting: stripes that rise to the right, at fixed places of
// the scene, so that a growing wait uncovers stripes and does not drag them.
const (
	HatchStep   = 6.0  // from stripe to stripe, across them
	HatchStripe = 2.5  // how broad a stripe is
	HatchTint   = 0.25 // how much ink lies between the stripes
)

// The dashes of a dashed stroke.
const (
	DashOn  = 4
	DashOff = 3
)
