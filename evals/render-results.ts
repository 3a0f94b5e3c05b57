import type { EvaluationRow } from './evaluation-row.ts';

export interface EvaluationSection {
  readonly title: string;
  /** One sentence: what the data is and what it can say about sales calls. */
  readonly about: string;
  readonly rows: readonly EvaluationRow[];
}

const heading = `# Results

Made by \`npm run eval\`. There is no open, real, labeled corpus of business-to-business sales calls: what stands here
is measured on the nearest honest stand-ins, and on example calls that were written for this project. "Floor" is a
simple method or the bare library on the same data, "published" the best figure known from the literature.
`;

/** The table of results as Markdown; the same rows give the same bytes. */
export function renderResults(sections: readonly EvaluationSection[]): string {
  const parts = sections.map(({ title, about, rows }) => {
    const lines = rows.map((row) =>
      [row.measure, row.sample, show(row, row.floor), show(row, row.published), showReached(row), row.note]
        .map(cell)
        .join(' | '),
    );
    const head = 'measure | sample | floor | published | reached | note\n--- | --- | --- | --- | --- | ---';
    return `## ${title}\n\n${about}\n\n${[head, ...lines].join('\n')}\n`;
  });
  return [heading, ...parts].join('\n');
}

function showReached(row: EvaluationRow): string {
  const reached = `**${show(row, row.reached)}**`;
  if (row.interval === undefined) return reached;
  return `${reached} (${show(row, row.interval[0])} to ${show(row, row.interval[1])})`;
}

function show({ unit }: EvaluationRow, value: number | null): string {
  if (value === null) return '–';
  if (unit === '%') return `${value.toFixed(1)} %`;
  return value.toFixed(Number.isInteger(value) && Math.abs(value) > 1 ? 0 : 3);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
