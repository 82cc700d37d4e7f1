/**
 * Names of runs that people remember: an adjective and an animal. Pure: the same seed and number give the same name, so
 * that a run of a shared address is called the same everywhere. The names are English in every language.
 */
import { scramble } from '../../base/hash.ts';

const adjectives =
  `agile amber ancient azure bold brave breezy bright brisk calm candid careful clever cosy crisp curious
  daring deft eager early earnest fair fearless fleet fluffy fond frank gentle glad golden graceful grand
  happy hardy honest humble jolly keen kind lively loyal lucid mellow merry mighty modest neat nimble
  noble patient placid plucky polite proud quick quiet rapid serene shiny silent steady sunny swift witty`.split(
    /\s+/,
  );
const animals =
  `adder alpaca badger beaver bison bobcat buzzard camel condor cougar crane cricket curlew dingo dolphin donkey
  eagle egret falcon ferret finch gazelle gecko gibbon goose grouse heron hornet ibex iguana jackal jaguar
  kestrel koala lemur lizard llama lynx magpie marmot marten mole moose newt ocelot osprey otter owl
  panda parrot pelican plover puffin quail rabbit raven robin salmon seal sparrow squid stoat tapir wombat`.split(
    /\s+/,
  );

/** How many names there are. */
export const nameCount = adjectives.length * animals.length;

/** Mixes two whole numbers into 32 bits. */
const mixed = (a: number, b: number): number =>
  scramble(Math.imul(a | 0, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca6b)) >>> 0;

const nameAt = (place: number): string =>
  `${adjectives[place % adjectives.length]}-${animals[Math.floor(place / adjectives.length) % animals.length]}`;

/** The name of the `number`-th run, of this seed: the first from there on that is not taken. */
export function nameFor(seed: number, number: number, taken: ReadonlySet<string> = new Set()): string {
  const start = mixed(seed, number) % nameCount;
  for (let i = 0; i < nameCount; i++) {
    // A step that shares no factor with the count passes every name once.
    const name = nameAt((start + i * 1031) % nameCount);
    if (!taken.has(name)) return name;
  }
  return `${nameAt(start)}-${number}`;
}
