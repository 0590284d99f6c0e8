// Package explore looks for what can go wrong in any order of steps.
//
//	scenario --Search--> every order of a small one: states, ends, the shortest way to a violation
//	         --Seeds---> random orders and faults of any, from a seed
//
// Time plays no part in a search. The machine of sim.AnyOrder lets any actor
// that can act go next, at no cost, and states that differ only by what is over
// (sim.Hash.Past) are one. What a search finds is a list of choices that a
// replay follows, step by step, on a machine where time passes as ever.
package explore
