export { findPersonalData } from './find-personal-data.ts';
export { hidePersonalData } from './hide-personal-data.ts';
export { loadPeopleFinder } from './load-people-finder.ts';
export { maskTexts } from './mask-texts.ts';
export { defaultMaskedKinds, type MaskedKind, maskedKinds } from './masked-kinds.ts';
export { markOf, openSealedMarks } from './sealed-marks.ts';
