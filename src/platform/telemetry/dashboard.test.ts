import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { createMetrics } from './create-metrics.ts';
import { metricDefinitions } from './metric-definitions.ts';

const Place = z.object({ h: z.int().min(1), w: z.int().min(1).max(24), x: z.int().min(0), y: z.int().min(0) });
const Source = z.object({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const Target = z.object({ refId: z.string().min(1), expr: z.string().min(1), datasource: Source });
const Panel = z.discriminatedUnion('type', [
  z.object({ id: z.int(), type: z.literal('row'), title: z.string().min(1), gridPos: Place }),
  z.object({
    id: z.int(),
    type: z.enum(['timeseries', 'stat', 'bargauge']),
    title: z.string().min(1),
    gridPos: Place,
    datasource: Source,
    targets: z.array(Target).min(1),
  }),
]);
const Dashboard = z.object({
  uid: z.string().min(1),
  title: z.string().min(1),
  schemaVersion: z.int().min(1),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(Panel),
});

/** The parts that a histogram is read by. */
const partOfHistogram = /_(bucket|sum|count)$/;

describe('the dashboard for Grafana', async () => {
  const file = new URL('../../../examples/grafana/sophia.json', import.meta.url);
  const { panels, templating } = Dashboard.parse(JSON.parse(await readFile(file, 'utf8')));
  const queries = panels.flatMap((panel) => (panel.type === 'row' ? [] : panel.targets.map(({ expr }) => expr)));
  const { text } = await createMetrics().render();
  const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', kind = '']) => [name, kind]));
  const labels = new Map<string, readonly string[]>(
    Object.values(metricDefinitions).map((definition) => [definition.name, definition.labels]),
  );

  it('asks for metrics that there are, each by the parts and labels that it has', () => {
    for (const query of queries) {
      const [asked = '', ...others] = new Set(namesIn(query).map(baseOf));
      assert.deepEqual([others, kinds.has(asked)], [[], true], query);
      for (const name of namesIn(query)) {
        assert.equal(partOfHistogram.test(name), kinds.get(asked) === 'histogram', query);
      }
      for (const label of groupedBy(query)) assert.ok(labels.get(asked)?.includes(label), `${label} in ${query}`);
    }
  });

  it('shows every metric that there is', () => {
    const shown = new Set(queries.flatMap(namesIn).map(baseOf));
    assert.deepEqual(
      [...kinds.keys()].filter((name) => !shown.has(name)),
      [],
    );
  });

  it('has panels with ids of their own that do not lie on one another, and the source that they name', () => {
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    assert.deepEqual(
      templating.list.map(({ name, type }) => [name, type]),
      [['datasource', 'datasource']],
    );
    const taken = new Set<string>();
    for (const { gridPos, title } of panels) {
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          assert.ok(!taken.has(`${x}:${y}`), title);
          taken.add(`${x}:${y}`);
        }
      }
    }
  });
});

function namesIn(query: string): string[] {
  return query.match(/sophia_[a-z_]+/g) ?? [];
}

function baseOf(name: string): string {
  return name.replace(partOfHistogram, '');
}

function groupedBy(query: string): string[] {
  const lists = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  return lists.filter((label) => label !== 'le');
}
