/** From this probability of its stage on a deal counts as commit. */
export const leastOfCommit = 0.8;
