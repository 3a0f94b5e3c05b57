import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { QualificationMethod, type WorkspaceSettings } from '#contracts';
import { checkMethods } from './check-methods.ts';
import { chooseMethods, describeMethods, elementNames, meaningOf } from './choose-methods.ts';
import { knownMethods } from './known-methods.ts';

type Own = Pick<WorkspaceSettings, 'methods' | 'qualifyBy'>;

const fit = QualificationMethod.parse({
  id: 'ourFit',
  name: 'Our fit',
  elements: [
    { key: 'pain', label: 'What hurts', element: 'pain' },
    { key: 'sponsor', label: 'Sponsor', phrases: ['(i|we) sponsor ..'], side: 'external', about: 'Who pays for it' },
  ],
});

function idsOf(settings: Own): string[] {
  return chooseMethods(settings).map(({ id }) => id);
}

function messagesOf(settings: Own): string[] {
  return checkMethods(settings).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('methods of qualification', () => {
  it('are the usual ones and those of the workspace, or those that it names, in its order', () => {
    assert.deepEqual(idsOf({}), ['meddicc', 'bant', 'spiced', 'spin']);
    assert.deepEqual(idsOf({ methods: [fit] }), ['meddicc', 'bant', 'spiced', 'spin', 'ourFit']);
    assert.deepEqual(idsOf({ methods: [fit], qualifyBy: ['sandler', 'ourFit'] }), ['sandler', 'ourFit']);
    assert.deepEqual(
      knownMethods().methods.map(({ name }) => name),
      ['MEDDICC', 'BANT', 'SPICED', 'SPIN', 'Challenger', 'Solution Selling', 'Sandler'],
    );
  });

  it('that Sophia brings have no fault, and phrases for each of their elements', () => {
    const { methods, elements } = knownMethods();
    const free = methods.map((method) => ({ ...method, id: `${method.id}2` }));
    assert.deepEqual(checkMethods({ methods: free }), []);
    assert.equal(new Set(elementNames(methods)).size, elementNames(methods).length);
    const lexicon = readFileSync(new URL('../../../../data/lexicons/qualification.txt', import.meta.url), 'utf8');
    for (const [name, { section }] of elements) assert.ok(lexicon.includes(`\n[${section} `), `${name}: ${section}`);
  });

  it('say of each element whose words show it and what it is', () => {
    const [described] = describeMethods(chooseMethods({ methods: [fit], qualifyBy: ['ourFit'] }));
    assert.deepEqual(described, {
      id: 'ourFit',
      name: 'Our fit',
      elements: [
        { key: 'pain', label: 'What hurts', side: 'external' },
        { key: 'sponsor', label: 'Sponsor', side: 'external' },
      ],
    });
    assert.deepEqual(fit.elements.map(meaningOf), ['What does not work for the buyer today', 'Who pays for it']);
  });

  it('name every fault with its place, what was expected and what to do', () => {
    const [pain, sponsor] = fit.elements;
    assert.ok(pain !== undefined && sponsor !== undefined);
    const broken: Own = {
      methods: [
        { ...fit, id: 'bant' },
        {
          ...fit,
          elements: [
            { ...pain, element: 'pian' },
            { ...sponsor, key: 'pain', phrases: ['fine', '(too'] },
          ],
        },
        fit,
      ],
      qualifyBy: ['meddic', 'bant', 'bant'],
    };
    const messages = messagesOf(broken);
    for (const [position, expected] of [
      /^methods\.0\.id: .*found "bant", which is a method that Sophia brings\. Choose another\./u,
      /^methods\.1\.elements\.0\.element: Expected an element that Sophia knows, one of metrics, .*found "pian"/u,
      /^methods\.1\.elements\.1\.key: Expected each key once in a method, found "pain" again/u,
      /^methods\.1\.elements\.1\.phrases\.1: Expected a closing bracket .*Correct the line/u,
      /^methods\.2\.id: .*found "ourFit", which is another of your methods/u,
      /^qualifyBy\.0: Expected the id of a method, one of meddicc, .*found "meddic"/u,
      /^qualifyBy\.2: Expected each method once, found "bant" again/u,
    ].entries()) {
      assert.match(messages[position] ?? '', expected);
    }
    assert.equal(messages.length, 7);
    assert.throws(() => chooseMethods(broken), { code: 'lexicon.invalid' });
  });

  it('are refused in words where their form is wrong', () => {
    function faultsOf(element: Record<string, unknown>, id = 'own'): string {
      const parsed = QualificationMethod.safeParse({
        id,
        name: 'Own',
        elements: [{ key: 'a', label: 'A', ...element }],
      });
      return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n') ?? '';
    }
    assert.match(faultsOf({}), /elements\.0: Expected either "element".*found neither\. Add one\./u);
    assert.match(faultsOf({ element: 'pain', phrases: ['x'], side: null }), /found both\. Leave one out\./u);
    assert.match(faultsOf({ phrases: ['x'] }), /elements\.0\.side: Expected whose words/u);
    assert.match(faultsOf({ element: 'pain', side: 'external' }), /elements\.0\.side: .*Leave "side" out/u);
    assert.match(faultsOf({ element: 'pain' }, 'Not an id'), /^id: Expected a letter in lower case/u);
    for (const key of ['constructor', 'toString']) assert.match(faultsOf({ element: 'pain', key }), /is taken/u);
    assert.equal(faultsOf({ phrases: ['x'], side: 'internal' }), '');
  });
});
