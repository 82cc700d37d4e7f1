/**
 * The variables that the page's theme asks of Mantine, as a style sheet. Mantine would write them into the page at run time, where a strict policy lets no
 * style through; so they are worked out here, and the page has its colours before the first script runs.
 */
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { theme, variables } from '../src/app/theme.ts';

/** What `@mantine/core/styles/default-css-variables.css` does not say already. */
const unlike = (ours: Record<string, string>, defaults: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(ours).filter(([name, value]) => defaults[name] !== value));

export function themeStyles(): string {
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const [defaults, mantine, own] = [
    defaultCssVariablesResolver(DEFAULT_THEME),
    defaultCssVariablesResolver(whole),
    variables(whole),
  ];
  const part = (name: 'variables' | 'light' | 'dark') =>
    unlike({ ...mantine[name], ...own[name] }, defaults[name]);
  return convertCssVariables({ variables: part('variables'), light: part('light'), dark: part('dark') });
}

const name = 'virtual:theme.css';

export const themeStyleSheet: Plugin = {
  name: 'theme-styles',
  resolveId: (id) => (id === name ? name : undefined),
  load: (id) => (id === name ? themeStyles() : undefined),
};

/** The parts of Mantine that would write styles: the page renders neither, and they weigh 1 kB gzipped before the first paint. */
export const withoutWrittenStyles: Plugin = {
  name: 'without-written-styles',
  apply: 'build',
  load: {
    filter: { id: /\/MantineProvider\/(MantineCssVariables|MantineClasses)\/\1\.mjs$/ },
    handler: (id) => `export const ${/(\w+)\.mjs$/.exec(id)?.[1]} = () => null;`,
  },
};

/**
 * Parts of Mantine's menu and popover that the page has no use for and that hang on those it has, so that nothing else shakes them off: 6 kB
 * gzipped before the first paint. A test finds one that the page uses and that is here.
 */
export const unusedParts: readonly string[] = [
  'MenuCheckboxGroup',
  'MenuCheckboxItem',
  'MenuContextMenu',
  'MenuDivider',
  'MenuRadioGroup',
  'MenuRadioItem',
  'MenuSearch',
  'MenuSub',
  'PopoverContextMenu',
];
export const withoutUnusedParts: Plugin = {
  name: 'without-unused-parts',
  apply: 'build',
  load: {
    filter: { id: new RegExp(`/(${unusedParts.join('|')})/\\1\\.mjs$`) },
    handler: (id) => `export const ${/(\w+)\.mjs$/.exec(id)?.[1]} = undefined;`,
  },
};
