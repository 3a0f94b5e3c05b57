/** Escapes text so that it stays inside its tags and on its line; `fromData` of a model's quote undoes it. */
export function asData(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function fromData(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
