/** Rows of a table as JSON lines, an object a line, as Hugging Face's `metadata.jsonl` has them: the names of its fields first, as a CSV has its header. */

const objectIn = (line: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

/** What is text or a number; anything else is an empty cell. */
const cellOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The fields of the first line are the columns; lines that are none are passed by. */
export function* jsonRows(text: string): Generator<string[]> {
  let names: readonly string[] | undefined;
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    const fields = line.trim() === '' ? undefined : objectIn(line);
    if (!fields) continue;
    if (!names) {
      names = Object.keys(fields);
      yield [...names];
    }
    yield names.map((name) => cellOf(Object.hasOwn(fields, name) ? fields[name] : undefined));
  }
}
