/** English: what a block costs when it is left out. It comes with the part that shows it (`i18n/price.ts`). */
import { figures } from './figures.ts';

/** A digit behind the point only where that is one of two. */
const digits = (points: number): string => points.toFixed(points < 9.95 ? 1 : 0);

/** Points of accuracy, with their sign: a loss is below zero. */
const points = (loss: number): string => {
  const text = digits(Math.abs(100 * loss));
  return Number(text) === 0 ? '0' : `${loss > 0 ? '−' : '+'}${text}`;
};
const share = (of: number): string => `${Math.round(100 * of)}\u00a0%`;

export const price = {
  title: 'What each block costs when it is left out',
  points,
  wholePoints: (loss: number) => {
    const text = Math.round(100 * loss);
    return text === 0 ? '0' : `${text > 0 ? '−' : '+'}${Math.abs(text)}`;
  },
  margin: (half: number) => `±\u00a0${digits(100 * half)}`,
  digits,
  cost: (loss: number, margin: number) => `${points(loss)} ± ${digits(100 * margin)} points`,
  without: 'Without it',
  leaves: 'What is left',
  left: {
    shortcut: 'its shortcut alone',
    input: 'its input, handed on as it is',
    zeros: 'only zeros: nothing goes around it',
  },
  /** @param blocks Those without which the network only guesses, of all that were measured. */
  what: (
    pictures: number,
    whole: number,
    switched: number | undefined,
    { lost, of }: { readonly lost: number; readonly of: number },
  ) =>
    `Points without the block, 95 % interval, on ${figures.count(pictures)} test pictures. All blocks: ${share(whole)} right${switched === undefined ? '' : `; as switched: ${share(switched)}`}.${lost === 0 ? '' : ` It only guesses without ${figures.count(lost)} of ${figures.count(of)}.`}`,
  guesses: 'it only guesses',
  plain:
    'Without shortcuts nothing goes around a block: its input is handed on as it is where the shapes allow, else zeros.',
  measuring: (done: number, total: number) => `Measuring: ${figures.count(done)} of ${figures.count(total)}`,
  asOf: (step: number) => `After step ${figures.count(step)}.`,
  untrained: 'Train this network: what each block is worth appears here.',
  waiting: 'The network is being asked.',
  switches: 'Blocks that take part',
  takesPart: 'takes part',
  switch: (id: string) => `${id} takes part`,
  switchHelp: (id: string, on: boolean) =>
    on ? `Switch ${id} off: F(x) goes, the shortcut stays` : `Switch ${id} on again`,
  off: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} off` : `${figures.count(names.length)} blocks off`,
  offHelp:
    'Answers and feature maps are those of the network without them. Training goes on with all of its blocks.',
  bringBack: 'Bring all back',
};
