/** HTML as text: whatever is put into a template is escaped, so that no name and no note can become an element. Pure. */

/** A piece of HTML that is one. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Markup | undefined | readonly Part[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Signs that HTML does not allow, however they are written. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const forbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g;

const escaped = (text: string): string =>
  text.replaceAll(forbidden, '\ufffd').replaceAll(/[&<>"']/g, (sign: string) => escapes[sign] ?? sign);

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(textOf).join('') : escaped(String(part));
}

/** Values of attributes stand in quotes, all of them. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((text, string, i) => text + textOf(parts[i - 1]) + string));
