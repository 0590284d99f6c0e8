// Package engine is the way into the simulated kernel: a scenario goes in, a
// run comes out.
//
//	text --engine.Parse--> *scenario.Scenario --New--> *Run --Step, Step, ...--> Result
//
// The caller's duties:
//  1. Parse with Parse, so that the words of events, costs and mutants are
//     known; New refuses what the engine cannot run, with line and column.
//  2. Call Step until it returns false, or Finish to do that in one go.
//  3. Read what happened: Run.Kernel is the state, Run.Kernel.M.Events the
//     events of the last step. Do not change either.
//  4. Take the Result. Err is an author's mistake that showed during the run.
//
// The same scenario gives the same events, state and hash everywhere.
package engine
