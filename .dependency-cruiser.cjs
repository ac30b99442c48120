// The table of rooms, written once more for the machine. Imports point down.
const rooms = {
  model: [],
  protocols: ['model'],
  links: ['model', 'protocols'],
  chips: ['model', 'protocols', 'links'],
  records: ['model', 'protocols'],
  steps: ['model', 'protocols', 'links', 'chips', 'records'],
  virtual: ['model', 'protocols', 'links'],
  ui: ['model'],
  i18n: ['model'],
  screens: ['model', 'steps', 'records', 'protocols', 'ui', 'i18n'],
  app: ['model', 'protocols', 'links', 'chips', 'records', 'steps', 'virtual', 'ui', 'i18n', 'screens'],
  doors: ['model', 'protocols', 'virtual'],
  // The relay calls the cloud with the client that the page's own make-believe cloud is called with.
  relay: ['model', 'protocols', 'links', 'virtual'],
};

const wall = ([room, allowed]) => ({
  name: `${room}-imports-only-its-list`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
});

module.exports = {
  forbidden: [
    ...Object.entries(rooms).map(wall),
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    // The compiler asks no style sheet whether it is there.
    { name: 'nothing-missing', severity: 'error', from: {}, to: { couldNotResolve: true, path: '^[.]' } },
    {
      name: 'model-imports-no-package',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { dependencyTypes: ['npm', 'core'] },
    },
    {
      name: 'node-only-behind-the-doors-and-in-the-relay',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(doors|relay)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-file-knows-the-flashing-library',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/chips/' },
      to: { path: 'node_modules/esptool-js' },
    },
    {
      name: 'a-step-asks-no-family-who-it-is',
      severity: 'error',
      from: { path: '^src/steps/' },
      to: { path: '^src/chips/', pathNot: '^src/chips/(chip[.]ts|known/)' },
    },
    {
      name: 'screens-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/screens/([^/]+)/' },
      to: { path: '^src/screens/([^/]+)/', pathNot: '^src/screens/($1|parts)/' },
    },
    {
      name: 'react-only-where-it-is-seen',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(ui|screens|app|i18n)/' },
      to: { path: 'node_modules/(react|react-dom|wouter|lucide-react)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      conditionNames: ['import', 'browser', 'default'],
    },
  },
};
