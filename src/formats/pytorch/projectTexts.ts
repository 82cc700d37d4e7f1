/**
 * The files of project/ as texts by name, in a bundle: Vite writes them into it. Under Node, projectTexts.node.ts
 * reads the folder itself; `#pytorch-project` (package.json, "imports") is whichever of the two fits. A file that is
 * added to project/ is exported without being named anywhere.
 */
const files = import.meta.glob<string>('./project/*', { query: '?raw', import: 'default', eager: true });

export const projectTexts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.replace('./project/', ''), text]),
);
