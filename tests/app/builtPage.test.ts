/**
 * The built page: what a visitor loads before pressing Train (the page without its worker, gzipped), the policy under which it
 * runs, and the file of licences that it links to, with every package whose code is shipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DEFAULT_THEME } from '@mantine/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { contentPolicy, headersFile, headersOf } from '../../scripts/contentPolicy.ts';
import { bundlers, inServiceWorker, licencesFile } from '../../scripts/licences.ts';
import { unusedParts } from '../../scripts/themeStyles.ts';
import { readySets } from '../../src/data/sets/index.ts';
import ensureBuiltPage from '../setup/builtPage.ts';

const limit = 250_000;
const folder = 'dist';
const read = (file: string): Buffer => readFileSync(join(folder, file));

beforeAll(ensureBuiltPage);

/** Files that a file brings in at once: by tags of the page, and by static imports of its scripts. */
function bringsIn(file: string): string[] {
  const text = read(file).toString();
  const pattern = file.endsWith('.html')
    ? /(?:src|href)="\.\/(assets\/[^"]+)"/g
    : /(?:from|import)\s*["']\.\/([^"']+)["']/g;
  return [...text.matchAll(pattern)].map((m) => (file.endsWith('.html') ? m[1]! : `assets/${m[1]}`));
}

