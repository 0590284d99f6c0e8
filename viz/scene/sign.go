package scene

// LockShape says what kind of lock a padlock shows.
type LockShape uint8

// The three kinds of lock, told apart by the body of the padlock.
const (
	LocalLock LockShape = iota // one CPU's own: a square body
	SpinLock                   // others may spin for it: a round body
	RTLock                     // on RT a waiter sleeps: a shield
)

// Sign is a small picture that no font has.
type Sign uint8

// The signs.
const (
	SignPlay     Sign = iota // a triangle to the right
	SignBack                 // a triangle to the left
	SignPause                // two bars
	SignToStart              // a bar and a triangle to the left
	SignToEnd                // a triangle to the right and a bar
	SignNext                 // two triangles to the right
	SignPrevious             // two triangles to the left
	SignHere                 // a small triangle: the current line
	SignCheck                // it holds
	SignCross                // it does not hold
	signCount
)
