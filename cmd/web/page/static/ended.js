// What is answered where there is no program to answer: it has ended, or is on its
// way. Nobody has looked at what was said then.
export const ENDED = 'the program does not run';
