/** The style sheet of the theme is what Mantine would write into the page by itself. */
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { themeStyles } from '../../scripts/themeStyles.ts';
import { theme, variables } from '../../src/app/theme.ts';

/** The rules of a style sheet, each with its declarations in order of their names. */
const rulesOf = (css: string) =>
  [...css.matchAll(/([^{}]+)\{([^}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector: selector.trim(),
    declarations: body.split(';').filter(Boolean).sort(),
  }));

it('is what Mantine would write, rule by rule', () => {
  const written = renderToStaticMarkup(
    createElement(
      MantineProvider,
      { theme, cssVariablesResolver: variables, withGlobalClasses: false },
      null,
    ),
  );
  const [, css = ''] = /<style[^>]*>([\s\S]*)<\/style>/.exec(written) ?? [];
  expect(rulesOf(css)).toHaveLength(3);
  expect(rulesOf(themeStyles())).toEqual(rulesOf(css));
});
