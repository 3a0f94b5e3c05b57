import fc from 'fast-check';

// Property tests draw the same cases in every run, so that a failure belongs to the change that made it.
fc.configureGlobal({ seed: 20_261_128 });