it(`is under ${limit / 1000} kB before Train, and holds no tfjs`, () => {
  const loaded = new Set(['index.html']);
  for (const file of loaded) if (!file.endsWith('.css')) for (const next of bringsIn(file)) loaded.add(next);
  const sizes = [...loaded].map((file) => [file, gzipSync(read(file)).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(
    `The page without its worker: ${total} bytes gzipped (${sizes.map((s) => s.join(' ')).join(', ')}).`,
  );
  expect(sizes.map(([file]) => file).join(' ')).toMatch(/\.js.*\.css|\.css.*\.js/);
  expect(total).toBeLessThan(limit);
  for (const file of loaded)
    expect(read(file).includes('Conv2DBackpropFilter'), `tfjs in ${file}`).toBe(false);
  // The check above finds tfjs where it is.
  const assets = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  expect(assets.some((name) => read(`assets/${name}`).includes('Conv2DBackpropFilter'))).toBe(true);
});

it('declares every colour of Mantine that it uses, and not all of them', () => {
  const sources = [
    ...readdirSync('src/app', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|css)$/.test(name))
      .map((name) => readFileSync(join('src/app', name), 'utf8')),
    ...readdirSync(join(folder, 'assets'))
      .filter((name) => name.endsWith('.css'))
      .map((name) => read(`assets/${name}`).toString()),
  ].join('\n');
  const names = Object.keys(DEFAULT_THEME.colors);
  const shades = (name: string): boolean => sources.includes(`--mantine-color-${name}-6:`);
  const used = names.filter((name) =>
    new RegExp(`(color|c)=["'{]+${name}\\b|primaryColor: '${name}'|var\\(--mantine-color-${name}-`).test(
      sources,
    ),
  );
  expect(used).toEqual(expect.arrayContaining(['blue', 'gray', 'red']));
  expect(used.filter((name) => !shades(name))).toEqual([]);
  expect(names.filter((name) => !shades(name))).toContain('grape');
});

it('leaves out no part of Mantine that it uses', () => {
  const parts = (names: RegExp): string[] => [
    ...new Set(
      readdirSync('src/app', { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.tsx'))
        .flatMap((name) => readFileSync(join('src/app', name), 'utf8').match(names) ?? []),
    ),
  ];
  // `Menu.Item` is the component `MenuItem`.
  const used = parts(/\b(Menu|Popover)\.[A-Z]\w*/g).map((part) => part.replace('.', ''));
  expect(used).toEqual(expect.arrayContaining(['MenuItem', 'MenuDropdown', 'PopoverTarget']));
  expect(used.filter((name) => unusedParts.includes(name))).toEqual([]);
  // They are left out in fact: each would say its name.
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  const says = (name: string): boolean =>
    scripts.some((script) => read(`assets/${script}`).includes(`@mantine/core/${name}`));
  expect(says('MenuItem')).toBe(true);
  expect(unusedParts.filter(says)).toEqual([]);
});

it('says first of all what it may load and run, and holds no style and no handler that this would forbid', () => {
  const html = read('index.html').toString();
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)" \/>/.exec(html);
  expect(policy?.[1]).toBe(contentPolicy(html));
  expect(policy?.[1]?.match(/'sha256-/g)).toHaveLength(2);
  expect(policy?.index).toBeLessThan(html.search(/<(script|link|style)\b/));
  expect(html).not.toMatch(/<style|\s(style|on\w+)=/);
});

it('asks servers for the same policy and more, in a file for some and in the README for others', () => {
  const headers = Object.entries(headersOf(read('index.html').toString()));
  expect(headers.map(([name]) => name)).toContain('Content-Security-Policy');
  const file = read(headersFile).toString();
  const readme = readFileSync('README.md', 'utf8');
  for (const [name, value] of headers) {
    expect(file).toContain(`\n  ${name}: ${value}\n`);
    expect(readme).toContain(`\n  add_header ${name} "${value}" always;\n`);
  }
});

it('holds no WebAssembly, which the policy would refuse and report', () => {
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  expect(scripts.filter((name) => read(`assets/${name}`).includes('WebAssembly'))).toEqual([]);
});

/** Packages that the sources of page and worker import, for more than types. */
const imported = new Set<string>();
for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
  const path = file.replaceAll('\\', '/');
  // Node's alone: the command line, reading from disk, making the data.
  if (!/\.tsx?$/.test(path) || /^cli\/|\/node\/|\/original\.ts$|\/preparations\.ts$/.test(path)) continue;
  const source = readFileSync(join('src', file), 'utf8');
  for (const [, specifier = ''] of source.matchAll(
    /(?:^(?:import|export)(?! type)(?:[^;]*?from)? |\bimport\()'([^'.#/][^']*)'/gm,
  )) {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
    if (!/^(node|virtual):/.test(name)) imported.add(name);
  }
}

for (const name of [...inServiceWorker, ...bundlers]) imported.add(name);

/** What a package needs besides itself, peers included. */
function dependenciesOf(name: string): string[] {
  const path = join('node_modules', name, 'package.json');
  // A peer that is optional may be absent.
  if (!existsSync(path)) return [];
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(path, 'utf8'));
  return Object.keys({ ...dependencies, ...peerDependencies });
}

describe('licences', () => {
  let text = '';
  /** Names of packages, without versions. */
  let listed: string[] = [];
  beforeAll(() => {
    text = read(licencesFile).toString();
    listed = [...text.matchAll(/^(@?[\w./-]+) \d+\.\d+\.\d+\S* \([^)]+\)$/gm)].map((match) => match[1]!);
  });

  it('begins with our own terms and credits the pictures', () => {
    expect(text.startsWith('ResNet Playground (MIT)\n\nMIT License')).toBe(true);
    for (const { citation } of Object.values(readySets)) expect(text).toContain(citation);
  });

  it.each([
    ['page', ['react', 'react-dom', 'scheduler', '@mantine/core', '@mantine/hooks', '@tabler/icons-react']],
    [
      'page, by others',
      ['recharts', 'd3-scale', 'd3-shape', '@floating-ui/dom', 'victory-vendor', 'zustand'],
    ],
    ['worker', ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu', 'pure-rand', 'fflate']],
    ['worker, by others', ['@tensorflow/tfjs-backend-webgpu', '@tensorflow/tfjs-backend-webgl', 'long']],
  ])('lists what is in the %s', (_, names) => {
    expect(listed).toEqual(expect.arrayContaining(names));
  });

  it('lists what the service worker is made of', () => {
    const parts = [
      ...read('sw.js')
        .toString()
        .matchAll(/workbox:([a-z-]+):/g),
    ].map(([, part]) => `workbox-${part}`);
    expect([...new Set(parts)].sort()).toEqual([...inServiceWorker].sort());
    expect(listed).toEqual(expect.arrayContaining(parts));
  });

  it('lists every package that page and worker import, and none that is not needed by one of them', () => {
    expect(imported.size).toBeGreaterThan(10);
    expect(listed).toEqual(expect.arrayContaining([...imported]));
    const needed = new Set(imported);
    for (const name of needed) for (const next of dependenciesOf(name)) needed.add(next);
    expect(listed.filter((name) => !needed.has(name))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each([
    [
      'MIT',
      /Copyright[\s\S]*Permission is hereby granted, free of charge[\s\S]*WITHOUT WARRANTY OF ANY KIND/i,
    ],
    [
      'ISC',
      /Copyright[\s\S]*Permission to use, copy, modify[\s\S]*THE AUTHORS? DISCLAIM|Copyright[\s\S]*"AS IS" AND/,
    ],
    ['0BSD', /Copyright[\s\S]*Permission to use, copy, modify[\s\S]*"AS IS" AND/i],
    ['Apache-2.0', /END OF TERMS AND CONDITIONS/],
  ])('has the notice of every package under %s whole', (terms, whole) => {
    const sections = text.split(/\n\n=+\n\n/).filter((section) => section.includes(` (${terms})\n`));
    expect(sections.length).toBeGreaterThan(0);
    for (const section of sections) expect(section).toMatch(whole);
  });

  it('is under no terms that are not looked at here', () => {
    const terms = [...text.matchAll(/^@?[\w./-]+ \d+\.\d+\.\d+\S* \(([^)]+)\)$/gm)].map((match) => match[1]);
    const known = ['MIT', 'ISC', '0BSD', 'Apache-2.0', 'MIT AND ISC AND BSD-3-Clause'];
    expect([...new Set(terms)].sort()).toEqual(known.sort());
  });

  it('holds the whole text of the Apache licence, once', () => {
    expect(text.match(/TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION/g)).toHaveLength(1);
    expect(text.match(/END OF TERMS AND CONDITIONS/g)).toHaveLength(1);
  });
});
