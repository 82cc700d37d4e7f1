/** What this browser knows of own sets, for whoever is about to name one: its title and the names of its classes, also of sets whose pictures are gone. */
import type { OwnFacts } from '../../data/own/ownFacts.ts';
import { isKnown, isOwnName, rememberFacts } from '../../data/sets/index.ts';
import { ownSetIndex } from './ownSetIndex.ts';

/** Never throws: a set of which nothing is known is still told by its name. */
export async function rememberKeptFacts(): Promise<void> {
  try {
    for (const { facts } of await ownSetIndex.list()) rememberFacts(facts);
  } catch {
    // Nothing is stored here.
  }
}

/** For later visits: a file told of the set, and runs that go on from it name it. Pictures there may be none. */
export const keepFacts = (facts: OwnFacts): Promise<void> => ownSetIndex.add({ facts });

/** As long as none is an own set of which no more is known than its name, nothing is read. */
export async function rememberFactsOf(datasets: Iterable<string>): Promise<void> {
  for (const dataset of new Set(datasets))
    if (isOwnName(dataset) && !isKnown(dataset)) return rememberKeptFacts();
}
