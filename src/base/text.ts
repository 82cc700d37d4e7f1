/** Texts of strangers inside our sentences. A file may hold any name, as long as it likes. */

const longestShown = 60;

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** What somebody typed or linked to, for a sentence that quotes it: not without end. */
export const shortened = (text: string): string => cut(text, longestShown);

/** A name from a file as a sentence can show it: quoted, on one line, and not without end. */
export const quoted = (name: string): string => JSON.stringify(cut(name, longestShown));

/** Somebody else's sentence about a file, which may repeat what the file says: on one line, and not without end. */
export const onOneLine = (sentence: string): string => cut(sentence.replace(/\s+/g, ' '), 3 * longestShown);
