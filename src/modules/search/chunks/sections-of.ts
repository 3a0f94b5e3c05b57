const mostCharacters = 1400;

/** Whole lines together as far as they fit; a line that is longer is cut between words. One empty section at least. */
export function sectionsOf(lines: readonly string[]): string[] {
  const sections: string[] = [];
  let section = '';
  for (const part of lines.flatMap(cutLong)) {
    if (section !== '' && section.length + part.length > mostCharacters) {
      sections.push(section);
      section = '';
    }
    section = section === '' ? part : `${section}\n${part}`;
  }
  return section === '' && sections.length > 0 ? sections : [...sections, section];
}

function cutLong(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > mostCharacters) {
    const space = rest.lastIndexOf(' ', mostCharacters);
    const end = space > mostCharacters / 2 ? space : mostCharacters;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}
