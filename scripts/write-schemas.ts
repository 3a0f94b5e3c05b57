import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Analysis, AnalysisReport, analysisSchemaVersion, DomainEvent, EventMessage } from '#contracts';

/** The version of the form of events; raised when a field changes its meaning or goes. */
const eventSchemaVersion = '1.0';

/** A generated file: where it stands in the repository and what it must hold. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

/** The JSON Schemas of the result and of the report around it, made from the contracts. */
export function generateSchemas(): GeneratedFile[] {
  return [
    schemaFile({
      name: 'analysis',
      version: analysisSchemaVersion,
      title: 'Sophia: the analysis of a call',
      description:
        'What was found out about one call. Every claim in it has quote, turn, start, end, speaker and side; `start` and `end` are UTF-16 units of the text of the turn, [start, end). The same input, engine and settings give the same bytes.',
      schema: Analysis,
    }),
    schemaFile({
      name: 'analysis-report',
      version: analysisSchemaVersion,
      title: 'Sophia: the report of a call',
      description: 'An analysis in `result`, and in `envelope` what stands beside it: ids, times and what it cost.',
      schema: AnalysisReport,
    }),
    schemaFile({
      name: 'event-message',
      version: eventSchemaVersion,
      title: 'Sophia: an event, as programs get it',
      description:
        'What a webhook carries as its body and a live event as its `message`, one form for each type. It holds ids and figures, never the text of a call. A test, which is of the type `webhook.test`, has no `eventId`.',
      schema: z.union(DomainEvent.options.map(messageForm)),
    }),
  ];
}

/** An event beside what stands around each of them. */
function messageForm(option: (typeof DomainEvent.options)[number]): z.ZodType {
  const { type, ...data } = z.object(option.shape).shape;
  return z.strictObject({ ...EventMessage.shape, type, eventId: z.int(), data: z.strictObject(data) });
}

function schemaFile(options: {
  name: string;
  version: string;
  title: string;
  description: string;
  schema: z.ZodType;
}): GeneratedFile {
  const { name, version, title, description, schema } = options;
  const path = `docs/schemas/${name}-${version}.schema.json`;
  const { $schema, ...body } = z.toJSONSchema(schema, { target: 'draft-2020-12', reused: 'ref' });
  const document = { $schema, $id: `urn:sophia:schema:${name}:${version}`, title, description, ...body };
  return { path, content: `${JSON.stringify(document, null, 2)}\n` };
}

function locationOf(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { path, content } of generateSchemas()) {
    await writeFile(locationOf(path), content);
    process.stdout.write(`${path}\n`);
  }
}
