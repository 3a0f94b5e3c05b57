/**
 * The borders of src. Imports point down the layers, a folder is entered by its door, nothing goes round in a circle.
 * The parser must be swc: with the default one and this TypeScript no module is seen and everything passes,
 * so scripts/checks/check-borders.ts counts what was cruised.
 */
const layers = ['contracts', 'platform', 'integrations', 'modules', 'workflows', 'surfaces'];

/** main.ts and what it is made of: they know everything, and nothing knows them. */
const top = '^src/(main\\.ts$|runtime/)';

const upward = layers.map((layer, height) => ({
  name: `${layer}-looks-down`,
  severity: 'error',
  comment: `src/${layer} imports only what lies below it (surfaces > workflows > modules > integrations > platform > contracts). Move what both need down, or pass it in.`,
  from: { path: `^src/${layer}/` },
  to: { path: [...layers.slice(height + 1).map((above) => `^src/${above}/`), top] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upward,
    {
      name: 'configuration-is-handed-down',
      severity: 'error',
      comment:
        'Only main.ts, src/runtime and the surfaces read the configuration; everything below takes plain values.',
      from: { path: '^src/(contracts|platform|integrations|modules|workflows)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/config/' },
    },
    {
      name: 'configuration-looks-down',
      severity: 'error',
      comment: 'src/config may use src/platform and src/contracts, nothing above.',
      from: { path: '^src/config/' },
      to: { path: ['^src/(integrations|modules|workflows|surfaces)/', top] },
    },
    {
      name: 'integrations-and-modules-are-strangers',
      severity: 'error',
      comment: 'Capability types live in src/contracts; main.ts wires an integration into ctx.',
      from: { path: '^src/modules/' },
      to: { path: '^src/integrations/' },
    },
    {
      name: 'contracts-know-only-zod',
      severity: 'error',
      comment: 'The browser shares src/contracts: it imports zod and itself, nothing else.',
      from: { path: '^src/contracts/' },
      to: { pathNot: ['^src/contracts/', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'folders-are-entered-by-their-door',
      severity: 'error',
      comment:
        'Import another folder through its index.ts (#platform/log, #modules/calls); add the name there if it is meant to be used.',
      from: { path: '^src/(platform|modules|integrations|surfaces)/([^/]+)/' },
      to: {
        path: '^src/(platform|modules|integrations|surfaces)/[^/]+/.+',
        pathNot: ['^src/$1/$2/', '^src/(platform|modules|integrations|surfaces)/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'doors-from-elsewhere',
      severity: 'error',
      comment: 'Import src through its doors: #contracts, #config, #platform/…, #modules/…, #workflows, #surfaces/….',
      from: { path: '^src/(contracts/|config/|workflows/|runtime/|main\\.ts$)' },
      to: {
        path: '^src/(platform|modules|integrations|surfaces)/[^/]+/.+',
        pathNot: '^src/(platform|modules|integrations|surfaces)/[^/]+/index\\.ts$',
      },
    },
    {
      name: 'commands-load-no-module',
      severity: 'error',
      comment:
        'A command that runs no module loads none: await import(…) where it runs one, and move what both need to #platform/wording or #contracts.',
      from: { path: '^src/surfaces/(cli|local)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/modules/', dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kept-by-rights',
      severity: 'error',
      comment:
        'Modules read through the cache by readKept of #modules/access, which puts the rights of the reader into the key.',
      from: { path: '^src/(modules|surfaces|integrations)/', pathNot: ['^src/modules/access/', '\\.test\\.ts$'] },
      to: { path: '^src/platform/cache/' },
    },
    {
      name: 'tools-use-doors',
      severity: 'error',
      comment:
        'Evaluation, benchmarks, scripts and test support enter src by a door, which may be one inside a module.',
      from: { path: '^(test|e2e|evals|bench|scripts)/' },
      to: { path: '^src/(platform|modules|integrations|surfaces)/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'shared-doors',
      severity: 'error',
      comment: 'src/contracts, src/config and src/workflows have one door each: their index.ts.',
      from: { path: '^(src|test|e2e|evals|bench|scripts)/', pathNot: '^src/(contracts|config|workflows)/' },
      to: { path: '^src/(contracts|config|workflows)/', pathNot: '^src/(contracts|config|workflows)/index\\.ts$' },
    },
    {
      name: 'drizzle-has-one-door',
      severity: 'error',
      comment:
        'Import what you need of Drizzle from #platform/sql, and add the name there: each import of the package itself makes Node read its list of exports again, which costs every start 6 ms.',
      from: { pathNot: '^src/platform/sql/index\\.ts$' },
      to: { path: '(^|/)node_modules/drizzle-orm/' },
    },
    {
      name: 'simulators-are-strangers',
      severity: 'error',
      comment: 'A simulator that shares code with src would share its mistakes: write it from the vendor’s documents.',
      from: { path: '^simulators/' },
      to: { path: '^src/' },
    },
    {
      name: 'simulators-are-known-by-address',
      severity: 'error',
      comment: 'src knows a simulator as it knows the vendor: by its address.',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^simulators/' },
    },
    {
      name: 'tests-are-not-used',
      severity: 'error',
      comment: 'Move what the product needs out of the test.',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: ['\\.test\\.ts$', '^(test|e2e|evals|bench|scripts|lint)/'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Two files that import each other are one thing or three: move what both need into its own file.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'packages-are-declared',
      severity: 'error',
      comment: 'Add the package to package.json; the product uses dependencies, not devDependencies.',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      comment: 'The file or package is not there.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
