/** The few numbers that the soak's commands take. */
import { parseArgs } from 'node:util';

/** @param defaults Every option with its value where none is given. @throws Error with one sentence where one is no number. */
export function numbersOf<Name extends string>(
  defaults: Readonly<Record<Name, number>>,
  args = process.argv.slice(2),
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const numbers: Record<Name, number> = { ...defaults };
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    const number = Number(text);
    if (text === '' || !(number >= 0))
      throw new Error(`--${name} must be a number from 0 on, but it is "${text}".`);
    numbers[name] = number;
  }
  return numbers;
}
