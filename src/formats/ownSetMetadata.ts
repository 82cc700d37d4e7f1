/**
 * What a file of weights says of a data set out of somebody's own pictures besides its name: the names of its classes, by which its answers are told, and the mean and
 * deviation by which its network sees pictures. So these go wherever the weights go, and the pictures nowhere. Files come from strangers: what does not fit the name is refused.
 */
import * as v from 'valibot';
import { parseStrictJson } from '../base/json.ts';
import { factsBesides } from '../data/own/ownFacts.ts';
import { type DatasetName, factsOf, isKnown, isOwnName, rememberFacts } from '../data/sets/index.ts';
import type { FileProblem } from '../problems/files.ts';
import { ProblemError } from '../problems/index.ts';

/** Where the metadata of a file keeps it, as JSON. */
export const ownSetKey = 'dataset.facts';
/** Characters. A thousand long names take a tenth. */
const longest = 2 ** 20;
/** The set, its samples, one of them. */
const deepest = 3;

/** A file whose data set cannot be what it says. */
class OwnSetError extends ProblemError<FileProblem> {
  override name = 'OwnSetError';
}

/** What people read of it: on one line, without orders to a terminal. */
const word = v.pipe(
  v.string(),
  v.check(
    (text) => text !== '' && text.length <= 1000 && !/\p{Cc}/u.test(text),
    'It must be a line of text.',
  ),
);

/** Nothing of a ready set, nor of an own one of which nobody knows more than its name. */
export function ownSetMetadata(name: DatasetName): Record<string, string> {
  if (!isOwnName(name) || !isKnown(name)) return {};
  const { title, classes, mean, std, samples, hash } = factsOf(name);
  const told = { title, classes, mean, std, samples, hash };
  // A file is readable in any case: a label of somebody's table may be anything.
  return v.is(factsBesides(name, word), told) ? { [ownSetKey]: JSON.stringify(told) } : {};
}

const notRight = (at: string, why: string): OwnSetError =>
  new OwnSetError({ kind: 'own-set-not-right', at, why: { kind: 'text', text: why } });

/**
 * From here on everybody knows the set that the metadata of a file are about, if it is an own one. What was known before stays: it may come from the pictures themselves.
 * @throws ProblemError where what it says is not right.
 */
export function rememberOwnSet(metadata: Readonly<Record<string, string>>): void {
  const { dataset: name = '', [ownSetKey]: told } = metadata;
  if (told === undefined || !isOwnName(name)) return;
  let json: unknown;
  try {
    if (told.length <= longest) json = parseStrictJson(told, deepest);
  } catch {
    // Not JSON, which no schema takes.
  }
  const result = v.safeParse(factsBesides(name, word), json);
  if (!result.success) {
    const [issue] = result.issues;
    throw notRight(v.getDotPath(issue) ?? ownSetKey, issue.message);
  }
  if (!isKnown(name)) rememberFacts({ ...factsOf(name), ...result.output, name });
}
