/**
 * Imports point one way: base, facts <- problems <- model <- training <- data, nn <- webgpu, formats <- trainer, storage
 * <- worker, cli <- app. A layer may import from itself and from layers to its left only. A layer is a folder of src, but for
 * the facts of the data sets: they lie in src/data beside what makes and reads the sets, and everything may know them.
 */
const factsFiles = '^src/data/sets/(index|datasetFacts|ownName|[^/]+/facts)\\.ts$';
const layers = [
  ['base', 'facts'],
  ['problems'],
  ['model'],
  ['training'],
  ['data', 'nn'],
  ['webgpu', 'formats'],
  ['trainer', 'storage'],
  ['worker', 'cli'],
  ['app'],
];
const filesOf = (layer) => (layer === 'facts' ? factsFiles : `^src/${layer}/`);
const forbidden = layers.flatMap((group, rank) =>
  group.map((layer) => {
    const allowed = [...layers.slice(0, rank).flat(), layer];
    return {
      name: `${layer}-imports-left-only`,
      severity: 'error',
      from: { path: filesOf(layer), pathNot: layer === 'facts' ? [] : factsFiles },
      to: { path: '^src/', pathNot: allowed.map(filesOf) },
    };
  }),
);
/**
 * Inside the page: what is stored <- what is known <- words <- controls <- actions <- features <- shell. `App`, `mount` and `main` in
 * `src/app` itself compose them. A feature never imports another: what two of them need goes down into `state` or `ui`.
 */
const pageLayers = [['storage'], ['state'], ['i18n'], ['ui'], ['actions'], ['features'], ['shell']];
const page = pageLayers.flatMap((group, rank) =>
  group.map((layer) => ({
    name: `page-${layer}-imports-downwards`,
    severity: 'error',
    from: { path: `^src/app/${layer}/` },
    to: {
      path: '^src/app/',
      pathNot: `^src/app/(${pageLayers
        .slice(0, rank + 1)
        .flat()
        .join('|')})/`,
    },
  })),
);
module.exports = {
  forbidden: [
    ...forbidden,
    ...page,
    {
      name: 'stores-know-no-react',
      comment: 'state/react.ts binds the stores to React; they run without it in tests.',
      severity: 'error',
      from: {
        path: '^src/app/(state|storage)/',
        pathNot: '^src/app/state/(react|reactFrames|reactShownRun|context)\\.ts$',
      },
      to: { path: 'node_modules/(react|react-dom|@mantine)/' },
    },
    {
      name: 'features-stand-alone',
      comment: 'Two features are joined by App or by the shell, through props or through the state.',
      severity: 'error',
      from: { path: '^src/app/features/([^/]+)/' },
      to: { path: '^src/app/features/', pathNot: '^src/app/features/$1/' },
    },
    {
      name: 'page-is-light',
      comment: 'The worker owns the GPU; the page must never pull tfjs in.',
      severity: 'error',
      from: { path: ['^src/(app|storage|model|training|problems|base)/', factsFiles] },
      to: { path: 'node_modules/@tensorflow/', reachable: true },
    },
    {
      name: 'pure-core',
      comment: 'What a network is, what a run is, and what every room needs, are plain data and arithmetic.',
      severity: 'error',
      from: { path: ['^src/(base|problems|model|training)/', factsFiles] },
      to: { path: 'node_modules/', pathNot: 'node_modules/valibot/' },
    },
    {
      name: 'no-dom-in-trainer',
      severity: 'error',
      from: { path: '^src/(storage|trainer|nn|webgpu|data|formats)/' },
      to: { path: 'node_modules/(react|@mantine|recharts|zustand)' },
    },
    {
      name: 'browser-without-node',
      comment: 'What needs Node lies in a folder of that name; nothing that a browser loads may reach it.',
      severity: 'error',
      from: {
        path: '^src/(base|problems|model|training|nn|webgpu|formats|trainer|storage|worker|app|data/browser|data/own|data/pictureFiles)/',
        pathNot: '/node/',
      },
      to: { path: '^src/.*/node/' },
    },
    {
      name: 'data-is-prepared-in-node',
      comment: 'Page and worker read what `prepare` made; how it is made needs a disk and an image library.',
      severity: 'error',
      from: { path: '^src/(app|worker|trainer|formats|data/browser|data/own|data/pictureFiles)/' },
      to: { path: ['^src/data/node/', '^src/data/sets/'], pathNot: factsFiles, reachable: true },
    },
    { name: 'no-circular', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    // What `worker/address.ts` imports is the address of a script.
    doNotFollow: { path: ['node_modules', '^src/worker/address\\.ts$'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'browser', 'default'] },
  },
};
