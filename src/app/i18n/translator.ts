/**
 * Sentences that the worker says in English, in another language. The English sentence is the key, with names in place
 * of what changes: whoever says it need not know of languages, and one that nobody translated is still said. Pure.
 */

/** English and the other language; `{name}` stands for any text, and is translated in its turn. */
export type Phrase = readonly [english: string, other: string];

const placeholder = /\{(\w+)\}/g;

/** Matches whole texts of the phrase's form; each placeholder is a group of its name. */
function patternOf(english: string): RegExp {
  const parts = english.split(placeholder);
  const source = parts.map((part, i) =>
    i % 2 === 1 ? `(?<${part}>[^]*?)` : part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`);
}

/** @param phrases The first that fits counts, so those with more words of their own come first. */
export function translator(phrases: readonly Phrase[]): (text: string) => string {
  const compiled = phrases.map(([english, other]) => ({ pattern: patternOf(english), other }));
  return function translate(text: string): string {
    for (const { pattern, other } of compiled) {
      const found = pattern.exec(text);
      if (found)
        return other.replace(placeholder, (_, name: string) => translate(found.groups?.[name] ?? ''));
    }
    return text;
  };
}
