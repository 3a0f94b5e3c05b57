export { type FillerLexicon, loadFillers } from './count-fillers.ts';
export { measureInteraction } from './measure-interaction.ts';
