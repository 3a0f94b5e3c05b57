/** Whether certain words stand shortly before a place. */
export function hasWordsBefore(options: { text: string; at: number; words: RegExp; within: number }): boolean {
  return options.words.test(options.text.slice(Math.max(0, options.at - options.within), options.at));
}
