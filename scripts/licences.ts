/**
 * Writes `licences.txt` into the built page: whose code and pictures it ships and under which terms. Vite's own list leaves out
 * the worker, which is bundled apart, and packages that come without a file of their licence, as those of TensorFlow.js do.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export const licencesFile = 'licences.txt';

/** What the service worker is made of. It is built when this list has been written; a test finds what is missing here. */
export const inServiceWorker = [
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
];

/** The bundler's own helpers are files of no package; its packages have their text in every page that it makes. */
export const bundlers = ['vite', 'rolldown'];

interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

export interface Licence {
  /** Such as `react 19.3.1`. */
  readonly name: string;
  /** SPDX expression. */
  readonly terms: string;
  readonly text: string;
}

/** A text file, with line ends as ours are and nothing around it. */
const textOf = (file: string | URL): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
const here = (file: string): string => textOf(new URL(file, import.meta.url));

/** The folder of the package that a bundled module is a file of, or that made it; none for our own files. */
export function packageFolder(moduleId: string): string | undefined {
  const path = moduleId.replaceAll('\\', '/').split('?')[0] ?? '';
  if (path.startsWith('\0')) {
    const maker = bundlers.find((name) => path.startsWith(`\0${name}/`));
    return maker && join('node_modules', maker);
  }
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

/** From here on Vite tells of what it is built from itself, none of which goes into a page. */
const notShipped = /\n# Licenses of bundled dependencies\n[\s\S]*/;

/** Licence, copyright and notices as the package ships them. */
function shippedText(folder: string): string {
  const files = readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|copyrightnotice)(\.(md|txt))?$/i.test(name))
    .sort();
  return files.map((name) => textOf(join(folder, name)).replace(notShipped, '').trim()).join('\n\n');
}

/** The text that a package's terms call for where it ships none. */
function standardText({ license, author }: PackageJson): string | undefined {
  const holder = typeof author === 'object' ? author.name : author?.replace(/\s*[<(].*/, '');
  if (license === 'Apache-2.0') return here('Apache-2.0.txt');
  if (license !== 'MIT' || !holder) return undefined;
  return here('../LICENSE')
    .trim()
    .replace(/Copyright .*/, `Copyright (c) ${holder}`);
}

/** Some packages ship the text of their terms without a line on whose they are, which their `package.json` has. */
function withHolder(text: string, { license, author }: PackageJson): string {
  if (license !== 'MIT' || /copyright (\(c\)|©|\d{4})/i.test(text)) return text;
  const holder = typeof author === 'object' ? author.name : author;
  return text && holder ? `Copyright (c) ${holder}\n\n${text}` : text;
}

/** @throws Error when a package says too little for it to be shipped. */
export function licenceOf(folder: string): Licence {
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  const { name, version, license } = facts;
  const text = withHolder(shippedText(folder), facts) || standardText(facts);
  if (!name || !version || !license || !text)
    throw new Error(
      `The page bundles ${name ?? folder}, whose licence is not clear: see scripts/licences.ts.`,
    );
  return { name: `${name} ${version}`, terms: license, text };
}

const line = '='.repeat(80);

/** The file's text. Packages whose licence is the same to the letter share it. */
export function licencesText(own: string, credits: readonly string[], licences: readonly Licence[]): string {
  const namesByText = new Map<string, string[]>();
  for (const { name, terms, text } of licences)
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} (${terms})`]);
  const sections = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  return `${[`ResNet Playground (MIT)\n\n${own}`, ...credits, ...sections].join(`\n\n${line}\n\n`)}\n`;
}

/**
 * Two plugins: one for the page, which writes the file, and one for the worker, which only looks on.
 * @param credits Whom to name besides the authors of code.
 */
export function licences(credits: readonly string[]): { readonly page: Plugin; readonly worker: Plugin } {
  const folders = new Set(inServiceWorker.map((name) => join('node_modules', name)));
  const look = (bundle: Readonly<Record<string, { type: string; moduleIds?: readonly string[] }>>) => {
    for (const output of Object.values(bundle))
      for (const id of output.moduleIds ?? []) {
        const folder = packageFolder(id);
        if (folder) folders.add(folder);
      }
  };
  return {
    worker: { name: 'licences-of-worker', generateBundle: (_, bundle) => look(bundle) },
    page: {
      name: 'licences-of-page',
      apply: 'build',
      generateBundle(_, bundle) {
        // The worker is bundled while the page's modules are read, so it has been looked at by now.
        look(bundle);
        const list = [...folders].map(licenceOf).sort((a, b) => a.name.localeCompare(b.name));
        const source = licencesText(here('../LICENSE'), credits, list);
        this.emitFile({ type: 'asset', fileName: licencesFile, source });
      },
    },
  };
}
